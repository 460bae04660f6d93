"""A column of crafts: words are read and marked, ids are taken as they are."""

from geoapp.sources.csv_mapping.crafts import crafts_in
from geoapp.sources.csv_mapping.schema import CraftColumn

COLUMN = CraftColumn(column="Crafts", modes=("use", "learn"))


def offers(text):
    return [
        (o.craft, o.mode, o.inferred) for o in crafts_in(COLUMN, {"Crafts": text})[0]
    ]


def test_words_become_crafts_in_every_mode_and_are_marked():
    assert offers("Pottery") == [("pottery", "use", True), ("pottery", "learn", True)]


def test_an_id_of_the_vocabulary_is_not_inferred():
    assert offers("printing_3d")[0] == ("printing_3d", "use", False)


def test_words_of_another_language_are_read():
    assert ("pottery", "use", True) in offers("Töpfern, Siebdruck")


def test_unmatched_words_are_reported():
    found, unmatched = crafts_in(COLUMN, {"Crafts": "Samovarology"})
    assert found == ()
    assert [word.casefold() for word in unmatched] == ["samovarology"]


def test_without_the_section_nothing_is_offered():
    assert crafts_in(None, {"Crafts": "Pottery"}) == ((), ())
