"""Whether an OpenStreetMap object still exists, or does not exist yet.

What no longer exists is imported as closed: it may be on the map from an earlier
edition. Prefixes ("disused:craft=pottery") count only where nothing else is there now.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from geoapp.crafts.choices import Operation
from geoapp.sources.osm_tags.dates import date_of, first_year
from geoapp.sources.osm_tags.offers import LOOKED_AT_KEYS, NO, nature_of
from geoapp.sources.reader_rows import RowRefused

_PAST_PREFIXES = (
    *("disused", "abandoned", "was", "demolished", "removed", "razed", "destroyed"),
    *("historic", "ruins", "closed"),
)
_FUTURE_PREFIXES = ("construction", "proposed", "planned")
PREFIXED_KEYS = tuple(
    f"{prefix}:{key}"
    for prefix in (*_PAST_PREFIXES, *_FUTURE_PREFIXES)
    for key in LOOKED_AT_KEYS
)
_PREFIXED = frozenset(PREFIXED_KEYS)
_NAME_KEYS = (*(f"{prefix}:name" for prefix in _PAST_PREFIXES), "name", "old_name")

_CLOSED_KEYS = ("disused", "abandoned", "demolished", "removed", "razed", "closed")
_PLANNED_KEYS = ("construction", "proposed", "planned")
_STATUS_KEYS = ("status", "operational_status", "shop:status", "craft:status")
# Of shops: what an empty one is tagged with.
_VACANT = frozenset({"vacant", "disused", "abandoned", "closed", "empty"})
_STATES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("closed", "permanently closed", "closed permanently", "abandoned"),
            *("disused", "demolished", "removed", "razed", "defunct", "inactive"),
            *("vacant", "gone", "dead", "destroyed", "out of business"),
        ),
        Operation.CLOSED.value,
    ),
    **dict.fromkeys(
        (
            *("temporarily closed", "closed temporarily", "temporary closed"),
            *("paused", "suspended", "on hold"),
        ),
        Operation.PAUSED.value,
    ),
    **dict.fromkeys(
        (
            *("planned", "proposed", "construction", "under construction"),
            *("in construction", "in planning", "opening soon"),
        ),
        Operation.PLANNED.value,
    ),
}
_END_KEYS = ("end_date", *(f"{prefix}:date" for prefix in _PAST_PREFIXES))
_BY_PREFIX = (
    (_PAST_PREFIXES, Operation.CLOSED.value),
    (_FUTURE_PREFIXES, Operation.PLANNED.value),
)
_START_KEYS = ("opening_date", "start_date")


# Operation, since when, and the tag that says so.
_Stated = tuple[str, date | None, str]


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """The tags of what is or was there, and whether it operates."""

    tags: Mapping[str, str]
    # It was mapped as operating; nothing confirms that it still is.
    operation: str = Operation.OPERATING.value
    since: date | None = None
    reason: str = ""  # the tag that says so; empty: nothing does

    @property
    def is_over(self) -> bool:
        """Whether the place is closed for good."""
        return self.operation == Operation.CLOSED.value


def life_cycle_of(tags: Mapping[str, str], *, today: date | None) -> LifeCycle:
    """Return the tags without prefixes, and the state of operation that they say.

    Dates after `today` are in the future; without it all are past.
    """
    ended = _end(tags, today)
    is_vacant = _value(tags, "shop") in _VACANT
    present = {k: v for k, v in tags.items() if not (is_vacant and k == "shop")}
    if is_vacant or not _is_in_use(tags):
        for prefixes, operation in _BY_PREFIX:
            former = _without_prefix(present, prefixes)
            if former is not None:
                tag = next(f"{k}={v}" for k, v in former[1])
                is_over = operation == Operation.CLOSED.value
                return LifeCycle(former[0], operation, ended if is_over else None, tag)
    if is_vacant and _is_venue(present):
        return LifeCycle(present, Operation.CLOSED.value, ended, f"shop={tags['shop']}")
    stated = next(_stated(tags, today, ended=ended), None)
    return LifeCycle(tags, *stated) if stated else LifeCycle(tags)


def has_prefixed_key(tags: Mapping[str, str]) -> bool:
    """Return whether something that was or will be there could be a venue."""
    return not _PREFIXED.isdisjoint(tags) and any(
        _without_prefix(tags, prefixes) is not None
        for prefixes, _operation in _BY_PREFIX
    )


def _is_in_use(tags: Mapping[str, str]) -> bool:
    """Return whether the object is something now, of whatever use."""
    keys = ("craft", "shop", "amenity", "leisure", "office", "repair")
    return any(_value(tags, key) not in NO for key in keys)


def _without_prefix(
    tags: Mapping[str, str], prefixes: tuple[str, ...]
) -> tuple[dict[str, str], list[tuple[str, str]]] | None:
    """Return the tags of a former or future venue, and those with a prefix."""
    prefixed = [
        (key, value)
        for key, value in tags.items()
        if key in _PREFIXED and key.partition(":")[0] in prefixes
    ]
    bare = {key.partition(":")[2]: value for key, value in prefixed}
    name = next((tags[key] for key in _NAME_KEYS if tags.get(key)), "")
    former = {**tags, **({"name": name} if name else {}), **bare}
    return (former, prefixed) if bare and _is_venue(former) else None


def _is_venue(tags: Mapping[str, str]) -> bool:
    try:
        nature_of(tags)
    except RowRefused:
        return False
    return True


def _stated(
    tags: Mapping[str, str], today: date | None, *, ended: date | None
) -> Iterator[_Stated]:
    """Yield what tags beside the main ones say; the first counts."""
    yield from _marked(tags, _CLOSED_KEYS, Operation.CLOSED.value, since=ended)
    for key in _STATUS_KEYS:
        status = _STATES.get(_value(tags, key).replace("_", " "))
        if status:
            yield status, None, f"{key}={tags[key]}"
    if ended:
        key = next(key for key in _END_KEYS if tags.get(key))
        yield Operation.CLOSED.value, ended, f"{key}={tags[key]}"
    yield from _marked(tags, _PLANNED_KEYS, Operation.PLANNED.value, since=None)
    for key in _START_KEYS:
        begins = date_of(tags.get(key, ""))
        if begins and today and begins > today:
            yield Operation.PLANNED.value, begins, f"{key}={tags[key]}"


def _marked(
    tags: Mapping[str, str],
    keys: tuple[str, ...],
    operation: str,
    *,
    since: date | None,
) -> Iterator[_Stated]:
    for key in keys:
        if _value(tags, key) not in NO:
            yield operation, since, f"{key}={tags[key]}"


def _end(tags: Mapping[str, str], today: date | None) -> date | None:
    """Return when it ended; of a vague date ("before 2015") the year's first.

    An end after `today` is still to come.
    """
    text = next((tags[key] for key in _END_KEYS if tags.get(key)), "")
    end = date_of(text) or first_year(text)
    return None if end and today and end > today else end


def _value(tags: Mapping[str, str], key: str) -> str:
    return tags.get(key, "").strip().casefold()
