"""A week of hours in the reader's language and form of time."""

import pytest
from django.utils import translation

from geoapp.venues.weekly_hours.parse import week_of
from geoapp.web.manage.week_text import sentence, week_phrases


@pytest.mark.parametrize(
    ("text", "words", "german"),
    [
        (
            "Tu-Fr 10:00-18:00; Sa[1] 10:00-14:00; PH off",
            "Tuesday to Friday 10:00\N{EN DASH}18:00; first Saturday of the month "
            "10:00\N{EN DASH}14:00; closed on public holidays",
            "Dienstag bis Freitag 10:00\N{EN DASH}18:00; an jedem ersten Samstag im Monat "
            "10:00\N{EN DASH}14:00; an Feiertagen geschlossen",
        ),
        (
            'Mo,We 10:00-12:00,14:00-18:00; Tu "by appointment"',
            "Monday and Wednesday 10:00\N{EN DASH}12:00 and 14:00\N{EN DASH}18:00; Tuesday by appointment",
            "Montag und Mittwoch 10:00\N{EN DASH}12:00 und 14:00\N{EN DASH}18:00; Dienstag nach "
            "Vereinbarung",
        ),
        (
            "Apr 15-Oct 03 Mo-Su 00:00-24:00",
            "From 15 April to 3 October; every day all day",
            "15. April bis 3. Oktober; jeden Tag ganztägig",
        ),
        (
            "Jul Sa 10:00-12:00; PH Sa 10:00-12:00; Jul PH 10:00-12:00",
            None,
            None,
        ),
        (
            'Sa 10:00-14:00 open "Ring"; Sa[-1] 10:00-12:00 open "Ring" '
            '|| "by appointment"',
            "Saturday 10:00\N{EN DASH}14:00; but 10:00\N{EN DASH}12:00 on the last Saturday of the month; "
            "at other times by appointment; “Ring”",
            "Samstag 10:00\N{EN DASH}14:00; aber an jedem letzten Samstag im Monat "
            "10:00\N{EN DASH}12:00; sonst nach Vereinbarung; „Ring“",
        ),
    ],
)
def test_hours_are_in_the_readers_language(text, words, german):
    week = week_of(text)
    if words is None:
        assert week is None
        return
    for language, expected in (("en", words), ("de", german)):
        with translation.override(language):
            assert sentence(week_phrases(week)) == expected


def test_american_readers_get_their_clock():
    with translation.override("en-us"):
        said = sentence(week_phrases(week_of("Mo 09:00-17:30")))
    assert said == "Monday 9 a.m.\N{EN DASH}5:30 p.m."
