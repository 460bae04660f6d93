"""A view of the map names its largest places, spread over it."""

import pytest

from geoapp.geo.values import BBox
from geoapp.geocoding.place_labels import MAX_LABELS, labels_in
from tests.geocoding.names import known, row

pytestmark = pytest.mark.django_db
ENGLAND = BBox(-6, 50, 2, 56)


def names(bbox: BBox, zoom: int) -> list[str]:
    return [label.name for label in labels_in(bbox, zoom=zoom)]


def test_the_largest_come_first_and_have_the_first_ranks():
    known(
        row("Leeds", -1.55, 53.8, people=536_280),
        row("London", -0.13, 51.5, people=8_961_989),
    )
    labels = labels_in(ENGLAND, zoom=5)
    assert [(label.name, label.rank) for label in labels] == [
        ("London", 0),
        ("Leeds", 1),
    ]


@pytest.mark.parametrize(
    ("zoom", "shown"), [(3, []), (5, ["Leeds"]), (9, ["Leeds", "Otley"])]
)
def test_small_places_wait_for_a_closer_look(zoom, shown):
    known(
        row("Leeds", -1.55, 53.8, people=536_280),
        row("Otley", 1.69, 55.9, people=14_348),
    )
    assert names(ENGLAND, zoom) == shown


def test_places_without_a_figure_are_named_from_very_near_only():
    known(row("Hackney", -0.05, 51.54))
    near = BBox(-0.1, 51.5, 0, 51.6)
    assert names(near, 11) == []
    assert names(near, 12) == ["Hackney"]


def test_each_cell_of_the_view_has_at_most_one_label():
    known(
        row("London", -0.13, 51.5, people=8_961_989),
        row("Croydon", -0.10, 51.4, people=173_314),
    )
    assert names(ENGLAND, 8) == ["London"]


def test_a_view_over_the_date_line_names_both_sides():
    known(
        row("Suva", 178.44, -18.14, people=93_970, country="FJ"),
        row("Apia", -171.77, -13.83, people=40_407, country="WS"),
    )
    assert names(BBox(170, -25, -165, -10), 8) == ["Suva", "Apia"]


def test_no_view_is_crowded():
    known(
        *[
            row(f"Town {x} {y}", x / 10, y / 10, people=10_000 + x)
            for x in range(10)
            for y in range(10)
        ]
    )
    labels = labels_in(BBox(0, 0, 1, 1), zoom=14)
    assert 0 < len(labels) <= MAX_LABELS
    assert len({label.position for label in labels}) == len(labels)


def test_a_view_without_width_or_height_is_no_error():
    known(row("Null", 0, 0, people=100))
    assert names(BBox(0, 0, 0, 0), 14) == ["Null"]
