"""The parameters of a page: understood where they can be, never an error page."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext

from geoapp.accounts.models import User
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.places import FoundPlace, find_places
from geoapp.discovery.reading import Problem
from geoapp.geo.points import to_position
from geoapp.geo.values import Position

PAGE_LIMIT = 20
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParams:
    """What a page was asked for: the criteria, and the place that was named."""

    criteria: SearchCriteria
    problems: tuple[Problem, ...]
    where: str
    place: FoundPlace | None


def page_params(
    request: HttpRequest, *, at: datetime, limit: int = PAGE_LIMIT
) -> PageParams:
    """Return what the request asks for, and which parameters were not understood.

    Unknown parameters are ignored. `where` names a place, which becomes `near`
    unless that is given. A person's position is rounded to 0.001 degrees before
    it can come back in a link.
    """
    params = dict(request.GET.lists())
    criteria, problems = SearchCriteria.understood_of(params, at=at, limit=limit)
    if criteria.near:
        criteria = criteria.but(near=criteria.near.rounded(3))
    criteria = criteria.but(limit=min(criteria.limit, _MOST))
    where = request.GET.get("where", "")[:200].strip()
    place = None
    if where and criteria.near is None:
        view = criteria.bbox.centre() if criteria.bbox else None
        place = next(iter(find_places(where, view=view, limit=1)), None)
        if place is None:
            problems = (*problems, _no_such_place(where))
        else:
            # A box that was looked at before would cut the named place off.
            criteria = criteria.but(near=place.position.rounded(3), bbox=None)
    return PageParams(criteria=criteria, problems=problems, where=where, place=place)


def _no_such_place(where: str) -> Problem:
    message = gettext("We know no place called “%(name)s”. Try a larger town nearby.")
    return Problem("where", message % {"name": where})


def position_of(request: HttpRequest, asked: PageParams) -> Position | None:
    """Return where the person is: as asked, else their home point, else unknown."""
    if asked.criteria.near:
        return asked.criteria.near
    user = request.user
    if isinstance(user, User) and user.home_point:
        return to_position(user.home_point)
    return None
