"""Crafts and equipment are read out of text in five languages."""

import pytest

from geoapp.crafts.suggest import suggest
from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_forms import claim


@pytest.fixture(scope="module")
def vocabulary():
    return current()


def names(vocabulary, of):
    for term in vocabulary.terms(of).values():
        for word in term.labels.values():
            yield term.id, word
        for words in term.aliases.values():
            for word in words:
                yield term.id, word


@pytest.mark.parametrize("of", ["crafts", "equipment"])
@pytest.mark.parametrize("change", [str, str.upper, claim, "{}!".format, "({})".format])
def test_every_name_finds_its_own_concept(vocabulary, of, change):
    lost = [
        (term_id, word)
        for term_id, word in names(vocabulary, of)
        if term_id
        not in {
            guess.id
            for guess in getattr(suggest(change(word), vocabulary=vocabulary), of)
        }
    ]

    assert lost == []


def test_every_hint_hints_at_its_craft(vocabulary):
    lost = [
        (craft.id, word)
        for craft in vocabulary.crafts.values()
        for words in craft.hints.values()
        for word in words
        if not suggest(word, vocabulary=vocabulary).crafts
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("text", "craft"),
    [
        ("pottery in Leeds", "pottery"),
        ("Töpfern", "pottery"),
        ("toepfern", "pottery"),
        ("TOPFERN", "pottery"),
        ("To\u0308pfern in Köln", "pottery"),
        ("Töpferkurse", "pottery"),
        ("céramique", "pottery"),
        ("atelier de ceramique", "pottery"),
        ("alfarería", "pottery"),
        ("קדרות", "pottery"),
        ("סדנה בקדרות", "pottery"),
        ("Drechseln", "woodturning"),
        ("Holzdrechselkurse", "woodturning"),
        ("How to make a bowl on the lathe", "woodturning"),
        ("tournage sur bois", "woodturning"),
        ("Arduino weather station", "embedded"),
        ("Crochet tissue pouch", "knitting"),
        ("Lost Wax Casting", "casting"),
        ("Laser-cut wooden wallet", "laser_cutting"),
        ("הדפסה בתלת־ממד", "printing_3d"),
        ("My first potter's wheel", "pottery"),
        ("kilns", "pottery"),
        ("Nähmaschinen", "sewing"),
        ("telares", "weaving"),
        ("tejer", "knitting"),
        ("tejer una bufanda", "knitting"),
        ("agujas de tejer", "knitting"),
        ("calceta", "knitting"),
        ("ganchillo", "knitting"),
        ("punto", "knitting"),
        ("tejido", "knitting"),
        ("gorro tejido a crochet", "knitting"),
        ("tejer en telar", "weaving"),
        ("manta tejida en telar", "weaving"),
        ("tejer cestas de mimbre", "basketry"),
        ("punto de cruz", "embroidery"),
        ("puntos de soldadura", "welding"),
    ],
)
def test_the_first_guess_is_the_craft(vocabulary, text, craft):
    guesses = suggest(text, vocabulary=vocabulary).crafts

    assert guesses
    assert guesses[0].id == craft


@pytest.mark.parametrize(
    ("text", "equipment"),
    [
        ("kiln", ["kiln"]),
        ("Metal lathe; MIG welder", ["metal_lathe", "welder"]),
        (
            "band saw, pillar drill and a lathe",
            ["band_saw", "drill_press", "wood_lathe"],
        ),
        ("Webstuhl und Brennöfen", ["loom", "kiln"]),
        ("3D-printer, laser-cutter", ["printer_3d_fdm", "laser_co2"]),
        ("Yes", []),
    ],
)
def test_tools_are_read_out_of_a_list(vocabulary, text, equipment):
    found = suggest(text, vocabulary=vocabulary).equipment

    assert {guess.id for guess in found} == set(equipment)


@pytest.mark.parametrize(
    "text", ["punto de venta", "punto de encuentro", "punto de lectura", "punto limpio"]
)
def test_a_point_is_no_stitch(vocabulary, text):
    assert suggest(text, vocabulary=vocabulary).crafts == ()


def test_what_is_woven_or_knitted_may_be_both(vocabulary):
    found = suggest("taller de tejido", vocabulary=vocabulary).crafts

    assert {guess.id for guess in found} == {"knitting", "weaving"}


def test_the_longest_name_wins(vocabulary):
    found = suggest("metal lathe", vocabulary=vocabulary)

    assert [guess.id for guess in found.equipment] == ["metal_lathe"]


def test_a_word_that_names_a_craft_and_a_tool_gives_both(vocabulary):
    found = suggest("Forge", vocabulary=vocabulary)

    assert found.crafts[0].id == "blacksmithing"
    assert found.equipment[0].id == "forge_anvil"


def test_a_tool_speaks_for_its_craft_less_than_the_name(vocabulary):
    by_tool = suggest("kiln", vocabulary=vocabulary).crafts[0]
    by_name = suggest("pottery", vocabulary=vocabulary).crafts[0]

    assert by_tool.id == by_name.id == "pottery"
    assert by_tool.confidence < by_name.confidence


def test_two_signs_increase_the_confidence(vocabulary):
    one = suggest("pottery", vocabulary=vocabulary).crafts[0]
    two = suggest("pottery with a kiln", vocabulary=vocabulary).crafts[0]

    assert one.confidence < two.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "no sewing",
        "Made without a sewing machine or overlocker",
        "ohne Nähmaschine",
        "sans machine à coudre",
        "sin máquina de coser",
        "בלי מכונת תפירה",
        "no-sew",
    ],
)
def test_what_is_negated_is_left_out(vocabulary, text):
    found = suggest(text, vocabulary=vocabulary)

    assert found.crafts == ()
    assert found.equipment == ()


def test_offsets_point_into_the_text(vocabulary):
    text = "Meine To\u0308pferscheibe, und später: KILN"

    for guess in suggest(text, vocabulary=vocabulary).equipment:
        assert text[guess.start : guess.end] in guess.words


def test_english_is_not_read_with_german_eyes(vocabulary):
    rock = suggest("How to paint a rock", vocabulary=vocabulary).crafts
    skirt = suggest("Ein Rock aus altem Stoff", vocabulary=vocabulary).crafts

    assert all(guess.confidence < 0.2 for guess in rock if guess.id == "sewing")
    assert any(guess.id == "sewing" for guess in skirt)


@pytest.mark.parametrize(
    ("text", "meant", "not_meant"),
    [
        ("A bowl on the lathe", "woodturning", "pottery"),
        ("Turn a walnut bowl", "woodturning", "pottery"),
        ("A stoneware bowl", "pottery", "woodturning"),
        ("Wheel-thrown bowl with a glaze", "pottery", "woodturning"),
    ],
)
def test_a_word_of_two_crafts_is_settled_by_what_stands_beside_it(
    vocabulary, text, meant, not_meant
):
    alone = sure_of("A bowl", vocabulary)
    assert alone[meant] == alone[not_meant]
    found = sure_of(text, vocabulary)
    assert found[meant] > 2 * found.get(not_meant, 0) - 0.01


def sure_of(text, vocabulary):
    found = suggest(text, vocabulary=vocabulary).crafts
    return {guess.id: guess.confidence for guess in found}


def test_what_nothing_took_is_listed_once(vocabulary):
    found = suggest(
        "Table saw, Spokeshave; glue pot, spokeshave\nNone, 12",
        vocabulary=vocabulary,
    )

    assert found.unmatched == ("spokeshave", "glue pot")


def test_prose_is_not_reported_as_unmatched(vocabulary):
    text = "Ask Anna at the desk before you come, she has the only key"

    assert suggest(text, vocabulary=vocabulary).unmatched == ()


@pytest.mark.parametrize("text", ["", "   ", "!?…", "\u0301", "\u2019s", "12 34", "🙂"])
def test_text_without_words_suggests_nothing(vocabulary, text):
    found = suggest(text, vocabulary=vocabulary)

    assert found.crafts == found.equipment == ()


@pytest.mark.parametrize(
    "text", ["木工\u0301", "陶芸\u0301 x", "\u0301", "목공\u0301을"]
)
def test_a_stray_accent_breaks_nothing(vocabulary, text):
    assert suggest(text, vocabulary=vocabulary).equipment == ()
