"""The query parameters of a page, parsed leniently: errors become messages."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext

from geoapp.accounts.models import User
from geoapp.common.text import one_line
from geoapp.crafts.spoken_languages import language
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.params import Problem
from geoapp.discovery.search.resolved_query import with_text_filters
from geoapp.discovery.text.place_suggestions import (
    PlaceSuggestion,
    find_places,
    is_only_an_area,
)
from geoapp.geo.points import to_position
from geoapp.geo.values import Position
from geoapp.geocoding.areas import areas_named
from geoapp.geocoding.coordinates import position_in
from geoapp.geocoding.country_names import is_country

PAGE_LIMIT = 20
_MAX_LIMIT = 100
MAX_PLACE_LENGTH = 200
DIGITS = 3  # 0.001 degrees, about 100 metres
_NAMESAKES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParams:
    """The search criteria of a page, and the named place.

    Filters recognised in the text are part of the criteria, like chosen ones; `text`
    is the text as typed, and `given` the criteria with it and without its filters: what
    the form shows, so that the next text brings its own.
    """

    criteria: SearchCriteria
    given: SearchCriteria
    problems: tuple[Problem, ...]
    where: str
    place: PlaceSuggestion | None
    text: str = ""

    def query(self, criteria: SearchCriteria) -> str:
        """Return the query string for criteria, with the place's name if there is one."""
        pairs = criteria.params()
        if self.where and criteria.near:
            pairs.append(("where", self.where))
        return urlencode(pairs)


def page_params(
    request: HttpRequest, *, at: datetime, limit: int = PAGE_LIMIT
) -> PageParams:
    """Return the parsed parameters and the problems with them.

    Unknown parameters and empty values are ignored. `where` names a place, which
    becomes `near`; positions are rounded before they appear in links.
    """
    values_by_name = {
        name: [v for v in vs if v.strip()] for name, vs in request.GET.lists()
    }
    # The form has two fields for the time; the second is the more exact.
    values_by_name["open_at"] = values_by_name.get("open_at", [])[-1:]
    if values_by_name["open_at"]:
        # The form carries along an interval from a link; a chosen time replaces it.
        values_by_name.pop("open_during", None)
    criteria, problems = SearchCriteria.from_params_lenient(
        values_by_name, at=at, limit=limit
    )
    typed = criteria
    criteria = with_text_filters(criteria)
    near = criteria.near.rounded(DIGITS) if criteria.near else None
    limit = min(criteria.limit, _MAX_LIMIT)
    criteria = criteria.replace(near=near, limit=limit, language=language())
    where = one_line(request.GET.get("where", ""), longest=MAX_PLACE_LENGTH)
    pasted = position_in(where)
    if pasted is not None:
        # Pasted coordinates need no named place.
        near = pasted.rounded(DIGITS)
        criteria, where = criteria.replace(near=near, bbox=None), ""
    place = _place_of(where, criteria) if where else None
    if place is not None and not _is_at(place, near):
        # An earlier map view might not contain the named place.
        criteria = criteria.replace(near=place.position.rounded(DIGITS), bbox=None)
    elif where and criteria.near is None:
        problems = (*problems, _no_such_place(where))
    if _is_out_of_reach(criteria):
        # The map was moved away: its view counts, not the original place.
        criteria, where = criteria.replace(near=None), ""
    return PageParams(
        criteria=criteria,
        given=criteria.replace(
            q=typed.q, filters=typed.filters, radius=typed.radius, mentions_free=False
        ),
        problems=problems,
        where=where,
        place=place,
        text=typed.q,
    )


def _is_out_of_reach(criteria: SearchCriteria) -> bool:
    """Whether the box lies wholly outside the circle, so that nothing can match."""
    if criteria.near is None or criteria.bbox is None:
        return False
    apart = criteria.near.metres_to(criteria.bbox.nearest_to(criteria.near))
    return apart > criteria.radius.metres


def _place_of(where: str, criteria: SearchCriteria) -> PlaceSuggestion | None:
    """Return the place with a name: the one at `near`, else the best match."""
    view = criteria.bbox.centre() if criteria.bbox else None
    places = find_places(where, view=view, limit=_NAMESAKES if criteria.near else 1)
    if is_only_an_area(where, next(iter(places), None)):
        return None
    places_at = (p for p in places if _is_at(p, criteria.near))
    return next(places_at, next(iter(places), None))


def _is_at(place: PlaceSuggestion, near: Position | None) -> bool:
    """Whether a position, rounded once or twice, is that of the place."""
    if near is None:
        return False
    apart = (place.position.lon - near.lon, place.position.lat - near.lat)
    return all(abs(degrees) < 2 * 10**-DIGITS for degrees in apart)


def _no_such_place(where: str) -> Problem:
    if is_country(where):
        message = gettext("“%(name)s” is a country. Enter a town instead.")
        return Problem("where", message % {"name": where})
    area = areas_named(where)
    if area is not None and area.whole:
        message = gettext("“%(name)s” is a region. Enter a town instead.")
        return Problem("where", message % {"name": where})
    message = gettext("We could not find “%(name)s”. Try a larger town nearby.")
    return Problem("where", message % {"name": where})


def position_of(request: HttpRequest, params: PageParams) -> Position | None:
    """Return the position to search near: `near`, else the home location, else None."""
    if params.criteria.near:
        return params.criteria.near
    user = request.user
    if isinstance(user, User) and user.home_point:
        return to_position(user.home_point)
    return None
