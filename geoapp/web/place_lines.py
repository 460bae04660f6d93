"""Lines about a place, composed of the known facts only."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from geoapp.crafts.choices import Access, Induction, MachineState, Mode, Newcomers
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.vocabulary import current
from geoapp.publishing.models import PublishedVenue
from geoapp.web.display_text import induction_text
from geoapp.web.venues.prices import price_text

_SEPARATOR = " · "
_WORTH_SAYING = (MachineState.BROKEN, MachineState.LIMITED)


def machine_details(machine: Mapping[str, Any]) -> list[str]:
    """Return the known facts about a machine: induction, condition, size, fee."""
    return [
        *_label(Induction, machine["induction"]),
        *_state(machine),
        *filter(None, (machine["working_size"], machine["fee"])),
    ]


def machine_line(machine: Mapping[str, Any]) -> str:
    """Return count and model of a machine, induction and condition."""
    count = machine["count"] or 0
    model = machine["make_model"]
    times = f"{count} \N{MULTIPLICATION SIGN}" if count > 1 else ""
    label = " ".join(filter(None, (times, model)))
    words = [label, *_label(Induction, machine["induction"]), *_state(machine)]
    return _SEPARATOR.join(filter(None, words))


def offers_line(offers: Sequence[Mapping[str, Any]], *, maximum: int = 6) -> str:
    """Return "Pottery and ceramics (learn, use the workshop), Weaving (learn)"."""
    lines = []
    for craft, rows in groupby(offers, key=lambda offer: offer["craft"]):
        modes = ", ".join(str(Mode(row["mode"]).label).lower() for row in rows)
        name = current().label(craft, of="crafts", language=language())
        lines.append(f"{name} ({modes})")
    return ", ".join(lines[:maximum])


def visiting_line(venue: PublishedVenue) -> str:
    """Return who can come, the price and whether machines need an induction."""
    page: Mapping[str, Any] = venue.page
    words = [
        ", ".join(str(Access(way).label) for way in venue.access),
        price_text(page["price"]) if page["price"] else "",
        induction_text(page["machines"]),
        *_label(Newcomers, venue.newcomers),
    ]
    return _SEPARATOR.join(filter(None, words))


def _state(machine: Mapping[str, Any]) -> list[str]:
    state = machine["state"]
    return [str(MachineState(state).label)] if state in _WORTH_SAYING else []


def _label(terms: Any, value: str | None) -> list[str]:
    return [str(terms(value).label)] if value else []
