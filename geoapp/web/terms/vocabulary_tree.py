"""The vocabulary as a tree, a list, or the matches of a word."""

from collections.abc import Mapping
from dataclasses import dataclass

from geoapp.common.text import folded
from geoapp.crafts.concepts import CraftTerm, EquipmentTerm, ListName
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.term_autocomplete import complete
from geoapp.crafts.vocabulary import current
from geoapp.discovery.term_pages import TermCounts

_MAX_MATCHES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyEntry:
    """A craft or type of equipment in a list, with its narrower terms.

    `matched` is the name that matches a searched word, if that is not the label.
    """

    id: str
    label: str
    counts: TermCounts
    matched: str = ""
    narrower: tuple["VocabularyEntry", ...] = ()


def craft_tree(counts: Mapping[str, TermCounts]) -> tuple[VocabularyEntry, ...]:
    """Return the top-level crafts, each with its narrower crafts."""
    return _below(None, counts)


def _below(
    broader: str | None, counts: Mapping[str, TermCounts]
) -> tuple[VocabularyEntry, ...]:
    terms = [
        VocabularyEntry(
            id=craft.id,
            label=current().label(craft.id, of="crafts", language=language()),
            counts=counts[craft.id],
            narrower=_below(craft.id, counts),
        )
        for craft in current().crafts.values()
        if craft.broader == broader and not craft.retired
    ]
    return tuple(sorted(terms, key=lambda entry: folded(entry.label)))


def equipment_list(counts: Mapping[str, TermCounts]) -> tuple[VocabularyEntry, ...]:
    """Return the types of equipment by label."""
    terms = [
        VocabularyEntry(
            id=equipment.id,
            label=current().label(equipment.id, of="equipment", language=language()),
            counts=counts[equipment.id],
        )
        for equipment in current().equipment.values()
        if not equipment.retired
    ]
    return tuple(sorted(terms, key=lambda entry: folded(entry.label)))


def named(
    word: str, *, of: ListName, counts: Mapping[str, TermCounts]
) -> tuple[VocabularyEntry, ...]:
    """Return the terms with a name, in any language, that has a word with the prefix."""
    completions = complete(
        word, vocabulary=current(), language=language(), limit=_MAX_MATCHES, of=of
    )
    return tuple(
        VocabularyEntry(
            id=completion.id,
            label=completion.label,
            counts=counts[completion.id],
            matched=completion.matched
            if folded(completion.matched) != folded(completion.label)
            else "",
        )
        for completion in completions
    )


def other_names(term: CraftTerm | EquipmentTerm) -> list[tuple[str, str]]:
    """Return (language, name) of every other name, the reader's language first."""
    label = term.labels.get(language(), term.labels["en"])
    names: dict[str, str] = {}
    for code in sorted(term.labels, key=lambda code: (code != language(), code)):
        for name in (term.labels[code], *term.aliases.get(code, ())):
            if folded(name) != folded(label):
                names.setdefault(name, code)
    return [(code, name) for name, code in names.items()]


def narrower_of(craft: CraftTerm) -> list[str]:
    """Return the ids of the crafts directly below, by label."""
    below = [
        craft_id
        for craft_id in current().in_use("crafts")
        if current().crafts[craft_id].broader == craft.id
    ]
    return sorted(
        below,
        key=lambda craft_id: current().label(
            craft_id, of="crafts", language=language()
        ),
    )
