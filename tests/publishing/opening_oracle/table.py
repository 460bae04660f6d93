"""The committed table: expressions, zones, instants and the states between them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from geoapp.geo.values import Position

FOLDER = Path(__file__).parent
TABLE = FOLDER / "opening_states.tsv"
SAME = "="  # as in the first zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the hours are read: the zone, and what holidays and the sun depend on."""

    zone: str
    country: str
    state: str
    position: Position
    changes: tuple[str, ...] = ()  # UTC, around the changes of the clock


SITES = (
    Site(
        zone="Europe/Berlin",
        country="DE",
        state="Berlin",
        position=Position(lon=13.4, lat=52.52),
        changes=(
            *("2026-10-25T00:30", "2026-10-25T01:30", "2027-03-28T00:30"),
            *("2027-03-28T01:30", "2026-10-24T23:30", "2026-10-25T02:30"),
        ),
    ),
    Site(
        zone="Pacific/Auckland",
        country="NZ",
        state="Auckland",
        position=Position(lon=174.76, lat=-36.85),
        changes=(
            *("2027-09-25T13:30", "2027-09-25T14:30", "2027-04-03T13:30"),
            *("2027-04-03T14:30", "2027-04-03T15:30", "2027-09-25T15:30"),
        ),
    ),
    Site(
        zone="Australia/Lord_Howe",
        country="AU",
        state="New South Wales",
        position=Position(lon=159.08, lat=-31.55),
        changes=(
            *("2027-10-02T15:15", "2027-10-02T15:45", "2027-04-03T14:45"),
            *("2027-04-03T15:15", "2027-04-03T15:45", "2027-10-02T16:15"),
        ),
    ),
    Site(
        zone="Pacific/Apia",
        country="WS",
        state="Upolu",
        position=Position(lon=-171.76, lat=-13.83),
        changes=(
            *("2026-12-31T10:30", "2026-12-31T11:30", "2027-01-01T10:30"),
            *("2027-04-03T13:30", "2027-09-25T13:30", "2026-12-30T11:30"),
        ),
    ),
)

# A week by the clock on the wall, at hours where shops open, close and pause.
_WEEK = [
    datetime.fromisoformat("2027-06-07")
    + timedelta(days=day, hours=hour, minutes=minute)
    for day, hour, minute in (
        *((0, 7, 59), (0, 8, 0), (0, 9, 30), (0, 12, 30), (0, 13, 15), (0, 17, 59)),
        *((1, 0, 30), (1, 8, 30), (1, 10, 0), (1, 14, 30), (1, 18, 0), (1, 20, 30)),
        *((2, 2, 30), (2, 9, 0), (2, 11, 0), (2, 16, 30), (2, 19, 0), (2, 22, 30)),
        *((3, 6, 30), (3, 10, 30), (3, 12, 0), (3, 15, 0), (3, 19, 30), (3, 23, 30)),
        *((4, 7, 0), (4, 11, 30), (4, 13, 0), (4, 17, 0), (4, 21, 0), (4, 23, 59)),
        *((5, 1, 0), (5, 2, 0), (5, 9, 30), (5, 12, 0), (5, 14, 0), (5, 16, 0)),
        *((5, 18, 30), (6, 0, 0), (6, 4, 0), (6, 10, 30), (6, 13, 30), (6, 18, 0)),
    )
]
# Holidays, week 53, a leap day, ends of months and seasons.
_DAYS = [
    datetime.fromisoformat(f"{day}T{time}")
    for day, time in (
        *(("2026-12-24", "13:00"), ("2026-12-25", "11:00"), ("2026-12-26", "11:00")),
        *(("2026-12-28", "11:00"), ("2026-12-31", "15:00"), ("2027-01-01", "11:00")),
        *(("2027-01-02", "11:00"), ("2027-01-04", "10:00"), ("2027-02-08", "11:00")),
        *(("2027-03-26", "11:00"), ("2027-03-29", "11:00"), ("2027-04-26", "11:00")),
        *(("2027-05-01", "11:00"), ("2027-05-06", "11:00"), ("2027-06-30", "17:30")),
        *(("2027-07-01", "17:30"), ("2027-08-15", "20:30"), ("2027-09-30", "11:00")),
        *(("2027-10-01", "11:00"), ("2027-10-03", "12:00"), ("2027-11-01", "11:00")),
        *(("2028-02-28", "11:00"), ("2028-02-29", "11:00"), ("2028-03-01", "11:00")),
    )
]


def instants(site: Site) -> list[datetime]:
    """Return the UTC instants at which a site's hours are asked."""
    zone = ZoneInfo(site.zone)
    local = [moment.replace(tzinfo=zone).astimezone(UTC) for moment in _WEEK + _DAYS]
    changes = [
        datetime.fromisoformat(text).replace(tzinfo=UTC) for text in site.changes
    ]
    return local + changes


def read_table() -> dict[str, tuple[str, ...]]:
    """Return expression -> a line of states for each site; "" does not parse there."""
    rows: dict[str, tuple[str, ...]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            expression, first, *others = line.split("\t")
            rows[json.loads(expression)] = (
                first,
                *(first if states == SAME else states for states in others),
            )
    return rows


def write_table(rows: dict[str, Sequence[str]], *, made_by: str) -> str:
    """Return the text of the table."""
    lines = [
        "# What opening_hours.js says of each expression, a column a site: o open, u unknown, c closed;",
        '# "=" as in the first column, empty: it does not parse. Sites and instants: table.py beside this file.',
        f"# Made by make_table.py with {made_by}. Most expressions © OpenStreetMap contributors, ODbL 1.0.",
    ]
    for expression, (first, *others) in rows.items():
        states = [first, *(SAME if other == first else other for other in others)]
        lines.append("\t".join([json.dumps(expression, ensure_ascii=False), *states]))
    return "\n".join(lines) + "\n"
