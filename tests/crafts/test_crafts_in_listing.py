"""A listing's title says most; tags, text and address add to it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from geoapp.crafts.crafts_in_listing import (
    InvalidListing,
    Listing,
    suggest_for,
    words_of_address,
)
from geoapp.crafts.vocabulary import current


def read(title: str, **more: object) -> list[str]:
    found = suggest_for(Listing(title=title, **more), vocabulary=current())
    return [one.id for one in found.crafts]


def test_tags_decide_between_what_a_title_leaves_open():
    assert read("How to throw a bowl", tags=("pottery",))[0] == "pottery"
    assert read("A small bowl", tags=("wood lathe",))[0] == "woodturning"


def test_an_address_speaks_where_the_title_is_silent():
    assert read("Lesson 3", url="https://example.org/kurse/leather-wallet")[0] == (
        "leatherwork"
    )
    assert read("Lesson 3", url="https://pottery.example.org/lessons/3/") == []


def test_a_text_never_outdoes_the_title():
    assert read("Knit a hat", text="While waiting I did some pottery.")[0] == "knitting"


def test_what_looks_like_a_craft_and_is_none_is_left_alone():
    assert read("Harry Potter party") == []
    assert read("A potter's Harry") == ["pottery"]


def test_no_phrase_crosses_the_comma_of_a_list():
    found = suggest_for(Listing(title="pottery, kiln"), vocabulary=current())
    assert found.crafts[0].id == "pottery"
    assert found.crafts[0].confidence > 0.8
    assert found.equipment[0].id == "kiln"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://example.org/how-to/throw_a-bowl.html?x=1", "how to, throw a bowl"),
        ("https://example.org/t%C3%B6pfern", "töpfern"),
        ("https://www.youtube.com/watch?v=abc", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_an_address_gives_the_words_of_its_path(url, words):
    assert words_of_address(url) == words


@pytest.mark.parametrize(
    "line",
    ["x", "[]", "{}", '{"title": 3}', '{"title": "A", "tags": [1]}', "[" * 5000],
)
def test_a_line_that_is_no_listing_is_refused(line):
    with pytest.raises(InvalidListing):
        Listing.from_json(line)


def answered(tmp_path, text, *options):
    path = tmp_path / "titles.jsonl"
    path.write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("suggest_crafts", str(path), *options, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_writes_a_line_per_input_line(tmp_path):
    given = '{"title": "Wheel-thrown mug"}\n\n{"title": "Nothing at all"}\n'
    lines = [json.loads(line) for line in answered(tmp_path, given, "--json")]
    assert [line["title"] for line in lines] == ["Wheel-thrown mug", "Nothing at all"]
    assert lines[0]["crafts"][0]["id"] == "pottery"
    assert 0 < lines[0]["crafts"][0]["confidence"] <= 1
    assert lines[1]["crafts"] == lines[1]["equipment"] == []
    assert answered(tmp_path, given)[1] == "Nothing at all: none"


def test_the_command_names_the_line_that_is_wrong(tmp_path):
    with pytest.raises(CommandError, match="Line 2"):
        answered(tmp_path, '{"title": "A bowl"}\n{"name": "B"}\n')
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("suggest_crafts", str(tmp_path / "nothing"))
