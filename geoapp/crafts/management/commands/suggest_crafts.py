"""Command to suggest crafts for the titles of a listing, line by line."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from geoapp.crafts.crafts_in_listing import (
    InvalidListing,
    Listing,
    ListingSuggestion,
    Ranked,
    suggest_for,
)
from geoapp.crafts.vocabulary import current


class Command(BaseCommand):
    """Reads JSON lines with `title` (and `text`, `tags`, `url`); suggests crafts."""

    help = (
        "Suggest crafts and equipment for titles. Reads JSON lines such as"
        ' {"title": …, "text": …, "tags": […], "url": …} and writes one line for'
        " each. Fetches nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the arguments for the file and the output format."""
        parser.add_argument("file", help="JSON lines file, or - for standard input")
        parser.add_argument("--json", action="store_true", help="write JSON lines")

    def handle(self, *_args: object, **options: Any) -> None:
        """Write one line per input line; exit with the number of an invalid line."""
        words = _in_json if options["json"] else _in_words
        with ExitStack() as stack:
            for number, line in enumerate(_lines(options["file"], stack), start=1):
                if not line.strip():
                    continue
                try:
                    listing = Listing.from_json(line)
                except InvalidListing as error:
                    raise CommandError(f"Line {number}: {error}") from error
                suggestion = suggest_for(listing, vocabulary=current())
                self.stdout.write(words(listing, suggestion))


def _lines(name: str, stack: ExitStack) -> Iterator[str]:
    if name == "-":
        return iter(sys.stdin)
    try:
        return iter(stack.enter_context(Path(name).open(encoding="utf-8")))
    except OSError as error:
        raise CommandError(f"Cannot read {name}: {error.strerror}.") from error


def _in_json(listing: Listing, suggestion: ListingSuggestion) -> str:
    return json.dumps(
        {
            "title": listing.title,
            "crafts": [_pair(ranked) for ranked in suggestion.crafts],
            "equipment": [_pair(ranked) for ranked in suggestion.equipment],
        },
        ensure_ascii=False,
    )


def _pair(ranked: Ranked) -> dict[str, Any]:
    return {"id": ranked.id, "confidence": ranked.confidence}


def _in_words(listing: Listing, suggestion: ListingSuggestion) -> str:
    crafts = [f"{ranked.id} {ranked.confidence:.2f}" for ranked in suggestion.crafts]
    tools = [f"{ranked.id} {ranked.confidence:.2f}" for ranked in suggestion.equipment]
    read = ", ".join(crafts) or "none"
    return f"{listing.title}: {read}" + (f" ({', '.join(tools)})" if tools else "")
