"""A language's file names every concept, or is refused with the line."""

from pathlib import Path

import pytest
import yaml

from geoapp.crafts.choices import Access, Kind, Mode
from geoapp.crafts.language_file import FILTERS
from geoapp.crafts.vocabulary import InvalidVocabulary, Vocabulary, read
from tests.crafts.test_vocabulary_file import GOOD


def names(*keys: str) -> dict[str, list[str]]:
    return {key: [f"{key} {n}" for n in ("label", "second", "third")] for key in keys}


def whole() -> dict:
    return {
        "crafts": names("woodworking", "woodturning", "bowl_turning", "pottery"),
        "equipment": names("bench", "kiln"),
        "kinds": names(*Kind.values),
        "access": names(*Access.values),
        "modes": names(*Mode.values),
        "filters": names(*FILTERS),
    }


@pytest.fixture
def read_language(tmp_path: Path):
    def from_members(members: dict, *, language: str = "cs") -> Vocabulary:
        path = tmp_path / "vocabulary.yaml"
        path.write_text(GOOD, encoding="utf-8")
        folder = tmp_path / "vocabulary"
        folder.mkdir(exist_ok=True)
        text = yaml.safe_dump(members, allow_unicode=True, sort_keys=False)
        (folder / f"{language}.yaml").write_text(text, encoding="utf-8")
        return read(path)

    return from_members


def test_the_first_name_is_the_label(read_language):
    vocabulary = read_language(whole())
    craft = vocabulary.crafts["pottery"]
    assert craft.labels == {"en": "Pottery", "cs": "pottery label"}
    assert craft.aliases["cs"] == ("pottery second", "pottery third")
    assert vocabulary.languages["cs"].modes["repair"][0] == "repair label"


@pytest.mark.parametrize(
    ("section", "key", "value", "message"),
    [
        (
            "crafts",
            "pottery",
            ["A"],
            "`pottery` needs a label and two other names; it has 1.",
        ),
        (
            "kinds",
            "fab_lab",
            ["A", "a", " A "],
            "`fab_lab` needs a label and two other names; it has 1.",
        ),
        ("crafts", "pottery", ["A", "B", "bowl_turning label"], "already belongs to"),
        ("crafts", "spells", ["A", "B", "C"], "`spells` is unknown."),
        ("modes", "juggle", ["A", "B", "C"], "`juggle` is unknown."),
        ("spells", "a", ["A", "B", "C"], "`spells` is unknown."),
    ],
)
def test_what_is_missing_or_unknown_is_refused(
    read_language, section, key, value, message
):
    members = whole()
    members.setdefault(section, {})[key] = value
    with pytest.raises(InvalidVocabulary, match=r"^cs\.yaml, line \d+: ") as refused:
        read_language(members)
    assert message in refused.value.message


def test_a_concept_without_names_is_refused(read_language):
    members = whole()
    del members["filters"]["tonight"]
    with pytest.raises(
        InvalidVocabulary, match="`tonight` needs a label and two other names; it has 0"
    ):
        read_language(members)


def test_fewer_names_need_a_reason(read_language):
    members = whole()
    members["crafts"]["pottery"] = ["A"]
    members["without"] = {"crafts.pottery": "there is one word"}
    assert read_language(members).crafts["pottery"].labels["cs"] == "A"


def test_a_language_that_the_vocabulary_does_not_have_is_refused(read_language):
    with pytest.raises(InvalidVocabulary, match="`xx` is not a language"):
        read_language(whole(), language="xx")
