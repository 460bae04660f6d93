"""The filters of a search with their counts, ready for a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from geoapp.crafts.terms import Access, Kind, Mode, Newcomers, Wheelchair
from geoapp.crafts.vocabulary import current
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.facets import Counts
from geoapp.web.phrases import language

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


def choices_of(criteria: SearchCriteria, counts: Counts) -> tuple[ChoiceGroup, ...]:
    """Return the filters with their counts; what is chosen is always listed."""
    vocabulary = current()
    return (
        _group("craft", gettext("Craft"), criteria.crafts, counts,
               lambda v: vocabulary.label(v, of="crafts", language=language())),
        _group("equipment", gettext("Equipment"), criteria.equipment, counts,
               lambda v: vocabulary.label(v, of="equipment", language=language())),
        _group("mode", gettext("What you can do"), criteria.modes, counts,
               lambda v: str(Mode(v).label)),
        _group("kind", gettext("Kind of place"), criteria.kinds, counts,
               lambda v: str(Kind(v).label)),
        _group("access", gettext("Access"), criteria.access, counts,
               lambda v: str(Access(v).label)),
        _group("wheelchair", gettext("Wheelchair"),
               (criteria.wheelchair,) if criteria.wheelchair else (), counts,
               lambda v: str(Wheelchair(v).label), allowed=("yes", "limited")),
        _group("newcomers", gettext("Newcomers"),
               (criteria.newcomers,) if criteria.newcomers else (), counts,
               lambda v: str(Newcomers(v).label), allowed=Newcomers.values),
    )


def _group(
    parameter: str,
    words: str,
    chosen: tuple[str, ...],
    counts: Counts,
    label: Callable[[str], str],
    *,
    allowed: "tuple[str, ...] | list[str] | None" = None,
) -> ChoiceGroup:
    found: Mapping[str, int] = counts[parameter]
    values = sorted(found, key=lambda v: (-found[v], v))
    if allowed is not None:
        values = [v for v in allowed if v in found]
    shown = values[:SHOWN] + [v for v in chosen if v not in values[:SHOWN]]
    return ChoiceGroup(
        parameter,
        words,
        tuple(Choice(v, label(v), found.get(v, 0), v in chosen) for v in shown),
        several=allowed is None,
    )
