"""Crafts and machines from free-text lists of tools.

Entries that are negated or in the future are ignored: "none", "coming soon", "kiln (on
order)", "we plan to".
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from geoapp.crafts import vocabulary
from geoapp.crafts.choices import Mode
from geoapp.crafts.suggest import Suggestion, suggest
from geoapp.sources.csv_mapping.schema import Mapping, ToolColumn, Tools
from geoapp.venues.records import OfferRecord

Cells = AnyMapping[str, str]

_NOTHING = re.compile(
    r"\s*(none|no|not|nothing|nope|sadly not|n/?a|tbc|tba)\b", re.IGNORECASE
)
_NOT_THERE = re.compile(
    r"\b(not|cannot|can't|coming|on order|on its way|arriving|aspire|sadly|none"
    r"|in preparation|in progress|under discussion|to come|to follow|hope to"
    r"|another unit|same building|separate entity|will|may be|possibly|offered)\b",
    re.IGNORECASE,
)
# The rest of the cell is about another time or place.
_ELSEWHERE = re.compile(
    r"\b(plan(s|ning)? (to|for)|we plan|in the new space|near future|off site"
    r"|wish ?list)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"[\r\n;,•*]|\.\s|\s-\s")


@dataclass(slots=True)
class FoundTools:
    """The contents of a row's tool columns."""

    crafts: dict[str, None] = field(default_factory=dict)
    equipment: dict[str, None] = field(default_factory=dict)
    unmatched: dict[str, None] = field(default_factory=dict)

    def add(self, other: "FoundTools") -> None:
        """Add the contents of another column, without duplicates."""
        self.crafts |= other.crafts
        self.equipment |= other.equipment
        self.unmatched |= other.unmatched


def entries(text: str, *, absent: Iterable[str] = ()) -> Iterator[str]:
    """Yield the entries of a tool list that are present."""
    if _NOTHING.match(text):
        return
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in absent]
    # Keep brackets within their entry: "kiln (arriving soon, we hope)".
    text = re.sub(r"\([^)]*\)", lambda m: re.sub(r"[,;]", " ", m[0]), text)
    for entry in _ENTRY.split(text):
        if _ELSEWHERE.search(entry):
            return
        if not entry.strip() or _NOT_THERE.search(entry):
            continue
        if not any(pattern.search(entry) for pattern in patterns):
            yield entry.strip()


def in_our_words(text: str, words: AnyMapping[str, str]) -> str:
    """Replace the source's own words with those of the vocabulary."""
    for pattern, replacement in words.items():
        text = re.sub(pattern, replacement, text, flags=re.IGNORECASE)
    return text


def tools_in(mapping: Mapping, cells: Cells) -> FoundTools:
    """Return the crafts and equipment of the tool columns."""
    tools = FoundTools()
    for column in mapping.tools.columns:
        cell_entries = list(
            entries(cells.get(column.column, ""), absent=mapping.tools.absent)
        )
        if cell_entries:
            tools.add(_read_column(column, cell_entries, mapping.tools))
    for equipment in tools.equipment:
        craft = mapping.tools.crafts_of.get(equipment)
        if craft:
            tools.crafts.setdefault(craft)
    return tools


def equipment_in(text: str, tools: Tools) -> tuple[str, ...]:
    """Return the vocabulary ids of the equipment named in a text, in order."""
    guesses = suggest(
        in_our_words(text, tools.words), vocabulary=vocabulary.current()
    ).equipment
    return tuple(g.id for g in guesses if g.confidence >= tools.least_confidence)


def _read_column(
    column: ToolColumn, cell_entries: list[str], tools: Tools
) -> FoundTools:
    column_tools = FoundTools()
    for entry in cell_entries:
        text = in_our_words(in_our_words(entry, column.words), tools.words)
        guess = suggest(text, vocabulary=vocabulary.current())
        sure = [g for g in guess.equipment if g.confidence >= tools.least_confidence]
        if column.names_crafts:
            column_tools.crafts |= dict.fromkeys(_named_crafts(guess, tools))
        if column.names_tools:
            column_tools.equipment |= dict.fromkeys(g.id for g in sure)
            column_tools.unmatched |= dict.fromkeys(guess.unmatched)
    if column.craft:
        column_tools.crafts.setdefault(column.craft)
    if column.craft_if_plain and not column_tools.equipment:
        column_tools.crafts.setdefault(column.craft_if_plain)
    if column.equipment:
        column_tools.equipment.setdefault(column.equipment)
    return column_tools


def _named_crafts(guess: Suggestion, tools: Tools) -> Iterator[str]:
    """Yield the crafts recognised by words that are not just a tool's name."""
    of_tools = {word for tool in guess.equipment for word in tool.words}
    for craft in guess.crafts:
        if craft.confidence >= tools.least_confidence and set(craft.words) - of_tools:
            yield craft.id


def offers_of(
    mapping: Mapping, cells: Cells, crafts: Iterable[str]
) -> tuple[OfferRecord, ...]:
    """Return each craft in the source's modes, with `learn` if it offers training."""
    modes = list(mapping.tools.modes)
    training = cells.get(mapping.tools.learn_column, "").casefold()
    if any(phrase.casefold() in training for phrase in mapping.tools.learn_phrases):
        modes.append(Mode.LEARN.value)
    return tuple(
        OfferRecord(craft=craft, mode=mode, inferred=True)
        for craft in sorted(crafts)
        for mode in modes
    )
