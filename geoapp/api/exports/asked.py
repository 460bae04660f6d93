"""What an export is asked for: the filters of a search, and lists to leave out."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from geoapp.api.criteria import EXPORTS, FILTERS
from geoapp.discovery.criteria import InvalidCriteria, SearchCriteria
from geoapp.discovery.question import Question, question_of
from geoapp.discovery.reading import Problem
from geoapp.publishing.models import PublishedVenue

_WITHOUT = "without_source"
_MOST_SOURCES = 50


@dataclass(frozen=True, slots=True)
class AskedExport:
    """A question, and the keys of the lists that are left out of its answer."""

    question: Question
    without: frozenset[str]

    @property
    def criteria(self) -> SearchCriteria:
        """Return the criteria with what was understood put in."""
        return self.question.criteria


def asked_export(params: QueryDict, *, at: datetime) -> AskedExport:
    """Return what is asked for; `at` (aware) is what "now" means.

    Raises InvalidCriteria for unknown parameters, values and lists.
    """
    criteria = SearchCriteria.from_params(dict(params.lists()), at=at, allowed=EXPORTS)
    without = frozenset(key for key in params.getlist(_WITHOUT) if key.strip())
    _refuse_unknown(without)
    return AskedExport(question_of(criteria), without)


def asked_feed(params: QueryDict, *, at: datetime) -> Question:
    """Return the question of a feed; raises InvalidCriteria."""
    return question_of(
        SearchCriteria.from_params(dict(params.lists()), at=at, allowed=FILTERS)
    )


def _refuse_unknown(without: frozenset[str]) -> None:
    """Raise InvalidCriteria for a list that speaks of no published venue.

    A misspelt one would leave out nothing, and nobody would see it.
    """
    if len(without) > _MOST_SOURCES:
        problem = Problem(_WITHOUT, f"At most {_MOST_SOURCES} sources.")
        raise InvalidCriteria([problem])
    for key in sorted(without):
        # A NUL cannot be asked of the database, and is in no key.
        known = "\0" not in key and PublishedVenue.objects.filter(
            sources__contains=[key]
        )
        if not known or not known.exists():
            words = f"No published place has a source {key[:64]!r}; its `sources` say."
            raise InvalidCriteria([Problem(_WITHOUT, words)])
