"""Search criteria: one frozen object, parsed from parameters in one place.

Page, list, map, facets and API all take the same criteria, so they cannot disagree.
Filters are declared in `filters`; docs/api.md describes the parameters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from geoapp.common.errors import DomainError
from geoapp.crafts.choices import Audience
from geoapp.discovery.search.filter_values import FilterValues
from geoapp.discovery.search.filters import (
    AGE,
    AUDIENCE,
    CRAFT,
    EQUIPMENT,
    FILTERS,
    HOURS,
    MODE,
    OPEN_AT,
    OPEN_DURING,
)
from geoapp.discovery.search.params import ParamParser, Problem
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.geo.values import BBox, Position, Radius

DEFAULT_RADIUS = Radius(10_000)
MAX_LIMIT = 1000
MAX_TEXT_LENGTH = 200
SORTS = ("best", "distance", "name")
PARAMETERS = frozenset(
    [
        *("q", *FILTERS, "near", "radius_m", "bbox"),
        *("sort", "limit", "cursor", "lang", "f"),
    ]
)
# A time that a text named and nobody has dated yet stands in this filter.
_TIMES = (OPEN_AT.name, OPEN_DURING.name)


class InvalidCriteria(DomainError):
    """Invalid parameters; each problem names its parameter."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(f"{p.parameter}: {p.message}" for p in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCriteria:
    """The conditions of a search. Empty means: no such condition."""

    q: str = ""
    filters: FilterValues = field(default_factory=FilterValues)
    near: Position | None = None
    radius: Radius = DEFAULT_RADIUS
    bbox: BBox | None = None
    sort: str = ""
    limit: int = 100
    cursor: str = ""
    language: str = "en"
    at: datetime | None = None  # aware: the present moment of who asks
    mentions_free: bool = False  # the text asks for what costs nothing: no filter

    @classmethod
    def from_params(
        cls,
        params: Mapping[str, Sequence[str]],
        *,
        at: datetime,
        limit: int = 100,
        allowed: frozenset[str] = PARAMETERS,
    ) -> "SearchCriteria":
        """Parse parameters; raise InvalidCriteria for invalid, empty or unknown ones.

        `at` (aware) is what `open_at=now` means; `limit` is the default limit;
        `allowed` are the parameters that the endpoint declares.
        """
        criteria, problems = cls.from_params_lenient(params, at=at, limit=limit)
        unknown = sorted(set(params) - allowed)
        problems += tuple(
            Problem(name, f"Unknown here. Known: {', '.join(sorted(allowed))}.")
            for name in unknown
        )
        problems += tuple(
            Problem(name, gettext("Must not be empty. Leave it out instead."))
            for name, values in params.items()
            if name in allowed and not all(value.strip() for value in values)
        )
        if problems:
            raise InvalidCriteria(problems)
        return criteria

    @classmethod
    def from_params_lenient(
        cls,
        params: Mapping[str, Sequence[str]],
        *,
        at: datetime,
        limit: int = 20,
    ) -> tuple["SearchCriteria", tuple[Problem, ...]]:
        """Parse what is valid, and return the problems with the rest (for pages)."""
        read = ParamParser(params, at=at)
        # Most requests name one filter or none: the others are not even looked at.
        values = FilterValues(
            (name, declared.parse(read, name))
            for name, declared in FILTERS.items()
            if name in params
        )
        if all(name in values for name in _TIMES):
            words = gettext("Not together with open_at.")
            read.problems.append(Problem(OPEN_DURING.name, words))
            values = values.with_values(open_during=None)
        criteria = cls(
            q=read.text("q", longest=MAX_TEXT_LENGTH),
            filters=values,
            near=read.position("near"),
            radius=read.radius("radius_m") or DEFAULT_RADIUS,
            bbox=read.bbox("bbox"),
            sort=read.value("sort", SORTS),
            limit=min(read.positive("limit") or limit, MAX_LIMIT),
            cursor=read.text("cursor", longest=2000),
            language=read.language("lang") or "en",
            at=at,
        )
        return criteria, tuple(read.problems)

    @property
    def crafts(self) -> tuple[str, ...]:
        """The chosen crafts."""
        return self._values(CRAFT.name)

    @property
    def equipment(self) -> tuple[str, ...]:
        """The chosen types of equipment."""
        return self._values(EQUIPMENT.name)

    @property
    def modes(self) -> tuple[str, ...]:
        """The chosen modes."""
        return self._values(MODE.name)

    @property
    def audience(self) -> str:
        """Whose opening hours count."""
        audience: str = self.filters.get(AUDIENCE.name, Audience.PUBLIC.value)
        return audience

    @property
    def visit(self) -> VisitTime | None:
        """When the venue has to be open, once that has a date."""
        value = next((self.filters[n] for n in _TIMES if n in self.filters), None)
        return value if isinstance(value, VisitTime) else None

    @property
    def open_at(self) -> datetime | None:
        """The moment at which the venue has to be open: aware, or the wall clock."""
        visit = self.visit
        return visit.begin if visit and visit.end is None else None

    @property
    def open_at_text(self) -> str:
        """The moment as written in a link, "now" included."""
        return str(self.visit) if self.visit and self.visit.end is None else ""

    @property
    def open_during_text(self) -> str:
        """The interval as written in a link."""
        return str(self.visit) if self.visit and self.visit.end is not None else ""

    @property
    def age(self) -> int | None:
        """The visitor's age, in years."""
        age: int | None = self.filters.get(AGE.name)
        return age

    @property
    def hours_known(self) -> bool:
        """Whether venues with unknown hours are excluded."""
        return HOURS.name in self.filters

    @property
    def order(self) -> str:
        """The order to use if none is requested."""
        if self.sort == "distance" and self.near is None:
            return "name"
        if self.sort:
            return self.sort
        if self.q:
            return "best"
        return "distance" if self.near else "name"

    def _values(self, name: str) -> tuple[str, ...]:
        values: tuple[str, ...] = self.filters.get(name, ())
        return values

    def replace(self, **changes: Any) -> "SearchCriteria":
        """Return the criteria with some members changed."""
        return replace(self, **changes)

    def with_filters(self, **changes: Any) -> "SearchCriteria":
        """Return the criteria with some filters changed; an empty value removes one."""
        return replace(self, filters=self.filters.with_values(**changes))

    def at_any_time(self) -> "SearchCriteria":
        """Return the criteria without the time, and from the first page."""
        without_time = self.with_filters(open_at=None, open_during=None, hours=None)
        return without_time.replace(cursor="")

    def params(self) -> list[tuple[str, str]]:
        """Return the parameters of these criteria, without limit and cursor."""
        pairs = [("q", self.q)]
        for name, declared in FILTERS.items():
            value = self.filters.get(name)
            if value is not None and not (name in _TIMES and self.visit is None):
                pairs += [(name, text) for text in declared.to_params(value)]
        pairs.append(("near", str(self.near) if self.near else ""))
        if self.radius != DEFAULT_RADIUS:
            pairs.append(("radius_m", str(self.radius.metres)))
        pairs.append(("bbox", str(self.bbox) if self.bbox else ""))
        pairs.append(("sort", self.sort))
        return [(name, value) for name, value in pairs if value]

    def query_string(self, **changes: Any) -> str:
        """Return the URL's query for these criteria, some members changed."""
        return urlencode(self.replace(**changes).params())
