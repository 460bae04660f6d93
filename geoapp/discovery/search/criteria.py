"""What a person asks for: one frozen object, read from parameters in one place.

Page, list, map, facets and API all take the same criteria, so they cannot
disagree. CONTRACT of the parameters: README, "Parameters".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from geoapp.common.errors import DomainError
from geoapp.crafts.choices import Access, Audience, Kind, Mode, Newcomers
from geoapp.discovery.search.datetime_interval import DateInterval
from geoapp.discovery.search.params import PARAMETERS, ParamParser, Problem
from geoapp.discovery.text.filters_in_text import filters_in_text
from geoapp.discovery.text.time_expressions import TimeExpression
from geoapp.geo.values import BBox, Position, Radius

DEFAULT_RADIUS = Radius(10_000)
MAX_LIMIT = 1000
SORTS = ("best", "distance", "name")


class InvalidCriteria(DomainError):
    """Parameters that cannot be understood; each problem names its parameter."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.parameter}: {p.message}" for p in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class SaidWhen:
    """A time as a text names it, and the moment (aware) at which it was said."""

    time: TimeExpression
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCriteria:
    """Everything that can be asked of the map. Empty means: no such condition."""

    q: str = ""
    written: str = ""  # the text as it came, the wishes that were read out of it too
    when: SaidWhen | None = None  # a time that the text names: `question_of` dates it
    says_free: bool = False  # the text asks for what costs nothing: no filter
    crafts: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    audience: str = Audience.PUBLIC.value
    open_at: datetime | None = None  # aware: an instant; naive: each wall clock
    open_at_text: str = ""  # as asked, "now" included, for links
    hours_known: bool = False
    wheelchair: str = ""
    newcomers: str = ""
    confirmed: DateInterval | None = None  # when a place was last confirmed
    near: Position | None = None
    radius: Radius = DEFAULT_RADIUS
    bbox: BBox | None = None
    sort: str = ""
    limit: int = 100
    cursor: str = ""
    language: str = "en"

    @classmethod
    def from_params(
        cls,
        params: Mapping[str, Sequence[str]],
        *,
        at: datetime,
        limit: int = 100,
        allowed: frozenset[str] = PARAMETERS,
    ) -> "SearchCriteria":
        """Read parameters; raise InvalidCriteria for anything wrong or unknown.

        `at` (aware) is what `open_at=now` means; `limit` is the default limit;
        `allowed` are the parameters that the endpoint declares.
        """
        unknown = sorted(set(params) - allowed)
        criteria, problems = cls.understood_of(params, at=at, limit=limit)
        problems += tuple(
            Problem(name, f"Unknown here. Known: {', '.join(sorted(allowed))}.")
            for name in unknown
        )
        if problems:
            raise InvalidCriteria(problems)
        return criteria

    @classmethod
    def understood_of(
        cls,
        params: Mapping[str, Sequence[str]],
        *,
        at: datetime,
        limit: int = 20,
    ) -> tuple["SearchCriteria", tuple[Problem, ...]]:
        """Read what can be understood, and say what could not (for pages)."""
        read = ParamParser(params)
        open_at = read.moment("open_at", now=at)
        written = read.text("q", longest=200)
        wishes = filters_in_text(written)
        open_at_text = read.text("open_at", longest=40) if open_at else ""
        if wishes.now and open_at is None:
            open_at, open_at_text = at, "now"
        access = (*read.values("access", Access), *wishes.access)
        criteria = cls(
            q=wishes.rest,
            written=written,
            when=SaidWhen(wishes.when, at)
            if wishes.when is not None and open_at is None
            else None,
            says_free=wishes.free,
            crafts=read.craft_ids("craft"),
            equipment=read.equipment_ids("equipment"),
            kinds=read.values("kind", Kind),
            access=tuple(dict.fromkeys(access)),
            modes=read.values("mode", Mode) or wishes.modes,
            audience=read.value("audience", Audience) or Audience.PUBLIC.value,
            open_at=open_at,
            open_at_text=open_at_text,
            hours_known=read.value("hours", ["known"]) == "known",
            wheelchair=read.value("wheelchair", ["yes", "limited"])
            or wishes.wheelchair,
            newcomers=read.value("newcomers", Newcomers) or wishes.newcomers,
            confirmed=read.days("datetime"),
            near=read.position("near"),
            radius=read.radius("radius_m")
            or (Radius(wishes.radius_m) if wishes.radius_m else DEFAULT_RADIUS),
            bbox=read.bbox("bbox"),
            sort=read.value("sort", SORTS),
            limit=min(read.positive("limit") or limit, MAX_LIMIT),
            cursor=read.text("cursor", longest=2000),
            language=read.language("lang") or "en",
        )
        return criteria, tuple(read.problems)

    @property
    def order(self) -> str:
        """The order that is meant where none is asked for."""
        if self.sort == "distance" and self.near is None:
            return "name"
        if self.sort:
            return self.sort
        if self.q:
            return "best"
        return "distance" if self.near else "name"

    @property
    def enough_wheelchair(self) -> tuple[str, ...]:
        """The accessibilities that answer: who needs the lesser is served by more."""
        return {"": (), "yes": ("yes",)}.get(self.wheelchair, ("yes", "limited"))

    @property
    def enough_newcomers(self) -> tuple[str, ...]:
        """The welcomes that answer."""
        enough = {"": (), "welcome": ("welcome",)}
        return enough.get(self.newcomers, ("welcome", "by_arrangement"))

    def dated_like(self, other: "SearchCriteria") -> "SearchCriteria":
        """Return the criteria with the date that another one gave to their time."""
        return self.but(
            open_at=other.open_at, open_at_text=other.open_at_text, when=other.when
        )

    def but(self, **changes: object) -> "SearchCriteria":
        """Return the criteria with some members changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def at_any_time(self) -> "SearchCriteria":
        """Return the criteria without the moment, and from the first page."""
        return self.but(
            open_at=None, open_at_text="", when=None, hours_known=False, cursor=""
        )

    def params(self) -> list[tuple[str, str]]:
        """Return the parameters that ask for this, without limit and cursor."""
        pairs = [("q", self.q)]
        pairs += [("craft", craft) for craft in self.crafts]
        pairs += [("equipment", equipment) for equipment in self.equipment]
        pairs += [("kind", kind) for kind in self.kinds]
        pairs += [("access", access) for access in self.access]
        pairs += [("mode", mode) for mode in self.modes]
        if self.audience != Audience.PUBLIC:
            pairs.append(("audience", self.audience))
        pairs.append(("open_at", self.open_at_text))
        pairs.append(("hours", "known" if self.hours_known else ""))
        pairs.append(("wheelchair", self.wheelchair))
        pairs.append(("newcomers", self.newcomers))
        pairs.append(("datetime", str(self.confirmed) if self.confirmed else ""))
        pairs.append(("near", str(self.near) if self.near else ""))
        if self.radius != DEFAULT_RADIUS:
            pairs.append(("radius_m", str(self.radius.metres)))
        pairs.append(("bbox", str(self.bbox) if self.bbox else ""))
        pairs.append(("sort", self.sort))
        return [(name, value) for name, value in pairs if value]

    def query_string(self, **changes: object) -> str:
        """Return the URL's query for these criteria, some members changed."""
        return urlencode(self.but(**changes).params())
