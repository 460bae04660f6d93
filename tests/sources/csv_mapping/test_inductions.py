"""Which machines need an induction, from the answers about them."""

import pytest

from geoapp.sources.csv_mapping.inductions import machines_of
from geoapp.sources.csv_mapping.schema import Inductions, KindWords, Mapping, Tools
from tests.sources.lists import SOURCE

MAPPING = Mapping(
    source=SOURCE,
    name="Name",
    kind=KindWords(default="makerspace"),
    tools=Tools(),
    inductions=Inductions(
        machine="Induction",
        staff="Staff",
        groups={r"\blathes?\b": ("wood_lathe", "metal_lathe")},
        never=("woodwork_bench_hand_tools",),
    ),
)
HERE = ("kiln", "wood_lathe", "laser_co2", "woodwork_bench_hand_tools")


def inductions(answer="", staff=""):
    machines = machines_of(MAPPING, {"Induction": answer, "Staff": staff}, HERE)
    return {machine.equipment: machine.induction for machine in machines}


@pytest.mark.parametrize(
    "answer",
    [
        "All",
        "All of them",
        "Everything.",
        "All powered tools require induction.",
        "All (apart from hand tools)",
        "The machines",
        "All wood and metal machines",
    ],
)
def test_all_means_a_general_induction_but_not_for_hand_tools(answer):
    assert inductions(answer) == {
        "kiln": "general",
        "laser_co2": "general",
        "wood_lathe": "general",
        "woodwork_bench_hand_tools": "",
    }


def test_a_named_tool_needs_an_induction_of_its_own():
    found = inductions("Laser cutter and kiln")
    assert found["laser_co2"] == found["kiln"] == "machine"
    assert found["wood_lathe"] == ""


def test_a_group_means_those_that_are_here():
    assert "metal_lathe" not in inductions("lathes")
    assert inductions("lathes")["wood_lathe"] == "machine"


def test_what_is_excepted_from_all_is_left_out():
    assert inductions("ALL except kiln")["kiln"] == ""
    assert inductions("ALL except kiln")["laser_co2"] == "general"


def test_staff_weighs_most():
    assert inductions("All", "Laser cutter")["laser_co2"] == "staff"


def test_a_machine_that_only_an_answer_names_is_there():
    assert inductions("Table saw")["table_saw"] == "machine"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "None",
        "n/a",
        "TBC",
        "Everything else if a user is unsure",
        "pretty much everything but the circular plate",
        "Intend to have laser cutter so",
    ],
)
def test_other_answers_say_nothing(answer):
    assert set(inductions(answer).values()) == {""}


def test_there_are_no_staff_names_no_machine():
    found = inductions(staff="There are no staff. Members may use the laser cutter.")
    assert found["laser_co2"] == ""
