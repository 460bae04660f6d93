"""Load the vocabulary into its tables, and count unmatched words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest, Least

from geoapp.crafts.concepts import Term, Vocabulary
from geoapp.crafts.models import (
    Craft,
    Equipment,
    Material,
    UnmatchedTerm,
    VocabularyList,
)
from geoapp.crafts.word_forms import unmatched_words


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """The number of rows a load added, changed and retired; all 0 if repeated."""

    added: int = 0
    changed: int = 0
    retired: int = 0


@transaction.atomic
def load_vocabulary(*, vocabulary: Vocabulary) -> LoadOutcome:
    """Synchronise the rows with the vocabulary file.

    Terms missing from the file are retired, never deleted: old records refer to them.
    """
    crafts = _mirror(
        Craft,
        {
            term.id: {**_shared(term), "broader_id": term.broader}
            for term in vocabulary.crafts.values()
        },
    )
    equipment = _mirror(
        Equipment, {term.id: _shared(term) for term in vocabulary.equipment.values()}
    )
    materials = _mirror(
        Material, {term.id: _shared(term) for term in vocabulary.materials.values()}
    )
    outcomes = (crafts, equipment, materials)
    return LoadOutcome(
        added=sum(outcome.added for outcome in outcomes),
        changed=sum(outcome.changed for outcome in outcomes),
        retired=sum(outcome.retired for outcome in outcomes),
    )


@transaction.atomic
def count_unmatched(
    *,
    words: Iterable[str],
    at: datetime,
    looked_in: VocabularyList = VocabularyList.ANY,
) -> int:
    """Count words that match no term; return the number of distinct ones.

    Words are compared without case and extra spaces. Text of more than 80 characters is
    a sentence, may contain personal data, and is not stored.
    """
    counts = unmatched_words(words)
    UnmatchedTerm.objects.bulk_create(
        [
            UnmatchedTerm(
                vocabulary_list=looked_in, word=word, first_seen=at, last_seen=at
            )
            for word in sorted(counts)
        ],
        ignore_conflicts=True,
    )
    by_count: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        by_count[count].append(word)
    for count, same in by_count.items():
        UnmatchedTerm.objects.filter(vocabulary_list=looked_in, word__in=same).update(
            count=F("count") + count,
            first_seen=Least("first_seen", at),
            last_seen=Greatest("last_seen", at),
        )
    return len(counts)


def _shared(term: Term) -> dict[str, Any]:
    return {"label": term.labels["en"], "retired": term.retired}


def _mirror(
    model: type[Craft] | type[Equipment] | type[Material],
    rows: Mapping[str, Mapping[str, Any]],
) -> LoadOutcome:
    """Write the rows of one list that differ from the file."""
    stored = {row.pk: row for row in model.objects.all()}
    added = [term_id for term_id in rows if term_id not in stored]
    changed = [
        term_id
        for term_id, fields in rows.items()
        if term_id in stored
        and any(getattr(stored[term_id], key) != fields[key] for key in fields)
    ]
    # Foreign keys to `broader` are deferred, so the order of rows does not matter.
    for term_id in (*added, *changed):
        model(id=term_id, **rows[term_id]).save(force_insert=term_id not in stored)
    vanished = [
        term_id
        for term_id, row in stored.items()
        if term_id not in rows and not row.retired
    ]
    model.objects.filter(pk__in=vanished).update(retired=True)
    return LoadOutcome(added=len(added), changed=len(changed), retired=len(vanished))
