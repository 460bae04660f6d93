"""Type-ahead finds crafts and equipment from the first letters of any of their names."""

import pytest

from geoapp.crafts.suggest import complete
from geoapp.crafts.vocabulary import current


@pytest.fixture(scope="module")
def vocabulary():
    return current()


@pytest.mark.parametrize(
    ("prefix", "of", "concept"),
    [
        ("pott", "crafts", "pottery"),
        ("Töpf", "crafts", "pottery"),
        ("topf", "crafts", "pottery"),
        ("cérami", "crafts", "pottery"),
        ("קדר", "crafts", "pottery"),
        ("kil", "equipment", "kiln"),
        ("wood l", "equipment", "wood_lathe"),
        ("drechs", "crafts", "woodturning"),
        ("saw", "equipment", "table_saw"),
    ],
)
def test_a_prefix_matches_the_concept(vocabulary, *, prefix, of, concept):
    found = complete(prefix, vocabulary=vocabulary)

    assert (of, concept) in {(item.of, item.id) for item in found}


def test_the_label_is_in_the_requested_language(vocabulary):
    (found, *_rest) = complete("pottery", vocabulary=vocabulary, language="de")

    assert found.label == "Töpfern und Keramik"
    assert found.matched == "pottery"


def test_each_concept_comes_once(vocabulary):
    found = complete("w", vocabulary=vocabulary, limit=100)

    assert len({(item.of, item.id) for item in found}) == len(found) > 5


def test_no_more_than_the_limit_come(vocabulary):
    assert len(complete("s", vocabulary=vocabulary, limit=3)) == 3


@pytest.mark.parametrize("of", ["crafts", "equipment"])
def test_the_list_is_filtered_before_the_limit(vocabulary, of):
    everything = list(complete("s", vocabulary=vocabulary, limit=999))
    wanted = [c for c in everything if c.of == of]
    limit = len(wanted)
    assert limit < len(everything)
    assert list(complete("s", vocabulary=vocabulary, limit=limit, of=of)) == wanted


@pytest.mark.parametrize("prefix", ["", " ", "!", "zzzz"])
def test_nothing_begins_so(vocabulary, prefix):
    assert complete(prefix, vocabulary=vocabulary) == ()
