"""Tools out of lists that people typed: what is there, and what is not."""

import pytest

from geoapp.sources.csv_mapping.schema import KindWords, Mapping, ToolColumn, Tools
from geoapp.sources.csv_mapping.tools import entries, in_our_words, offers_of, tools_in
from tests.sources.lists import SOURCE


def mapping(*columns, **tools):
    return Mapping(
        source=SOURCE,
        name="Name",
        kind=KindWords(default="makerspace"),
        tools=Tools(columns=columns, **tools),
    )


@pytest.mark.parametrize(
    ("cell", "there"),
    [
        ("Kiln", ["Kiln"]),
        (
            "Table saw, band saw\rLathe; drill",
            ["Table saw", "band saw", "Lathe", "drill"],
        ),
        ("* Jigsaw x2\r* Mitre saw", ["Jigsaw x2", "Mitre saw"]),
        ("See above.", ["See above."]),
        ("None", []),
        ("no", []),
        ("Not really.", []),
        ("None at the moment, kiln coming in May", []),
        ("Kiln (arriving soon)", []),
        ("Light box on order!", []),
        ("Aspire to have more of this.", []),
        ("sadly not", []),
        ("Sewing machines coming soon", []),
        ("Access at another unit not in house. ", []),
        ("Giant wheel (but, alas, we cannot move it!)", []),
        ("Lathe\rIn the near future:\rKiln\rForge", ["Lathe"]),
        ("We plan for a 3D printer; sewing machine", []),
        ("3D printer\rFollowing machines are off site\rResin printer", ["3D printer"]),
        ("", []),
    ],
)
def test_only_what_is_there_counts(cell, there):
    assert list(entries(cell)) == there


def test_a_list_may_have_its_own_words_for_absence():
    assert list(entries("Meh, drill", absent=["^meh"])) == ["drill"]


def test_the_words_of_a_list_are_replaced_by_ours():
    assert in_our_words("ShopBot PRS", {"shopbot( prs)?": "CNC router"}) == "CNC router"


def test_a_column_stands_for_its_craft_when_something_is_there():
    ceramics = ToolColumn(column="Ceramics", craft="pottery")
    assert "pottery" in tools_in(mapping(ceramics), {"Ceramics": "Yes"}).crafts
    assert not tools_in(mapping(ceramics), {"Ceramics": "No"}).crafts
    assert not tools_in(mapping(ceramics), {}).crafts


def test_a_plain_craft_gives_way_to_what_the_tools_say():
    metal = ToolColumn(column="Metal", craft_if_plain="metalworking")
    tools = mapping(metal, crafts_of={"welder": "welding"})
    assert "metalworking" in tools_in(tools, {"Metal": "Yes"}).crafts
    found = tools_in(tools, {"Metal": "MIG welder"})
    assert list(found.equipment) == ["welder"]
    assert "welding" in found.crafts
    assert "metalworking" not in found.crafts


def test_a_column_of_practices_gives_no_tools():
    practice = ToolColumn(column="Practice", names_crafts=True, names_tools=False)
    found = tools_in(mapping(practice), {"Practice": "Pottery with a kiln"})
    assert "pottery" in found.crafts
    assert not found.equipment


def test_a_tool_alone_names_no_craft_that_uses_it():
    column = ToolColumn(column="Tools", names_crafts=True)
    found = tools_in(mapping(column), {"Tools": "Hand tools, hammers and screwdrivers"})
    assert not found.crafts
    assert (
        "boatbuilding" in tools_in(mapping(column), {"Tools": "Boat building"}).crafts
    )


def test_unmatched_words_are_returned():
    column = ToolColumn(column="Tools")
    found = tools_in(mapping(column), {"Tools": "kiln; samovar"})
    assert any("samovar" in words for words in found.unmatched)


def test_classes_add_the_mode_learn():
    tools = mapping(learn_column="Training", learn_phrases=("Classes",))
    offers = offers_of(tools, {"Training": "Informal help, Classes"}, ["pottery"])
    assert [(o.craft, o.mode) for o in offers] == [
        ("pottery", "use"),
        ("pottery", "learn"),
    ]
    assert all(offer.inferred for offer in offers)
    [only_use] = offers_of(tools, {"Training": "Informal help"}, ["pottery"])
    assert only_use.mode == "use"
