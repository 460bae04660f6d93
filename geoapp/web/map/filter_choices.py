"""The filters of a search with their counts, for the search form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.facets import FACETS, Counts
from geoapp.discovery.search.filter_declaration import Filter
from geoapp.discovery.search.filters import FILTERS

SHOWN = 40
SEEN_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: the number of results with it, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """A filter; `several` if more than one value can be chosen.

    `first` are the values shown at first, the most common and the chosen ones, and
    `rest` those behind "more".
    """

    parameter: str
    label: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    several: bool

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return all values, those shown at first before the others."""
        return self.first + self.rest

    @property
    def any_chosen(self) -> bool:
        """Whether one of the values is chosen."""
        return any(choice.chosen for choice in self.first)


def choices_of(criteria: SearchCriteria, counts: Counts) -> tuple[ChoiceGroup, ...]:
    """Return the filters with their counts; chosen values are always listed."""
    return tuple(
        _group(FILTERS[name], criteria.filters.get(name, ()), counts[name])
        for name in FACETS
    )


def _group(declared: Filter, value: Any, counts: Mapping[str, int]) -> ChoiceGroup:
    selected = value if isinstance(value, tuple) else (value,)
    values = sorted(counts, key=lambda v: (-counts[v], v))
    if declared.choices:
        values = [v for v in declared.choices if v in counts]
    offered = values[:SHOWN] + [v for v in selected if v not in values[:SHOWN]]
    first: list[Choice] = []
    rest: list[Choice] = []
    for number, v in enumerate(offered):
        choice = Choice(
            v, str(declared.value_label(v)), counts.get(v, 0), v in selected
        )
        shown = number < SEEN_AT_ONCE or choice.chosen
        (first if shown else rest).append(choice)
    return ChoiceGroup(
        declared.name,
        str(declared.label),
        tuple(first),
        tuple(rest),
        several=not declared.choices,
    )
