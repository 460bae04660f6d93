"""A week is the string it gives, and a string is a week only where nothing is lost."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from geoapp.publishing.hours import periods
from geoapp.venues.weekly_hours.parse import week_of
from geoapp.venues.weekly_hours.parts import InvalidWeek, Monthly, Season, Span
from geoapp.venues.weekly_hours.week import (
    Appointment,
    Holidays,
    Week,
    means_appointment,
)
from tests.venues.weekly_hours.weeks import minutes_of, open_minutes, timed, weeks

REAL = (
    Path(__file__).resolve().parents[4]
    / "shared"
    / "data"
    / "opening-hours-real"
    / "opening_hours_osm.json"
)
DAY = (Span(600, 1080),)
NIGHT = (Span(1320, 1560),)


def week(usual="", **more):
    """Return a week whose days are as many letters: "d" day, "n" night."""
    kinds = {"d": DAY, "n": NIGHT, ".": ()}
    return Week(days=tuple(kinds[one] for one in usual.ljust(7, ".")), **more)


FIRST_SATURDAY = (Monthly(5, 1, (Span(600, 840),)),)
# In February 2026 the fourth Monday is the last.
FOURTH_AND_LAST = (Monthly(0, 4, DAY), Monthly(0, -1, (Span(540, 600),)))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (Week(), ""),
        (week("ddddd"), "Mo-Fr 10:00-18:00"),
        (week("d.d.d"), "Mo,We,Fr 10:00-18:00"),
        (
            week("ddddd", monthly=FIRST_SATURDAY, holidays=Holidays.CLOSED),
            "Mo-Fr 10:00-18:00; Sa[1] 10:00-14:00; PH off",
        ),
        (week("ddddnnd"), "Mo-Th,Su 10:00-18:00, Fr-Sa 22:00-02:00"),
        (
            week("....n", monthly=FIRST_SATURDAY),
            "Fr 22:00-02:00, Sa[1] 10:00-14:00",
        ),
        (
            week("....n", monthly=FOURTH_AND_LAST),
            "Fr 22:00-02:00, Mo[4] 10:00-18:00; Mo[-1] 09:00-10:00",
        ),
        (
            week(".d", holidays=Holidays.AS_USUAL),
            "Tu 10:00-18:00; PH Tu 10:00-18:00",
        ),
        (
            week(".d", holidays=Holidays.OTHER, holiday_spans=(Span(0, 1440),)),
            "Tu 10:00-18:00; PH 00:00-24:00",
        ),
        (week(".d", season=Season(4, 10)), "Apr-Oct Tu 10:00-18:00"),
        (week(".d", season=Season(7, 7)), "Jul Tu 10:00-18:00"),
        (
            week(".d", season=Season(11, 1, 15, 6), holidays=Holidays.CLOSED),
            "Nov 15-Jan 06 Tu 10:00-18:00; PH off",
        ),
        (
            week(".d", appointment_days=frozenset({0, 2})),
            'Tu 10:00-18:00; Mo,We "by appointment"',
        ),
        (
            week(".d", appointment=Appointment.OTHERWISE, remark="Ring"),
            'Tu 10:00-18:00 open "Ring" || "by appointment"',
        ),
        (Week(appointment=Appointment.ONLY), '"by appointment"'),
        (
            Week(appointment=Appointment.ONLY, remark="call"),
            '"by appointment: call"',
        ),
        (Week(remark="Ask in the shop"), '"Ask in the shop"'),
    ],
)
def test_a_week_is_written_as_osm_writes_it(said, text):
    assert said.text() == text
    if text:
        assert week_of(text) == said


@given(said=weeks())
def test_what_is_written_is_read_back(said):
    if said == Week():
        assert said.text() == ""
    else:
        assert week_of(said.text()) == said


@given(said=timed(), month=st.integers(1, 12))
@example(said=week("....n", monthly=FIRST_SATURDAY), month=12)
@example(said=week(".....nd"), month=10)
@example(said=Week(monthly=FOURTH_AND_LAST), month=2)
@example(said=week("....n", monthly=FOURTH_AND_LAST), month=2)
def test_the_string_opens_when_a_calendar_does(said, month):
    """Against a second reading: minute by minute, without the evaluating library."""
    assume(said.has_times)
    first = date(2026, month, 1)
    start = datetime(2026, month, 1, tzinfo=UTC)
    found = periods(
        text=said.text(),
        time_zone="UTC",
        country="",
        position=None,
        start=start,
        end=start + timedelta(days=35),
    )
    assert found.parsed
    assert minutes_of(found.open, first) == open_minutes(said, first, 35)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("24/7", "Mo-Su 00:00-24:00"),
        ("09:00-17:00", "Mo-Su 09:00-17:00"),
        ("Mo, Tu 9:00 - 17:00", "Mo-Tu 09:00-17:00"),
        ("Fr-Mo 10:00-12:00, 13:00-15:00", "Mo,Fr-Su 10:00-12:00,13:00-15:00"),
        ("Mo-Fr 10:00-18:00, Sa 10:00-14:00", "Mo-Fr 10:00-18:00; Sa 10:00-14:00"),
        ("Mo-Su 10:00-18:00; We off", "Mo-Tu,Th-Su 10:00-18:00"),
        ("Mo-Sa 10:00-18:00; Su,PH off", "Mo-Sa 10:00-18:00; PH off"),
        ("Mo-Fr 10:00-00:00", "Mo-Fr 10:00-24:00"),
        ("Sep-May: Fr 18:00-22:00", "Sep-May Fr 18:00-22:00"),
        ("Sa[1,3] 10:00-12:00", "Sa[1] 10:00-12:00; Sa[3] 10:00-12:00"),
        ('"nach Vereinbarung"', '"by appointment"'),
        ('Mo-Fr 8:00-16:00 || "on appointment"', None),
        ('Mo 10:00-12:00, "by appointment"', 'Mo 10:00-12:00 || "by appointment"'),
    ],
)
def test_other_spellings_are_the_same_week(text, same):
    found = week_of(text)
    assert found is not None
    assert found.text() == (same or 'Mo-Fr 08:00-16:00 || "by appointment"')


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "; ;",
        "off",
        "Mo-Su off",
        "Mo-Fr 10:00+",
        "Mo-Fr sunrise-sunset",
        "Mo-Fr 10:00-18:00; SH off",
        "Mo-Fr 10:00-18:00; Dec 24 off",
        "week 1-10 Mo 10:00-12:00",
        "2026 Mo 10:00-12:00",
        "easter off",
        "Sa[5] 10:00-12:00",
        "Sa[x] 10:00-12:00",
        "Sa[1-] 10:00-12:00",
        "Sa[1] off",
        "Mo 25:00-26:00",
        "Mo 10:75-12:00",
        "Mo 10:00-10:00",
        "Mo 10:00-12:00,11:00-13:00",
        'Mo-Fr 10:00-18:00 "ring"',
        'Mo 10:00-12:00 open "a"; Tu 10:00-12:00 open "b"',
        'Mo 10:00-12:00; "by appointment"',
        'Mo 10:00-12:00; "ask"',
        'Mo 10:00-12:00 || "ask Bob"',
        'Mo 10:00-12:00 || "by appointment" || "by request"',
        "PH off; Mo-Fr 10:00-18:00",
        "Mo-Fr 10:00-18:00; PH off; Sa[1] 10:00-12:00",
        "Mo-Fr 10:00-18:00; PH Mo-Tu 10:00-18:00",
        "Sa[1] 10:00-12:00; Sa 09:00-10:00",
        "Mo[4] 10:00-18:00, Mo[-1] 09:00-10:00",
        "Mo[-1] 09:00-10:00; Mo[4] 10:00-18:00",
        "Fr 22:00-02:00, Mo[4] 10:00-18:00, Mo[-1] 09:00-10:00",
        "Apr-Oct Mo 10:00-12:00; Tu 10:00-12:00",
        "Feb 30-Mar 10 Mo 10:00-12:00",
        "Fr 22:00-02:00; Sa 10:00-18:00",
        "Su off; Sa 22:00-02:00",
        "nach Vereinbarung",
        "Mon - Fri 11am - 11pm",
        'Mo "unclosed',
        "Mo-Fr 10:00-18:00 || off",
    ],
)
def test_what_a_week_cannot_say_exactly_stays_a_string(text):
    assert week_of(text) is None


@given(text=st.text(max_size=60) | st.text('MoTuSa PHoff[1],;|"-:0129+', max_size=40))
def test_no_string_is_too_strange(text):
    found = week_of(text)
    assert found is None or week_of(found.text()) == found


def test_every_real_string_that_is_read_says_the_same():
    if not REAL.exists():
        pytest.skip("needs ../shared/data/opening-hours-real, which is not here")
    rows = json.loads(REAL.read_text(encoding="utf-8"))
    read = 0
    for row in rows:
        text = row["opening_hours"]
        found = week_of(text)
        if found is None:
            continue
        read += 1
        assert week_of(found.text()) == found, text
        for start in (
            datetime(2026, 12, 1, tzinfo=UTC),
            datetime(2027, 3, 20, tzinfo=UTC),
        ):
            said = {
                "time_zone": "Europe/Helsinki",
                "country": "FI",
                "position": None,
                "start": start,
                "end": start + timedelta(days=35),
            }
            assert periods(text=text, **said) == periods(text=found.text(), **said), (
                text
            )
    # Most people's strings are weeks; a reader that gives up more would be none.
    assert read >= 0.8 * len(rows)


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Span(1440, 1500),
        lambda: Span(600, 600),
        lambda: Span(600, 2100),
        lambda: Span(600, 2040),
        lambda: Monthly(7, 1, DAY),
        lambda: Monthly(5, 5, DAY),
        lambda: Monthly(5, 1, ()),
        lambda: Season(0, 3),
        lambda: Season(4, 6, 31, 1),
        lambda: Season(4, 6, 1, None),
        lambda: Week(days=(DAY,)),
        lambda: week("d", monthly=FIRST_SATURDAY * 2),
        lambda: week("d", appointment_days=frozenset({0})),
        lambda: week("d", holidays=Holidays.OTHER),
        lambda: week("d", holiday_spans=DAY),
        lambda: Week(holidays=Holidays.AS_USUAL, monthly=FIRST_SATURDAY),
        lambda: week("d", appointment=Appointment.ONLY),
        lambda: Week(appointment=Appointment.OTHERWISE),
        lambda: Week(season=Season(4, 10)),
        lambda: Week(remark='say "hi"'),
        lambda: Week(remark="two\nlines"),
        lambda: Week(remark="a" * 201),
        lambda: Week(remark="by appointment"),
        lambda: week("....nd", monthly=FIRST_SATURDAY),
        lambda: week(".....n", monthly=FIRST_SATURDAY),
        lambda: week("......n", monthly=FOURTH_AND_LAST),
        lambda: Week(monthly=(Monthly(0, 4, NIGHT), Monthly(0, -1, DAY))),
        lambda: week("....n", monthly=FIRST_SATURDAY, appointment_days=frozenset({5})),
        lambda: Week(days=((Span(0, 60), Span(30, 90)), *[()] * 6)),
        lambda: Week(days=((Span(60, 120), Span(1320, 1530)), *[()] * 6)),
    ],
)
def test_what_contradicts_itself_is_no_week(broken):
    with pytest.raises(InvalidWeek):
        broken()


@pytest.mark.parametrize("words", ["by appointment", "Nach Vereinbarung", "on request"])
def test_words_for_by_appointment(words):
    assert means_appointment(words)
    assert not means_appointment(f"{words} with Bob")


def test_as_usual_on_holidays_opens_no_other_day():
    """A holiday on a Saturday stays closed where only weekdays are usual."""
    said = week("ddddd", holidays=Holidays.AS_USUAL)
    window = {
        "time_zone": "Europe/Helsinki",
        "country": "FI",
        "position": None,
        "start": datetime(2026, 12, 1, tzinfo=UTC),
        "end": datetime(2027, 1, 15, tzinfo=UTC),
    }
    plain = week("ddddd")
    assert periods(text=said.text(), **window) == periods(text=plain.text(), **window)
