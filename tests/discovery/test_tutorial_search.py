"""A text means tutorials by their title, and by the crafts and machines it names."""

import pytest

from geoapp.discovery.tutorial_search import search_tutorials
from tests.discovery.near import tutorial

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def tutorials():
    tutorial("mug", "pottery", "kiln")
    tutorial("bowl", "woodturning", "wood_lathe")
    tutorial("scarf", "weaving", "loom")


def found(q: str, **more) -> list[str]:
    return [one.slug for one in search_tutorials(q=q, **more).tutorials]


@pytest.mark.parametrize("q", ["pottery", "Töpfern", "poterie", "kiln", "mug"])
def test_a_craft_is_found_by_its_name_in_any_language_and_by_its_machine(q):
    assert found(q) == ["mug"]


def test_a_broader_craft_finds_the_narrower_ones():
    assert found("woodworking") == ["bowl"]


def test_a_chosen_craft_still_narrows():
    assert found("pottery", crafts=["weaving"]) == []
    assert found("nothing has these words") == []
