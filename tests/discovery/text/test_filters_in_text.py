"""Phrases in free text become filters, in four languages; words that only look so do not."""

from datetime import UTC, datetime
from unittest.mock import ANY

import pytest

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.text.filters_in_text import filters_in_text
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOON = datetime(2026, 11, 25, 12, 0)  # noqa: DTZ001 - a wall clock, a Wednesday


@pytest.mark.parametrize(
    ("text", "rest", "moment"),
    [
        ("pottery saturday afternoon in Leeds", "pottery in Leeds", "2026-11-28T15:00"),
        ("tonight", "", "2026-11-25T19:00"),
        ("pottery tonight", "pottery", "2026-11-25T19:00"),
        ("on sunday at 14", "", "2026-11-29T14:00"),
        ("sunday 2pm pottery", "pottery", "2026-11-29T14:00"),
        ("sunday afternoon at 3", "", "2026-11-29T15:00"),
        ("at 2pm on Saturday", "", "2026-11-28T14:00"),
        ("open on Saturday", "", "2026-11-28T12:00"),
        ("Saturday pottery", "pottery", "2026-11-28T12:00"),
        ("pottery on Saturday in Leeds", "pottery in Leeds", "2026-11-28T12:00"),
        ("wednesday 9:30", "", "2026-12-02T09:30"),
        ("wednesday", "", "2026-11-25T12:00"),
        ("fri evening", "", "2026-11-27T19:00"),
        ("evening classes pottery", "pottery", "2026-11-25T19:00"),
        ("in the morning", "", "2026-11-26T10:00"),
        ("laser cutter after work", "laser cutter", "2026-11-25T19:00"),
        ("open tomorrow", "", "2026-11-26T12:00"),
        ("laser at 14:00", "laser", "2026-11-25T14:00"),
        ("weld 9 am", "weld", "2026-11-26T09:00"),
        ("Samstagnachmittag Töpfern", "Töpfern", "2026-11-28T15:00"),
        ("samstags um 14 Uhr", "", "2026-11-28T14:00"),
        ("um 14:30 Uhr am Samstag", "", "2026-11-28T14:30"),
        ("heute Abend nähen", "nähen", "2026-11-25T19:00"),
        ("morgen früh", "", "2026-11-26T10:00"),
        ("übermorgen", "", "2026-11-27T12:00"),
        ("dimanche à 14h", "", "2026-11-29T14:00"),
        ("à 14h30 samedi", "", "2026-11-28T14:30"),
        ("poterie samedi après-midi", "poterie", "2026-11-28T15:00"),
        ("ce soir", "", "2026-11-25T19:00"),
        ("demain matin", "", "2026-11-26T10:00"),
        ("domingo a las 14", "", "2026-11-29T14:00"),
        ("cerámica el sábado por la tarde", "cerámica", "2026-11-28T15:00"),
        ("mañana por la mañana", "", "2026-11-26T10:00"),
        ("esta noche", "", "2026-11-25T19:00"),
        ("talha sábado à tarde", "talha", "2026-11-28T15:00"),
    ],
)
def test_a_day_and_a_time_are_the_next_of_that_name(text, rest, moment):
    found = filters_in_text(text)
    assert found.rest == rest
    said = dict(found.filters)["open_at"].next_after(NOON)
    assert said.isoformat(timespec="minutes") == moment


@pytest.mark.parametrize(
    "text",
    [
        "Sunday roast",
        "Sunday best dress",
        "Mardi Gras costume",
        "Black Friday",
        "Santo Domingo",
        "Wednesday Addams costume",
        "Saturday Club",
        "midi controller",
        "midi skirt",
        "evening gown",
        "morning coat",
        "night light",
        "sun hat",
        "sat nav",
        "mon sac",
        "1.75 mm filament",
        "at 14 High Street",
        "16:9 frame",
        "3h workshop",
        "5 axis cnc",
        "wheelchair ramp",
        "a cushion for a wheelchair",
        "drop in ceiling",
        "drop-in sink",
        "walk-in wardrobe",
        "beginner's luck",
        "free motion quilting",
        "free form crochet",
        "free standing shelf",
        "sugar free baking",
        "lead free solder",
        "hands-free",
    ],
)
def test_what_only_looks_like_a_wish_is_left_alone(text):
    found = filters_in_text(text)
    assert found == type(found)(rest=text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("wheelchair accessible pottery", "pottery"),
        ("pottery, wheelchair-accessible", "pottery"),
        ("step-free woodworking in London", "woodworking in London"),
        ("accessible makerspace", "makerspace"),
        ("rollstuhlgerechte Werkstatt", "Werkstatt"),
        ("barrierefrei töpfern", "töpfern"),
        ("poterie accessible en fauteuil roulant", "poterie"),
        ("accesible en silla de ruedas", ""),
    ],
)
def test_who_comes_in_a_wheelchair_says_so(text, rest):
    found = filters_in_text(text)
    assert (found.rest, found.filters) == (rest, (("wheelchair", "limited"),))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("knitting for beginners", "knitting"),
        ("beginner pottery", "pottery"),
        ("Töpfern für Anfänger", "Töpfern"),
        ("poterie pour débutants", "poterie"),
        ("cerámica para principiantes", "cerámica"),
    ],
)
def test_beginners_say_so(text, rest):
    found = filters_in_text(text)
    assert (found.rest, found.filters) == (rest, (("newcomers", "welcome"),))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("drop in pottery", "pottery"),
        ("drop-in", ""),
        ("Nähen ohne Anmeldung", "Nähen"),
        ("couture sans rendez-vous", "couture"),
        ("costura sin cita previa", "costura"),
    ],
)
def test_who_just_drops_in_says_so(text, rest):
    found = filters_in_text(text)
    assert (found.rest, found.filters) == (rest, (("access", ("drop_in",)),))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("free pottery", "pottery"),
        ("pottery free in Leeds", "pottery in Leeds"),
        ("pottery for free", "pottery"),
        ("kostenlos nähen", "nähen"),
        ("couture gratuite", "couture"),
        ("costura gratis", "costura"),
    ],
)
def test_free_is_heard_and_narrows_nothing(text, rest):
    assert filters_in_text(text) == type(filters_in_text(text))(
        rest=rest, mentions_free=True
    )


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("learn to weld in London", "weld in London"),
        ("pottery classes in Leeds", "pottery in Leeds"),
        ("schweißen lernen", "schweißen"),
        ("apprendre à souder", "souder"),
        ("clases de cerámica", "de cerámica"),
    ],
)
def test_who_wants_to_be_taught_says_so(text, rest):
    found = filters_in_text(text)
    assert (found.rest, found.filters) == (rest, (("mode", ("learn",)),))


@pytest.mark.parametrize(
    ("text", "rest", "metres"),
    [
        ("kiln within 5 km of Hackney", "kiln near Hackney", 5_000),
        ("kiln in Hackney within 3 miles", "kiln in Hackney", 4_828),
        ("töpfern im Umkreis von 20 km um Berlin", "töpfern near Berlin", 20_000),
        ("poterie à moins de 2,5 km de Lyon", "poterie near Lyon", 2_500),
        ("within 900 km of Leeds", "within 900 km of Leeds", None),
    ],
)
def test_how_far_is_the_radius(text, rest, metres):
    found = filters_in_text(text)
    assert (found.rest, found.radius_m) == (rest, metres)


@pytest.mark.parametrize(
    ("text", "present", "expected"),
    [
        ("this afternoon", "2026-11-25T16:10", "2026-11-25T16:10"),
        ("tonight", "2026-11-25T23:10", "2026-11-25T23:10"),
        ("saturday morning", "2026-11-28T11:15", "2026-11-28T11:15"),
        ("saturday morning", "2026-11-28T13:00", "2026-12-05T10:00"),
        ("open saturday", "2026-11-28T13:10", "2026-11-28T13:10"),
        ("open saturday", "2026-11-28T19:13", "2026-12-05T12:00"),
        ("open today", "2026-11-28T19:13", "2026-11-28T19:13"),
        ("at 9am", "2026-11-25T09:00", "2026-11-25T09:00"),
        ("sunday 14:00", "2026-11-29T14:01", "2026-12-06T14:00"),
    ],
)
def test_what_has_begun_is_now_and_what_is_over_comes_again(text, present, expected):
    said = dict(filters_in_text(text).filters)["open_at"].next_after(
        datetime.fromisoformat(present)
    )
    assert said == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "present", "interval"),
    [
        ("weekend pottery", "2026-11-25T12:00", "2026-11-28T00:00/2026-11-30T00:00"),
        ("pottery at the weekend", "2026-11-28T19:13", "2026-11-28T19:13/2026-11-30T00:00"),
        ("pottery this weekend", "2026-11-29T09:00", "2026-11-29T09:00/2026-11-30T00:00"),
        ("pottery next weekend", "2026-11-25T12:00", "2026-12-05T00:00/2026-12-07T00:00"),
        ("pottery next weekend", "2026-11-29T09:00", "2026-12-05T00:00/2026-12-07T00:00"),
        ("Töpfern am Wochenende", "2026-11-30T09:00", "2026-12-05T00:00/2026-12-07T00:00"),
        ("keramik i helgen", "2026-11-25T12:00", "2026-11-28T00:00/2026-11-30T00:00"),
        ("garncarstwo w weekend", "2026-11-25T12:00", "2026-11-28T00:00/2026-11-30T00:00"),
        ("陶芸 今週末", "2026-11-25T12:00", "2026-11-28T00:00/2026-11-30T00:00"),
    ],
)  # fmt: skip
def test_a_weekend_is_both_of_its_days(text, present, interval):
    weekend = dict(filters_in_text(text).filters)["open_during"]
    ends = weekend.interval_after(datetime.fromisoformat(present))
    assert "/".join(end.isoformat(timespec="minutes") for end in ends) == interval


def test_a_weekend_evening_is_a_moment_of_it():
    said = dict(filters_in_text("pottery weekend evening").filters)["open_at"]
    assert said.next_after(NOON).isoformat(timespec="minutes") == "2026-11-28T19:00"


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("wheelchair repair", {}),
        ("fix my bike", {}),
        ("fix my chair", {"mode": ("repair",)}),
        ("3d printer under £20 an hour", {}),
        ("buy a loom", {"mode": ("buy",)}),
        ("rings made to order", {"mode": ("commission",)}),
        ("shoe repair", {"mode": ("repair",)}),
        ("bike repair", {}),
        ("electronics repair", {}),
        ("Schuhe reparieren", {"mode": ("repair",)}),
        ("Töpferkurs", {"mode": ("learn",)}),
        ("keramikkurs", {"mode": ("learn",)}),
        ("ompelukurssi", {"mode": ("learn",)}),
        ("pottenbakcursus", {"mode": ("learn",)}),
        ("naprawa zegarków", {"mode": ("repair",)}),
        ("ремонт взуття", {"mode": ("repair",)}),
        ("木工教室", {"mode": ("learn",)}),
        ("accessible en fauteuil roulant", {"wheelchair": "limited"}),
        ("keramik rullstolsanpassat", {"wheelchair": "limited"}),
        ("laser cutter without membership", {"access": ("public", "drop_in", "course", "appointment")}),
        ("stolarnia bez abonamentu", {"access": ("public", "drop_in", "course", "appointment")}),
        ("pottery for a 9 year old", {"age": 9}),
        ("pottery for kids aged 9", {"age": 9}),
        ("Töpfern für 8-jährige Kinder", {"age": 8}),
        ("poterie pour enfant de 7 ans", {"age": 7}),
        ("陶芸 10歳", {"age": 10}),
        ("3 years warranty", {}),
        ("weld 3 jaar garantie", {}),
        ("formation tissage 3 ans", {}),
        ("陶芸10歳", {"age": 10}),
        ("9岁儿童陶艺", {"age": 9}),
        ("keramika Rimavská Sobota", {}),
        ("stolarnia Środa Wielkopolska", {}),
        ("pottery Murska Sobota", {}),
        ("Mend and Make", {}),
        ("The Repair Shop", {}),
        ("Buy the Kilo", {}),
        ("woodworking no classes", {}),
        ("sewing, not open now", {}),
        ("woodworking no beginners", {}),
        ("keramika bez kurzu", {}),
        ("Konkurs", {}),
        ("Priesterseminar", {}),
        ("naprawa zegarków w sobotę", {"mode": ("repair",), "open_at": ANY}),
        ("leather craft workshop", {}),
        ("atelier pour teindre", {}),
        ("vetrate senza scale", {"wheelchair": "limited"}),
        ("arreglan máquinas de coser", {"mode": ("repair",)}),
    ],
)  # fmt: skip
def test_what_is_wanted_of_a_craft_is_heard_in_its_language(text, filters):
    assert dict(filters_in_text(text).filters) == filters


@pytest.mark.parametrize(
    "text",
    ["shoe repair in Leeds", "fix my chair", "Schuhe reparieren", "kellon korjaus"],
)
def test_a_mode_that_was_heard_can_be_taken_away(text):
    heard = filters_in_text(text)
    assert dict(heard.filters)["mode"] == ("repair",)
    assert "mode" not in dict(filters_in_text(heard.rest).filters)


def asked(at: datetime = AT, **params: str) -> SearchCriteria:
    return SearchCriteria.from_params({n: [v] for n, v in params.items()}, at=at)


def test_phrases_are_the_filters_that_could_have_been_set():
    criteria = asked(q="step-free drop in pottery for beginners saturday at 14")
    dated = resolve_query(criteria).criteria
    assert dated.params() == [
        ("q", "pottery"),
        ("access", "drop_in"),
        ("open_at", "2026-11-28T14:00"),
        ("wheelchair", "limited"),
        ("newcomers", "welcome"),
    ]


def test_a_filter_that_was_set_wins_over_the_text():
    criteria = asked(
        q="accessible pottery tonight", wheelchair="limited", open_at="now"
    )
    dated = resolve_query(criteria).criteria
    assert (dated.filters["wheelchair"], dated.open_at_text) == ("limited", "now")


@pytest.mark.parametrize(
    ("near", "day"), [("-122.68,45.52", "25"), ("", "26"), ("174.76,-36.85", "26")]
)
def test_tonight_is_the_evening_of_the_places_own_day(near, day):
    late = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)  # five in the afternoon in Portland
    given = {"q": "tonight", "near": near} if near else {"q": "tonight"}
    dated = resolve_query(asked(late, **given)).criteria
    assert dated.open_at_text == f"2026-11-{day}T19:00"
