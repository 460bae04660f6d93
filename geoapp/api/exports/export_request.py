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
_MAX_SOURCES = 50


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
    """Return the export request.

    Raises InvalidCriteria for unknown sources, and for too many.
    """
    keys = request.http_request.GET.getlist(_WITHOUT)
    without = frozenset(key for key in keys if key.strip())
    _refuse_unknown(without)
    return ExportRequest(resolve_query(request.criteria), without)


def _refuse_unknown(without: frozenset[str]) -> None:
    """Raise InvalidCriteria for a source of no published venue, or too many of them.

    A misspelt one would exclude nothing, and nobody would notice.
    """
    if len(without) > _MAX_SOURCES:
        problem = Problem(_WITHOUT, f"Must have at most {_MAX_SOURCES} sources.")
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
    """Return the keys that at least one published venue has, in one statement.

    One venue per key suffices: a source may have a million.
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
