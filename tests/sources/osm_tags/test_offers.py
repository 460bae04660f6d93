"""What in OpenStreetMap is a venue, and what a tag proves."""

import pytest

from geoapp.sources.osm_tags.offers import is_looked_at, nature_of
from geoapp.sources.reader_rows import RowRefused


def offered(**tags):
    tags = {key.replace("__", ":"): value for key, value in tags.items()}
    return {(offer.craft, offer.mode) for offer in nature_of(tags).offers}


@pytest.mark.parametrize(
    ("tags", "offers"),
    [
        ({"craft": "carpenter"}, {("woodworking", "commission")}),
        ({"craft": "pottery"}, {("pottery", "commission")}),
        ({"craft": "electronics_repair"}, {("electronics_repair", "repair")}),
        ({"craft": "shoemaker"}, {("shoemaking", "repair")}),
        ({"craft": "clockmaker"}, {("watchmaking", "repair")}),
        ({"shop": "bicycle"}, {("bike_repair", "buy")}),
        (
            {"shop": "bicycle", "service__bicycle__repair": "yes"},
            {("bike_repair", "buy"), ("bike_repair", "repair")},
        ),
        (
            {"craft": "tailor", "clothes__repair": "yes"},
            {("sewing", "commission"), ("mending", "repair")},
        ),
        ({"shop": "tailor"}, {("sewing", "buy")}),
        ({"shop": "art"}, set()),
        ({"shop": "repair"}, set()),
        ({"leisure": "hackerspace"}, set()),
        (
            {"leisure": "hackerspace", "craft": "turner"},
            {("woodturning", "commission")},
        ),
        (
            {"craft": "jeweller;clockmaker"},
            {("jewellery", "commission"), ("watchmaking", "repair")},
        ),
    ],
)
def test_a_tag_proves_no_more_than_it_says(tags, offers):
    assert offered(**tags) == offers


def test_what_a_tag_proves_is_marked_as_inferred():
    assert all(offer.inferred for offer in nature_of({"craft": "carpenter"}).offers)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"leisure": "hackerspace", "shop": "art"}, "hackerspace"),
        ({"repair": "assisted_self_service"}, "repair_cafe"),
        ({"amenity": "repair_cafe"}, "repair_cafe"),
        ({"amenity": "workshop"}, "makerspace"),
        ({"craft": "carpenter", "shop": "art"}, "artisan_workshop"),
        ({"shop": "sports", "service:bicycle:repair": "yes"}, "artisan_workshop"),
        ({"shop": "pottery"}, "artisan_shop"),
    ],
)
def test_the_strongest_tag_gives_the_kind(tags, kind):
    assert nature_of(tags).kind == kind


@pytest.mark.parametrize(
    "tag",
    [
        "craft=brewery",
        "craft=cartographer",
        "shop=shoes",
        "shop=books",
        "shop=furniture",
        "shop=second_hand",
        "amenity=library",
        "amenity=arts_centre",
        "amenity=bicycle_repair_station",
    ],
)
def test_everything_else_is_refused_with_its_tag(tag):
    key, _equals, value = tag.partition("=")
    with pytest.raises(RowRefused, match=tag):
        nature_of({key: value, "name": "A"})


@pytest.mark.parametrize(
    "tags", [{"repair": "no"}, {"service:bicycle:repair": "no"}, {"craft": "no"}, {}]
)
def test_a_no_is_no_venue(tags):
    with pytest.raises(RowRefused):
        nature_of(tags)


def test_a_row_is_an_object_with_a_supported_tag():
    assert is_looked_at({"shop": "kiosk"})
    assert is_looked_at({"leisure": "hackerspace"})
    assert not is_looked_at({"leisure": "park"})
    assert not is_looked_at({"amenity": "bench"})
