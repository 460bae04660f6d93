"""What was read out of notes, said once for a place and not at each word."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext

from geoapp.discovery.hours.open_state import OpenState
from geoapp.discovery.hours.open_today import OpenPlace
from geoapp.web.map.matched_terms import Piece

register = template.Library()


@register.filter
def all_inferred(pieces: Sequence[Piece]) -> bool:
    """Whether every craft and machine that a card shows was read out of a note."""
    return bool(pieces) and all(piece.inferred for piece in pieces)


@register.simple_tag
def card_doubts(pieces: Sequence[Piece], opening: OpenState) -> str:
    """Return what of a card was read out of notes: "hours, crafts", or nothing.

    Where only some of the crafts were, each of those is marked by itself.
    """
    return _join_parts(
        [
            (gettext("opening hours"), opening.inferred),
            (gettext("crafts"), all_inferred(pieces)),
        ]
    )


@register.filter
def all_machines_inferred(machines: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every machine that a card shows was read out of a note."""
    return bool(machines) and all(machine["inferred"] for machine in machines)


@register.simple_tag
def term_doubts(
    opening: OpenState,
    *,
    guessed: object = False,
    machines: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return what of a card on a craft's or a machine's page came from notes.

    `guessed` says it of the craft; where only some of the machines came from notes,
    each of those is marked by itself.
    """
    return _join_parts(
        [
            (gettext("opening hours"), opening.inferred and opening.live is None),
            (gettext("crafts"), bool(guessed)),
            (gettext("machines"), all_machines_inferred(machines)),
        ]
    )


@register.simple_tag
def outing_doubts(place: OpenPlace) -> str:
    """Return what of a place that one may go to today was read out of notes."""
    page: dict[str, Any] = place.venue.page
    inferred = page["inferred"]
    return _join_parts(
        [
            (gettext("opening hours"), place.state.inferred),
            (gettext("crafts"), any(offer["inferred"] for offer in page["offers"])),
            (gettext("who can come"), "access" in inferred),
            (gettext("price"), bool(page["price"]) and "price" in inferred),
            (gettext("newcomers"), "newcomers" in inferred),
        ]
    )


def _join_parts(parts: Sequence[tuple[str, bool]]) -> str:
    named = ", ".join(name for name, inferred in parts if inferred)
    if not named:
        return ""
    return gettext("Check before you go: %(parts)s") % {"parts": named}
