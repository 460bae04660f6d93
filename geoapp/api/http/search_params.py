"""The parameters of each endpoint: the shared criteria, and nothing undeclared."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.http import QueryDict
from django.utils import translation

from geoapp.discovery.search.criteria import (
    PARAMETERS,
    InvalidCriteria,
    SearchCriteria,
)
from geoapp.discovery.search.params import ParamParser, Problem
from geoapp.geo.values import Position

ITEM_PARAMETERS = PARAMETERS
# What leaves out venues, without the order and the page: counts, tiles, exports, feeds.
FILTER_PARAMETERS = PARAMETERS - {"sort", "limit", "cursor"}
EXPORT_PARAMETERS = FILTER_PARAMETERS | {"without_source"}
TUTORIAL_PARAMETERS = frozenset({"q", "craft", "limit", "cursor", "lang", "f"})
PLACE_PARAMETERS = frozenset({"q", "limit", "lang", "f"})
MATCH_PARAMETERS = frozenset(
    {"near", "radius_m", "audience", "open_at", "limit", "lang", "f"}
)
# How many come where nobody says it, and of towns at most.
MATCHES_LIMIT = 20
PLACES_LIMIT, PLACES_MOST = 5, 10


def required_position(criteria: SearchCriteria) -> Position:
    """Return the client's position; raises InvalidCriteria if there is none."""
    if criteria.near is None:
        problem = Problem("near", "`near` is required: `near=lon,lat`.")
        raise InvalidCriteria([problem])
    return criteria.near


def parse_search_params(
    params: QueryDict | Mapping[str, Sequence[str]],
    allowed: frozenset[str],
    *,
    at: datetime,
    limit: int = 100,
) -> SearchCriteria:
    """Return the criteria; raises InvalidCriteria for invalid or undeclared parameters.

    Errors are in the language of `lang`. `at` (aware) is what `open_at=now` means,
    `limit` the default limit.
    """
    values_by_name = dict(params.lists()) if isinstance(params, QueryDict) else params
    language = ParamParser({"lang": values_by_name.get("lang", ())}).language("lang")
    with translation.override(language or settings.LANGUAGE_CODE):
        return SearchCriteria.from_params(
            values_by_name, at=at, limit=limit, allowed=allowed
        )
