"""Opening hours are open, unknown or closed, and never more sure than the string."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geoapp.publishing.hours import periods, wall_clock
from geoapp.publishing.hours_rules import comments

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # a Monday
END = START + timedelta(days=7)
REAL = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "data"
    / "opening-hours-real"
    / "opening_hours_osm.json"
)


def said(text, zone="Europe/London", country="GB", start=START, end=END):
    return periods(
        text=text, time_zone=zone, country=country, position=None, start=start, end=end
    )


def state(text, moment, **more):
    found = said(text, **more)
    if not found.parsed:
        return "unknown"
    for name, spans in (("open", found.open), ("unknown", found.unknown)):
        if any(begin <= moment < end for begin, end in spans):
            return name
    return "closed"


TUESDAY_NOON = START + timedelta(days=1, hours=12)
SATURDAY_NOON = START + timedelta(days=5, hours=12)


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("Mo-Fr 09:00-18:00", TUESDAY_NOON, "open"),
        ("Mo-Fr 09:00-18:00", SATURDAY_NOON, "closed"),
        ('"by appointment"', TUESDAY_NOON, "unknown"),
        ('Mo-Fr 09:00-18:00; Sa "by appointment"', SATURDAY_NOON, "unknown"),
        ('Mo-Fr 09:00-18:00; Sa "by appointment"', TUESDAY_NOON, "open"),
        ('Mo-Fr 09:00-18:00 || "on appointment"', SATURDAY_NOON, "unknown"),
        ('Mo-Fr 09:00-18:00 || "on appointment"', TUESDAY_NOON, "open"),
        ("Mo-Fr 09:00-10:00 || Tu 11:00-13:00", TUESDAY_NOON, "open"),
        ('Mo-Fr 09:00-18:00 open "ring; the bell || twice"', TUESDAY_NOON, "open"),
        # What is said beside the times may undo them: the specification's unknown.
        ('Mo-Fr 09:00-18:00 "ring; the bell || twice"', TUESDAY_NOON, "unknown"),
        ('Mo-Fr 09:00-18:00 "by appointment"', TUESDAY_NOON, "unknown"),
        ('Mo-Fr 09:00-18:00 "by appointment"', SATURDAY_NOON, "closed"),
        ("Mo, Tu 09:00-18:00", TUESDAY_NOON, "open"),
        ("Mo, Tu 13:00-18:00", TUESDAY_NOON, "closed"),
        ("Mo-Fr 10:00+", TUESDAY_NOON, "unknown"),
        ("Mo-Fr 10:00-11:00,11:30+", TUESDAY_NOON, "unknown"),
        ("Mo-Fr 10:00-13:00+", TUESDAY_NOON, "open"),
        ("Mo-Fr 10:00-11:00+; Sa 10:00-12:00", TUESDAY_NOON, "unknown"),
        ("Mo-Fr 09:00-18:00; SH off", TUESDAY_NOON, "unknown"),
        ('Tu off "holiday"', TUESDAY_NOON, "closed"),
        ("nach Vereinbarung", TUESDAY_NOON, "unknown"),
        ('Mo-Fr 10:00-18:00, Sa "by appointment"', SATURDAY_NOON, "unknown"),
        ('Mo-Fr 10:00-18:00, "by appointment"', TUESDAY_NOON, "open"),
        ("Mo,Tu,Sa 10:00-14:00", SATURDAY_NOON, "open"),
        ("24/7", SATURDAY_NOON, "open"),
        ("Mon - Fri 11am - 11pm, weekends too", TUESDAY_NOON, "unknown"),
    ],
)
def test_it_says_what_the_string_says_and_no_more(text, moment, expected):
    assert state(text, moment) == expected


def test_a_rule_over_midnight_is_one_span():
    found = said("Fr 22:00-02:00").open
    friday = START + timedelta(days=4, hours=22)
    assert found == ((friday, friday + timedelta(hours=4)),)


def test_the_hour_that_summer_time_takes_is_not_opened():
    """Europe/Berlin, 28 March 2027: 02:00 is followed by 03:00."""
    start = datetime(2027, 3, 27, tzinfo=UTC)
    found = said(
        "24/7 closed; 01:00-04:00",
        zone="Europe/Berlin",
        country="DE",
        start=start,
        end=start + timedelta(days=2, hours=12),
    ).open
    lengths = [end - begin for begin, end in found]
    assert lengths == [timedelta(hours=3), timedelta(hours=2), timedelta(hours=3)]
    assert [e.hour for _b, e in wall_clock(found, "Europe/Berlin")] == [4, 4, 4]


def test_holidays_are_those_of_the_country():
    christmas = datetime(2026, 12, 25, 12, tzinfo=UTC)
    window = {
        "start": christmas - timedelta(days=1),
        "end": christmas + timedelta(days=1),
    }
    assert state("Mo-Su 09:00-18:00; PH off", christmas, **window) == "closed"
    assert state("Mo-Su 09:00-18:00; PH off", christmas, country="", **window) == "open"


def test_a_country_without_a_calendar_does_no_harm():
    assert state("Mo-Fr 09:00-18:00; PH off", TUESDAY_NOON, country="XK") == "open"


def test_comments_are_read_without_their_quotes():
    assert comments('Mo "ring" ; Tu "ask Bob"') == ("ring", "ask Bob")


@pytest.fixture(scope="module")
def real_strings():
    if not REAL.exists():
        pytest.skip("needs ../shared/data/opening-hours-real, which is not here")
    return json.loads(REAL.read_text(encoding="utf-8"))


def test_every_real_string_is_evaluated_or_unknown(real_strings):
    for row in real_strings:
        found = said(row["opening_hours"], zone="Europe/Helsinki", country="FI")
        if row["parsed_by_opening_hours_py_2_1_4"]:
            assert found.parsed, row["opening_hours"]
        if not found.parsed:
            assert (found.open, found.unknown) == ((), ())


def test_a_comment_alone_never_opens_a_real_place(real_strings):
    """Every quoted string: where a rule has no time of its own, it opens nothing."""
    quoted = [r["opening_hours"] for r in real_strings if '"' in r["opening_hours"]]
    for text in quoted:
        bare = "; ".join(
            rule for rule in text.replace("||", ";").split(";") if '"' not in rule
        )
        allowed = said(bare).open if bare.strip() else ()
        for begin, end in said(text).open:
            timed = any(
                '"' in rule and any(c.isdigit() for c in rule.split('"')[0])
                for rule in text.replace("||", ";").split(";")
            )
            inside = any(b <= begin and end <= e for b, e in allowed)
            assert timed or inside, text
