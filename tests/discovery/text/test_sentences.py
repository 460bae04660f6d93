"""Sixty sentences of twelve people, written by who had not seen the vocabulary."""

from pathlib import Path

import pytest

from geoapp.discovery.text.filters_in_text import filters_in_text
from geoapp.discovery.text.interpretation import interpret

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
ROWS = [
    line.split("\t")
    for line in (Path(__file__).with_name("data") / "sentences.tsv")
    .read_text(encoding="utf-8")
    .splitlines()[1:]
]
# Without the gazetteer a place is an unread word; what is wanted is read all the same.
MOST_UNREAD = 6


def test_there_are_sixty_by_three_writers():
    assert len(ROWS) == 60
    assert {row[0] for row in ROWS} == {"A", "B", "C"}


def test_nearly_all_are_read_as_something():
    unread = []
    for _writer, _person, text, *_meant in ROWS:
        heard = filters_in_text(text[:200])
        if not (interpret(heard.rest).terms or heard.filters):
            unread.append(text)
    assert len(unread) <= MOST_UNREAD, unread
