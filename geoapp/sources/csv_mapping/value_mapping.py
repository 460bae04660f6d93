"""Map the answers of a questionnaire to values of the closed lists."""

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from datetime import date, datetime

from geoapp.crafts.choices import Operation, Price
from geoapp.sources.csv_mapping.schema import Codes, DateColumn, Mapping, PriceColumns

Cells = AnyMapping[str, str]

_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "jan",
            "feb",
            "mar",
            "apr",
            "may",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
            "nov",
            "dec",
        ],
        start=1,
    )
}


def coded_values(codes: Codes, cells: Cells) -> tuple[str, ...]:
    """Return the values of the phrases in the cell, in the mapping's order."""
    text = cells.get(codes.column, "").casefold()
    values = [v for phrase, v in codes.phrases.items() if phrase.casefold() in text]
    if (
        values
        and codes.unless
        and _cell_matches(cells, codes.unless_column, codes.unless)
    ):
        values = [codes.else_value] if codes.else_value else []
    return tuple(dict.fromkeys(values))


def _cell_matches(cells: Cells, column: str, pattern: str) -> bool:
    return re.search(pattern, cells.get(column, ""), re.IGNORECASE) is not None


def date_in(column: DateColumn | None, cells: Cells) -> date | None:
    """Return the cell's date, or None if it has none."""
    if column is None:
        return None
    try:
        text = cells.get(column.column, "").strip()
        # A date without a time has no time zone.
        return datetime.strptime(text, column.format).date()  # noqa: DTZ007
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Fee:
    """The price as fields of a record, and any repairs."""

    price: str = ""
    amount: str = ""
    currency: str = ""
    note: str = ""
    repaired: tuple[str, ...] = ()


def fee_in(columns: PriceColumns | None, cells: Cells) -> Fee:
    """Return the fee; for a range, the lower end is the amount, the note has both."""
    if columns is None:
        return Fee()
    how = cells.get(columns.how, "").casefold()
    period = next(
        (value for phrase, value in columns.phrases.items() if phrase in how), ""
    )
    low, high, repaired = _amounts(cells.get(columns.amount, ""))
    if low is None:
        return Fee(price=period)
    if "per hour" in cells.get(columns.amount, ""):
        period = Price.HOUR.value
    if low == high == 0:
        return Fee(price=period if period == Price.DONATION.value else Price.FREE.value)
    if period in {"", Price.FREE.value, Price.DONATION.value}:
        period = columns.period
    note = f"{columns.currency} {low} to {high}" if high != low else ""
    return Fee(period, str(low), columns.currency, note, repaired)


def _amounts(text: str) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Return the lower and upper amount; `May-20` is a spreadsheet's form of `5-20`."""
    month = re.fullmatch(r"([A-Za-z]{3})-(\d+)|(\d+)-([A-Za-z]{3})", text.strip())
    if month and (month[1] or month[4]).casefold() in _MONTHS:
        number = _MONTHS[(month[1] or month[4]).casefold()]
        pair = sorted((number, int(month[2] or month[3])))
        warning = f"Read the fee {text.strip()!r} as {pair[0]} to {pair[1]}."
        return (
            pair[0],
            pair[1],
            (f"{warning} A spreadsheet had converted it to a date.",),
        )
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not numbers:
        return None, None, ()
    return min(numbers), max(numbers), ()


@dataclass(frozen=True, slots=True)
class State:
    """The state of operation, since when and why."""

    operation: str = Operation.UNKNOWN.value
    since: date | None = None
    reason: str = ""
    inferred: bool = False


def state_in(mapping: Mapping, cells: Cells) -> State:
    """Return the state at the time of the answer, from its dates and phrases.

    A place with a closing date is closed unless it opened again later.
    """
    columns = mapping.operation
    if columns is None:
        return State()
    answered_on = date_in(mapping.confirmed_at, cells)
    opened_on = date_in(DateColumn(column=columns.opened, format=columns.format), cells)
    closed_on = date_in(DateColumn(column=columns.closed, format=columns.format), cells)
    word, reason = _stated(mapping, cells)
    reopened = bool(closed_on and opened_on and opened_on > closed_on)
    if opened_on and answered_on and opened_on > answered_on:
        state = State(Operation.PLANNED.value, opened_on, reason)
    elif closed_on and not reopened:
        state = State(Operation.CLOSED.value, closed_on, reason)
    elif word and not reopened:
        state = State(word, None, reason)
    else:
        # The source lists operating places; the others have an answer to this question.
        inferred = opened_on is None
        state = State(Operation.OPERATING.value, opened_on, reason, inferred=inferred)
    return state


def _stated(mapping: Mapping, cells: Cells) -> tuple[str, str]:
    states = mapping.operation.states if mapping.operation else {}
    for column, phrases in states.items():
        text = cells.get(column, "").casefold()
        for phrase, value in phrases.items():
            if phrase.casefold() in text:
                operation, _colon, reason = value.partition(":")
                return operation.strip(), reason.strip()
    return "", ""
