"""T25: what people paste costs work in proportion to its length.

Work is counted, not timed: the lines of Python that a reader runs. Twice the text may
run at most two and a half times as many lines. What C does is timed in `--all`.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis.strategies import text

from geoapp.common.errors import DomainError
from geoapp.common.text import folded, one_line, paragraphs
from geoapp.crafts.crafts_in_listing import Listing, suggest_for
from geoapp.crafts.suggest import complete, suggest
from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_forms import tokens
from geoapp.discovery.text.filters_in_text import filters_in_text
from geoapp.discovery.text.time_expressions import find_time_expression
from geoapp.geo.values import InvalidGeometry, Position
from geoapp.geocoding.coordinates import coordinates_among
from geoapp.sources.prefill import read
from geoapp.tutorials.addresses import NotAWebAddress, address_in, clean_address
from geoapp.venues.weekly_hours.parse import week_of
from geoapp.web.make.pasted_text import parse_pasted_text
from tests.drawing import ALL
from tests.world import AT

MAX_RATIO = 2.5
# Below this many lines, the fixed part of a reader hides how it grows.
WORTH_COMPARING = 400
MAX_PASTE = 20_000
# Long enough to see how the work grows: each line that is counted costs a call.
COUNTED = 4000 if ALL else 2000

# Repeated to the length that is tried.
SHAPES = {
    "letters": "a",
    "one ligature that folds to eighteen letters": "\ufdfa",
    "a craft": "laser ",
    "a craft or another": "laser or ",
    "not a craft or": "no laser or ",
    "articles": "the a an ",
    "list items": "laser, ",
    "nothing but commas": ",",
    "accents of two classes": "\u0301\u0323",
    "a German compound": "holzdrechselkurs",
    "Hebrew prefixes": "\u05d5\u05d1\u05d4\u05dc",
    "unfinished tags": "<a ",
    "unfinished attributes": "<a b='",
    "unfinished comments": "<!-- ",
    "unfinished declarations": "<![ ",
    "opened": "<b>",
    "closed": "</b>",
    "scripts": "<script type=application/ld+json>",
    "titles": "<title>",
    "entities": "&amp",
    "open brackets": "[",
    "objects": '{"@graph":[',
    "quotes": '"',
    "rules": "Mo 09:00-12:00; ",
    "remarks": 'Mo "a" || ',
    "days": "Mo,",
    "tags": "a=b\n",
    "a tag of blanks": "a=b          ",
    "addresses": "https://a.example/ ",
    "schemes": "a.",
    "times": "open at 9 ",
    "numbers": "9",
    "lines": "\n",
    "blanks": " ",
}


def _quietly(reader: Callable[[str], object]) -> Callable[[str], None]:
    def read_it(text: str) -> None:
        with suppress(DomainError, NotAWebAddress, InvalidGeometry, ValueError):
            reader(text)

    return read_it


def _page(text: str) -> object:
    return read("<html>" + text, at=AT)


def _json(text: str) -> object:
    return read('{"name": "' + text, at=AT)


def _time(text: str) -> object:
    return find_time_expression(text, alone=lambda after: not after)


def _listing(text: str) -> object:
    listing = Listing(title=text[:300], text=text, tags=(text,), url=text)
    return suggest_for(listing, vocabulary=current())


READERS: dict[str, tuple[Callable[[str], object], int]] = {
    "suggest": (lambda text: suggest(text, vocabulary=current()), MAX_PASTE),
    "tokens": (tokens, MAX_PASTE),
    "complete": (lambda text: complete(text, vocabulary=current()), 200),
    "listing": (_listing, 2000),
    "pasted text": (lambda text: read(text, at=AT), MAX_PASTE),
    "pasted page": (_page, MAX_PASTE),
    "pasted JSON": (_json, MAX_PASTE),
    "coordinates": (coordinates_among, 2000),
    "make": (lambda text: parse_pasted_text(QueryDict(f"text={text}")), 2000),
    "address": (clean_address, 800),
    "address in a text": (address_in, 2000),
    "filters in a search": (filters_in_text, 200),
    "time in a search": (_time, 200),
    "opening hours": (week_of, 1000),
    "position": (Position.from_text, 500),
    # Callers cut first: Unicode sorts a run of accents in the square of its length.
    "folded": (folded, 300),
    "one line": (lambda text: one_line(text, longest=300), MAX_PASTE),
    "paragraphs": (lambda text: paragraphs(text, longest=MAX_PASTE), MAX_PASTE),
}


def lines_run(reader: Callable[[str], None], text: str) -> int:
    """Return how many lines of Python a reader runs, the standard library's too."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        reader(text)
    finally:
        sys.settrace(before)
    return count


def of_length(shape: str, length: int) -> str:
    return (shape * (length // len(shape) + 1))[:length]


@pytest.mark.parametrize("name", READERS)
def test_twice_the_text_is_at_most_two_and_a_half_times_the_work(name: str):
    reader, longest = READERS[name]
    quiet = _quietly(reader)
    quiet("laser")  # what is loaded once is not counted
    too_much = {}
    for shape, piece in SHAPES.items():
        length = min(longest, COUNTED)
        half = lines_run(quiet, of_length(piece, length // 2))
        whole = lines_run(quiet, of_length(piece, length))
        if whole > WORTH_COMPARING and whole > MAX_RATIO * half:
            too_much[shape] = (half, whole)
    assert too_much == {}


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", READERS)
def test_four_times_the_text_is_at_most_six_times_the_time(name: str, shape: str):
    """Of three tries one has to be fair: other work on the machine only adds."""
    reader, longest = READERS[name]
    quiet = _quietly(reader)
    quiet("laser")

    def seconds(length: int) -> float:
        start = time.process_time()
        quiet(of_length(SHAPES[shape], length))
        return time.process_time() - start

    quarter, whole = longest // 4, longest
    tries = [(seconds(quarter), seconds(whole)) for _ in range(3)]
    if min(whole for _quarter, whole in tries) < 0.05:
        return  # too little to compare, and too little to matter
    assert min(whole / quarter for quarter, whole in tries) <= 6


@pytest.mark.long
@settings(max_examples=10_000)
@given(text=text(max_size=2000))
def test_any_text_is_read_or_refused(text: str):
    for reader, longest in READERS.values():
        _quietly(reader)(text[:longest])
