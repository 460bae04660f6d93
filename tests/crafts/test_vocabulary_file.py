"""A vocabulary that breaks a rule is refused, and the line is named."""

from pathlib import Path

import pytest

from geoapp.crafts.vocabulary import InvalidVocabulary, Vocabulary, read

GOOD = """\
crafts:
  woodworking:
    labels: {en: Woodworking, de: Holzarbeiten}
    aliases:
      en: [carpentry]
    equipment:
      required: [bench]
      optional: [kiln]
    materials: [wood]
    osm: [craft=carpenter]
  woodturning:
    labels: {en: Woodturning}
    broader: woodworking
  bowl_turning:
    labels: {en: Bowl making}
    broader: woodturning
  pottery:
    labels: {en: Pottery}
    wikidata_occupation: Q3400050
equipment:
  bench:
    labels: {en: Bench}
    induction: none
  kiln:
    labels: {en: Kiln}
    induction: staff
    materials: [clay]
materials:
  wood:
    labels: {en: Wood}
  clay:
    labels: {en: Clay}
    retired: true
"""


@pytest.fixture
def read_text(tmp_path: Path):
    def from_text(text: str) -> Vocabulary:
        path = tmp_path / "vocabulary.yaml"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return from_text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_sound_file_is_read_whole(read_text):
    vocabulary = read_text(GOOD)

    woodworking = vocabulary.crafts["woodworking"]
    assert woodworking.aliases == {"en": ("carpentry",)}
    assert [(edge.equipment, edge.strength) for edge in woodworking.equipment] == [
        ("bench", "required"),
        ("kiln", "optional"),
    ]
    assert vocabulary.crafts["bowl_turning"].broader == "woodturning"
    assert vocabulary.equipment["kiln"].induction == "staff"
    assert vocabulary.materials["clay"].retired
    assert not vocabulary.materials["wood"].retired


@pytest.mark.parametrize(
    ("before", "after", "wrong", "says"),
    [
        ("broader: woodturning", "broader: turning", "broader: turning", "turning"),
        ("required: [bench]", "required: [bank]", "bank", "no equipment `bank`"),
        ("materials: [wood]", "materials: [tin]", "tin]", "no material `tin`"),
        ("materials: [clay]", "materials: [mud]", "mud", "no material `mud`"),
        ("induction: staff", "induction: some", "induction: some", "`some`"),
        ("optional: [kiln]", "often: [kiln]", "often", "`often` is unknown"),
        ("optional: [kiln]", "optional: [bench]", "optional", "occurs twice"),
        ("osm: [craft=carpenter]", "osm: [carpenter]", "osm:", "key=value"),
        ("Q3400050", "Q12544", "Q12544", "Q12544"),
        ("Q3400050", "potter", "wikidata_occupation", "not the Wikidata id"),
        ("  pottery:", "  Pottery-1:", "Pottery-1", "snake_case"),
        ("    retired: true", "    retired: maybe", "maybe", "true or false"),
        ("{en: Pottery}", "{de: Töpfern}", "{de: Töpfern}", "English label"),
        ("{en: Pottery}", "{en: Pottery, xx: Y}", "xx", "`xx` is unknown"),
        ("en: [carpentry]", "en: carpentry", "en: carpentry", "a list"),
        ("  pottery:", "  woodturning:", "  woodturning:\n    labels: {en: P", "twice"),
        ("{en: Pottery}", "[Pottery]", "[Pottery]", "pairs"),
        ("{en: Pottery}", "{en: [a, b]}", "{en: [a, b]}", "Expected a word or phrase"),
    ],
)
def test_a_breach_is_refused_with_its_line(read_text, *, before, after, wrong, says):
    text = GOOD.replace(before, after, 1)
    assert text != GOOD

    with pytest.raises(InvalidVocabulary) as caught:
        read_text(text)

    assert caught.value.line == line_of(text, wrong)
    assert says in caught.value.message
    assert str(caught.value).startswith(f"Line {caught.value.line}: ")


@pytest.mark.parametrize("alias", ["pottery", "POTTERY", " Pottery "])
def test_an_alias_of_another_concept_is_refused_whatever_its_case(read_text, alias):
    text = GOOD.replace("en: [carpentry]", f'en: [carpentry, "{alias}"]')

    with pytest.raises(InvalidVocabulary, match="already belongs") as caught:
        read_text(text)

    assert caught.value.line == line_of(text, "{en: Pottery}")


def test_a_word_may_name_a_craft_and_an_equipment(read_text):
    vocabulary = read_text(GOOD.replace("en: [carpentry]", "en: [kiln]"))

    assert vocabulary.crafts["woodworking"].aliases["en"] == ("kiln",)


def test_the_same_word_may_mean_two_things_in_two_languages(read_text):
    text = GOOD.replace("{en: Pottery}", "{en: Pottery, fr: Carpentry}")

    assert read_text(text).crafts["pottery"].labels["fr"] == "Carpentry"


def test_a_circle_is_refused(read_text):
    text = GOOD.replace("{en: Woodworking,", "{en: Wood,").replace(
        "    osm: [craft=carpenter]", "    broader: bowl_turning"
    )

    with pytest.raises(InvalidVocabulary, match="circular") as caught:
        read_text(text)

    assert caught.value.line == line_of(text, "broader: bowl_turning")


def test_a_fourth_level_is_refused(read_text):
    text = GOOD.replace(
        "    wikidata_occupation: Q3400050", "    broader: bowl_turning"
    )

    with pytest.raises(InvalidVocabulary, match="deeper than 3 levels") as caught:
        read_text(text)

    assert caught.value.line == line_of(text, "broader: bowl_turning")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("crafts: {}\n", 1),
        ("crafts: [\n", 2),
        ("crafts: {}\nequipment: {}\nmaterials: {}\ntools: {}\n", 4),
    ],
)
def test_what_is_no_vocabulary_is_refused(read_text, text, line):
    with pytest.raises(InvalidVocabulary) as caught:
        read_text(text)

    assert caught.value.line == line
