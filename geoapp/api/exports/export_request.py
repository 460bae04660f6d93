"""The parameters of an export: search filters and the sources to exclude."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextField, Value

from geoapp.api.http.exchange import ResourceRequest
from geoapp.discovery.search.criteria import InvalidCriteria, SearchCriteria
from geoapp.discovery.search.params import Problem
from geoapp.discovery.search.resolved_query import ResolvedQuery, resolve_query
from geoapp.publishing.models import PublishedVenue

_WITHOUT = "without_source"
_MOST_SOURCES = 50


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A search, and the keys of the sources to exclude from its results."""

    question: ResolvedQuery
    without: frozenset[str]

    @property
    def criteria(self) -> SearchCriteria:
        """Return the criteria, with the filters that its text names."""
        return self.question.criteria


def parse_export_request(request: ResourceRequest) -> ExportRequest:
    """Return the export request; raises InvalidCriteria for an unknown source."""
    keys = request.http_request.GET.getlist(_WITHOUT)
    without = frozenset(key for key in keys if key.strip())
    _refuse_unknown(without)
    return ExportRequest(resolve_query(request.criteria), without)


def _refuse_unknown(without: frozenset[str]) -> None:
    """Raise InvalidCriteria for a list that speaks of no published venue.

    A misspelt one would leave out nothing, and nobody would see it.
    """
    if len(without) > _MOST_SOURCES:
        problem = Problem(_WITHOUT, f"Must have at most {_MOST_SOURCES} sources.")
        raise InvalidCriteria([problem])
    # A NUL cannot be asked of the database, and is in no key.
    known = _known({key for key in without if "\0" not in key})
    for key in sorted(without - known):
        words = (
            f"No published venue has the source {key[:64]!r}."
            " See `sources` in each venue."
        )
        raise InvalidCriteria([Problem(_WITHOUT, words)])


def _known(keys: Collection[str]) -> set[str]:
    """Return those that some venue has, each looked up in the index by one statement.

    Of a list's venues one suffices: it may have a million.
    """
    if not keys:
        return set()
    first, *others = (
        PublishedVenue.objects.filter(sources__contains=[key]).values_list(
            Value(key, output_field=TextField())
        )[:1]
        for key in keys
    )
    return {key for (key,) in first.union(*others)}
