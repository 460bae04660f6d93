"""JSON, lines of it, TSV and Markdown: the same rows out of all."""

import json

import pytest

from geoapp.tutorials.listings.parsers import UnreadableListing, rows_of

BOWL = {"title": "Turn a bowl", "url": "https://example.org/bowl"}
BOTH = [BOWL, {"title": "Throw a pot", "url": "https://example.org/pot"}]
MARKDOWN = """\
# Things to make
- [Contents](#wood)
## Wood
* [Turn a *bowl*](https://example.org/bowl "Bowls") - with a [lathe](https://x.org).
- Not a link
- [No address]
## Clay
1. not an item of this kind
- [Throw a pot][pot] \N{EM DASH} on the wheel
- [Kiln]

[pot]: https://example.org/pot
[kiln]: <https://example.org/wiki_(kiln)>
"""


def rows(path, text, **more):
    path.write_text(text, encoding="utf-8")
    return rows_of(path, **more)


def pairs(found):
    return [(row.fields.get("title"), row.fields.get("url")) for row in found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(BOTH)),
        ("a.json", json.dumps({"tutorials": BOTH})),
        ("a.json", "\n".join(json.dumps(one) for one in BOTH)),
        ("a.jsonl", "\n\n".join(json.dumps(one) for one in BOTH)),
        (
            "a.tsv",
            "URL\tTitle\n" + "\n".join(f"{o['url']}\t{o['title']}" for o in BOTH),
        ),
        ("a.md", "".join(f"- [{one['title']}]({one['url']})\n" for one in BOTH)),
    ],
)
def test_every_format_gives_the_same_rows(tmp_path, name, text):
    found = rows(tmp_path / name, text)
    assert pairs(found) == [(one["title"], one["url"]) for one in BOTH]


def test_markdown_is_read_with_references_headings_and_what_follows(tmp_path):
    found = rows(tmp_path / "a.md", MARKDOWN)
    assert pairs(found) == [
        ("Contents", "#wood"),
        ("Turn a bowl", "https://example.org/bowl"),
        ("Throw a pot", "https://example.org/pot"),
        ("Kiln", "https://example.org/wiki_(kiln)"),
    ]
    assert found[2].fields["under"] == "Clay"
    assert found[2].fields["text"] == "on the wheel"
    assert found[2].reference == "line 9"


def test_a_row_that_is_not_an_object_is_reported(tmp_path):
    found = rows(tmp_path / "a.jsonl", '{"title": "A"}\nhalf a {\n[1]\n')
    assert [bool(row.refused) for row in found] == [False, True, True]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"\xff\xfe\x00"),
        ("a.json", b"[" * 100_000),
        ("a.json", b'[{"title": NaN}]'),
        ("a.json", b'{"half": '),
        ("a.json", b'{"tutorials": 7}'),
        ("a.tsv", b"name\tlink\nA\thttps://example.org\n"),
        ("a.bin", b"PK\x03\x04"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableListing, match=name):
        rows_of(path)


def test_a_missing_and_a_too_large_file_are_refused(tmp_path):
    with pytest.raises(UnreadableListing, match="does not exist"):
        rows_of(tmp_path / "none.json")
    large = tmp_path / "large.json"
    large.touch()
    with large.open("r+b") as file:
        file.truncate(64_000_001)  # sparse: takes no room
    with pytest.raises(UnreadableListing, match="larger than 64 MB"):
        rows_of(large)
