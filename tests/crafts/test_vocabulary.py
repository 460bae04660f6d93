"""The vocabulary that is shipped keeps what the design promises."""

import pytest
from django.conf import settings

from geoapp.crafts.vocabulary import LANGUAGES, current

LISTS = ("crafts", "equipment", "materials")
STARTER_WORDS = """
    woodworking joinery woodturning woodcarving instrument_making boatbuilding
    upholstery basketry blacksmithing welding machining casting sheet_metal jewellery
    silversmithing engraving watchmaking printing_3d laser_cutting cnc vinyl_signs
    cad_scanning electronics pcb embedded robotics electronics_repair sewing mending
    knitting weaving embroidery textile_print leatherwork shoemaking pottery glass
    stained_glass stone_sculpture bookbinding printmaking lettering photography
    bike_repair plastics_recycling
"""
STARTER_CRAFTS = STARTER_WORDS.split()


@pytest.fixture(scope="module")
def vocabulary():
    return current()


def test_the_file_says_its_licence_first():
    path = settings.FIXTURE_FOLDER / "vocabulary.yaml"

    with path.open(encoding="utf-8") as file:
        assert file.readline() == "# SPDX-License-Identifier: CC0-1.0\n"


def test_the_starter_lists_are_whole(vocabulary):
    edges = sum(len(craft.equipment) for craft in vocabulary.crafts.values())

    assert set(STARTER_CRAFTS) <= set(vocabulary.crafts)
    assert len(STARTER_CRAFTS) == 45
    assert len(vocabulary.equipment) == 49
    assert len(vocabulary.materials) >= 25
    assert edges >= 150


@pytest.mark.parametrize("of", ["crafts", "equipment"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_label_in_every_language(vocabulary, of, language):
    missing = [
        term.id for term in vocabulary.terms(of).values() if language not in term.labels
    ]

    assert missing == []


def test_every_language_has_a_file(vocabulary):
    assert set(vocabulary.languages) == set(LANGUAGES)


def test_every_type_of_equipment_serves_a_craft(vocabulary):
    unused = [
        item for item in vocabulary.equipment if not vocabulary.crafts_using(item)
    ]

    assert unused == []


def test_ancestors_run_from_the_nearest_up(vocabulary):
    assert vocabulary.ancestors("mending") == ("sewing", "textiles")
    assert vocabulary.ancestors("woodturning") == ("woodworking",)
    assert vocabulary.ancestors("pottery") == ()


def test_narrower_is_the_converse_of_ancestors(vocabulary):
    for upper in vocabulary.crafts:
        below = vocabulary.narrower(upper)
        assert below == {
            craft for craft in vocabulary.crafts if upper in vocabulary.ancestors(craft)
        }
    assert vocabulary.narrower("woodworking") == {
        "joinery",
        "woodturning",
        "woodcarving",
    }


def test_a_label_falls_back_to_english(vocabulary):
    assert vocabulary.label("woodturning", language="de-AT") == "Drechseln"
    assert vocabulary.label("woodturning", language="hu") == "Woodturning"
    assert vocabulary.label("kiln", of="equipment", language="he") == "תנור קרמיקה"
    with pytest.raises(KeyError):
        vocabulary.label("no_such_craft")


def test_crafts_using_a_tool_come_strongest_first(vocabulary):
    using = vocabulary.crafts_using("kiln")

    assert using[0] == "pottery"
    assert {"glass", "jewellery"} <= set(using)


def test_osm_tags_find_their_crafts(vocabulary):
    assert vocabulary.craft_of_osm_tag("craft", "pottery") == ("pottery",)
    assert vocabulary.craft_of_osm_tag("shop", "tailor") == ("sewing",)
    assert vocabulary.craft_of_osm_tag("service:3dprinter", "yes") == ("printing_3d",)


@pytest.mark.parametrize(
    ("key", "value"),
    [("leisure", "hackerspace"), ("craft", "brewery"), ("shop", "craft")],
)
def test_a_tag_that_proves_no_craft_finds_none(vocabulary, key, value):
    assert vocabulary.craft_of_osm_tag(key, value) == ()
