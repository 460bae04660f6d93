"""The filters of a search with their counts, ready for a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from geoapp.crafts.choices import Access, Kind, Mode, Newcomers, Wheelchair
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.facets import Counts
from geoapp.web.map.chips import craft_label, equipment_label, wheelchair_label

SHOWN = 40
SEEN_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: how many venues it leaves, whether it is chosen."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """One filter; `several` where more than one value can be chosen."""

    parameter: str
    words: str
    choices: tuple[Choice, ...]
    several: bool

    @property
    def first(self) -> tuple[Choice, ...]:
        """Return the values that are seen at once: the commonest, and the chosen."""
        return tuple(
            c for n, c in enumerate(self.choices) if n < SEEN_AT_ONCE or c.chosen
        )

    @property
    def rest(self) -> tuple[Choice, ...]:
        """Return the values behind "more"."""
        return tuple(c for c in self.choices if c not in self.first)

    @property
    def any_chosen(self) -> bool:
        """Whether one of the values is chosen."""
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filter:
    """One row of the table of filters; `allowed` where a single value is chosen."""

    parameter: str
    words: str
    chosen: tuple[str, ...]
    label: Callable[[str], str]
    allowed: tuple[str, ...] = ()


def choices_of(criteria: SearchCriteria, counts: Counts) -> tuple[ChoiceGroup, ...]:
    """Return the filters with their counts; what is chosen is always listed."""
    return tuple(_group(row, counts[row.parameter]) for row in _filters(criteria))


def _filters(criteria: SearchCriteria) -> tuple[_Filter, ...]:
    return (
        _Filter(
            parameter="craft",
            words=gettext("Craft"),
            chosen=criteria.crafts,
            label=craft_label,
        ),
        _Filter(
            parameter="equipment",
            words=gettext("Equipment"),
            chosen=criteria.equipment,
            label=equipment_label,
        ),
        _Filter(
            parameter="mode",
            words=gettext("What you can do"),
            chosen=criteria.modes,
            label=lambda value: str(Mode(value).label),
        ),
        _Filter(
            parameter="kind",
            words=gettext("Kind of place"),
            chosen=criteria.kinds,
            label=lambda value: str(Kind(value).label),
        ),
        *_welcome_filters(criteria),
    )


def _welcome_filters(criteria: SearchCriteria) -> tuple[_Filter, ...]:
    return (
        _Filter(
            parameter="access",
            words=gettext("Who can come"),
            chosen=criteria.access,
            label=lambda value: str(Access(value).label),
        ),
        _Filter(
            parameter="wheelchair",
            words=gettext("Wheelchair access"),
            chosen=(criteria.wheelchair,) if criteria.wheelchair else (),
            label=wheelchair_label,
            allowed=(Wheelchair.YES, Wheelchair.LIMITED),
        ),
        _Filter(
            parameter="newcomers",
            words=gettext("Newcomers"),
            chosen=(criteria.newcomers,) if criteria.newcomers else (),
            label=lambda value: str(Newcomers(value).label),
            allowed=tuple(Newcomers.values),
        ),
    )


def _group(row: _Filter, found: Mapping[str, int]) -> ChoiceGroup:
    values = sorted(found, key=lambda v: (-found[v], v))
    if row.allowed:
        values = [v for v in row.allowed if v in found]
    shown = values[:SHOWN] + [v for v in row.chosen if v not in values[:SHOWN]]
    return ChoiceGroup(
        row.parameter,
        row.words,
        tuple(Choice(v, row.label(v), found.get(v, 0), v in row.chosen) for v in shown),
        several=not row.allowed,
    )
