"""Town names: the name, the view, the venues around, then the people."""

import pytest
from django.db import connection

from geoapp.discovery.text.autocomplete import autocomplete
from geoapp.discovery.text.interpretation import interpret
from geoapp.discovery.text.place_suggestions import find_places, places_named
from geoapp.geo.values import Position
from tests.geocoding.names import known, row
from tests.world import HACKNEY, record, venue, venues

pytestmark = pytest.mark.django_db
AUSTRALIA = Position(lon=138.6, lat=-34.9)


def labels(text: str, **more) -> list[str]:
    return [place.label for place in find_places(text, **more)]


def hackneys() -> None:
    known(
        row("Hackney", -0.0553, 51.545, region="England"),
        row(
            "Hackney",
            138.618,
            -34.918,
            people=583,
            country="AU",
        ),
    )


def test_a_place_without_a_figure_does_not_sink():
    hackneys()
    assert labels("hackney") == [
        "Hackney, England, United Kingdom",
        "Hackney, Australia",
    ]


def test_the_view_goes_before_everything_but_the_name():
    hackneys()
    known(row("Hackney Wick", 138.62, -34.92, people=90_000))
    assert labels("hackney", view=AUSTRALIA)[0] == "Hackney, Australia"


def test_about_equally_far_is_equal_and_the_larger_goes_first():
    known(
        row("Bergen", 5.0, 60.0, people=1_000, country="DE"),
        row("Bergen", 5.2, 60.0, people=90_000, country="NO"),
    )
    view = Position(lon=5.1, lat=60.05)
    assert labels("Bergen", view=view) == ["Bergen, Norway", "Bergen, Germany"]


def test_a_view_across_the_date_line_is_near():
    known(
        row("Lami", 179.9, -18.0, people=600, country="FJ"),
        row("Lami", 170.0, -18.0, people=90_000, country="VU"),
    )
    view = Position(lon=-179.9, lat=-18.0)
    assert labels("Lami", view=view)[0] == "Lami, Fiji"


def test_published_venues_within_ten_kilometres_go_before_people(vocabulary):
    known(
        row("Leeds", -1.55, 53.8, people=1_000, country="GB"),
        row("Leeds", -86.54, 33.55, people=900_000, country="US"),
    )
    assert labels("Leeds")[0] == "Leeds, United States"
    # 9.9 km and 10.1 km north: a degree of latitude is 111.3 km here.
    venues(
        record("In", at=Position(lon=-1.55, lat=53.8 + 9.9 / 111.3)),
        record("Out", at=Position(lon=-1.55, lat=53.8 + 10.1 / 111.3)),
    )
    assert labels("Leeds")[0] == "Leeds, United Kingdom"
    assert [place.venues for place in find_places("Leeds")] == [1, 0]


def test_closed_venues_draw_nobody_to_a_place(vocabulary):
    hackneys()
    venue("Gone", at=HACKNEY, operation="closed")
    assert [place.venues for place in find_places("Hackney")] == [0, 0]


def test_a_namesake_beyond_the_first_dozen_is_found_by_the_view():
    known(
        *[row("Newtown", n, 10, people=50_000, country="NG") for n in range(20)],
        row("Newtown", 138.6, -34.9, people=600, country="AU"),
    )
    assert labels("Newtown", view=AUSTRALIA, limit=1) == ["Newtown, Australia"]


def test_text_that_goes_on_means_the_large_place_first():
    known(
        row("Hel", 18.8, 54.6, people=4_136, country="PL"),
        row("Helsinki", 24.94, 60.17, people=658_864, country="FI"),
        row("Helsingborg", 12.69, 56.05, people=104_250, country="SE"),
    )
    assert labels("Hel") == ["Hel, Poland"]
    assert labels("Hels") == ["Helsinki, Finland", "Helsingborg, Sweden"]
    assert labels("Hel", typing=True, limit=2) == ["Helsinki, Finland", "Hel, Poland"]
    assert labels("Hels", typing=True)[0] == "Helsinki, Finland"


def test_a_person_who_types_is_shown_large_places():
    known(
        row("Hel", 18.8, 54.6, people=4_136, country="PL"),
        row("Helsinki", 24.94, 60.17, people=658_864, country="FI"),
    )
    shown = autocomplete("hel", language="en", part="where")
    assert [item.detail for item in shown] == ["Helsinki, Finland", "Hel, Poland"]


def test_nothing_found_is_no_error():
    assert find_places("nowhere at all") == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("pottery in Leeds, city centre", "Leeds, United Kingdom"),
        ("pottery in Paris, Texas please", "Paris, Texas, United States"),
        ("pottery in Leeds please", "Leeds, United Kingdom"),
    ],
)
def test_a_place_is_found_before_a_comma_and_what_follows(text, label):
    known(
        row("Leeds", -1.55, 53.8, people=500_000, country="GB"),
        row("Paris", 2.35, 48.85, people=2_000_000, country="FR"),
        row(
            "Paris",
            -95.55,
            33.66,
            people=25_000,
            region="Texas",
            region_code="US.TX",
            country="US",
        ),
    )
    found = interpret(text).place
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("text", ["?", "…!", "- , -", "\0", "🙂"])
def test_a_text_without_a_letter_or_digit_asks_nothing(text):
    with connection.execute_wrapper(pytest.fail):
        assert find_places(text) == ()
        assert places_named([text]) == {}


@pytest.mark.parametrize(
    "text", ["51.545, -0.055", "51°32'42\"N 0°3'18\"W", "geo:51.545,-0.055"]
)
def test_coordinates_are_a_place(text):
    [place] = find_places(text)
    assert (place.label, place.country) == ("51.545, -0.055", "GB")
    assert (place.position.lat, place.position.lon) == (51.545, -0.055)


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    "text",
    [
        "pottery 51.545, -0.055",
        "51.545 N 0.055 W pottery",
        "pottery near 51.545, -0.055",
        "pottery geo:51.545,-0.055",
    ],
)
def test_coordinates_count_beside_other_words(text):
    found = interpret(text)
    assert found.place.label == "51.545, -0.055"
    assert found.crafts == ("pottery",)
    assert (found.words, found.ignored) == ((), ())


@pytest.mark.usefixtures("vocabulary")
def test_measures_and_hours_are_no_coordinates():
    # Districts of Helsinki have numbers among their names.
    known(row("Alppiharju", 24.95, 60.19, "12", "10.30 - 12.30", people=600_000))
    assert interpret("table 60.5 x 40.5 cm").place is None
    assert interpret("pottery 12").place is None
    assert interpret("pottery 10.30 - 12.30").place is None
