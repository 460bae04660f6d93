"""Uncertain data, shown once: a badge per card, a line per list, a block per page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from geoapp.crafts.choices import NOT_RUNNING, Operation
from geoapp.discovery.hours.open_state import OpenState
from geoapp.discovery.hours.open_today import OpenPlace
from geoapp.discovery.matching.matches import Match
from geoapp.discovery.matching.reasons import Reason, freshness
from geoapp.discovery.search.results import SearchHit
from geoapp.publishing.models import PublishedVenue
from geoapp.web.display_text import freshness_text, tells_hours
from geoapp.web.map.matched_terms import Piece

register = template.Library()

_SHOWN_ELSEWHERE = frozenset({"hours_unknown", "confirmed_long_ago", "never_confirmed"})


@register.simple_tag
def result_badge(
    venue: PublishedVenue,
    at: datetime,
    *,
    pieces: Sequence[Piece] = (),
    opening: OpenState | None = None,
) -> str:
    """Return the badge of a search result."""
    inferred = [piece for piece in pieces if piece.inferred]
    return _badge(
        venue,
        at,
        [
            (gettext("opening hours"), _hours_inferred(opening)),
            (gettext("crafts"), any(piece.of == "crafts" for piece in inferred)),
            (gettext("machines"), any(piece.of == "equipment" for piece in inferred)),
        ],
    )


@register.simple_tag
def venue_badge(
    venue: PublishedVenue, at: datetime, *, opening: OpenState | None = None
) -> str:
    """Return the badge of a place in an embedded frame, which shows all its crafts."""
    page: dict[str, Any] = venue.page
    return _badge(
        venue,
        at,
        [
            (gettext("opening hours"), _hours_inferred(opening)),
            (gettext("crafts"), any(offer["inferred"] for offer in page["offers"])),
            (gettext("machines"), any(row["inferred"] for row in page["machines"])),
        ],
    )


@register.simple_tag
def term_badge(
    venue: PublishedVenue,
    at: datetime,
    *,
    opening: OpenState | None = None,
    guessed: object = False,
    machines: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return the badge of a card on a craft's page (`guessed`) or a machine's."""
    return _badge(
        venue,
        at,
        [
            (gettext("opening hours"), _hours_inferred(opening)),
            (gettext("crafts"), bool(guessed)),
            (gettext("machines"), any(machine["inferred"] for machine in machines)),
        ],
    )


@register.simple_tag
def match_badge(match: Match, at: datetime) -> str:
    """Return the badge of a match, for those of its reasons that were inferred."""
    inferred = {reason.code for reason in match.reasons if reason.inferred}
    return _badge(
        match.venue,
        at,
        [
            (gettext("opening hours"), _hours_inferred(match.opening)),
            (gettext("crafts"), bool(inferred - {"has_equipment"})),
            (gettext("machines"), "has_equipment" in inferred),
        ],
    )


@register.simple_tag
def activity_badge(place: OpenPlace, at: datetime) -> str:
    """Return the badge of a place on the offline activities page."""
    page: dict[str, Any] = place.venue.page
    inferred = page["inferred"]
    return _badge(
        place.venue,
        at,
        [
            (gettext("opening hours"), _hours_inferred(place.state)),
            (gettext("crafts"), any(offer["inferred"] for offer in page["offers"])),
            (gettext("who can come"), "access" in inferred),
            (gettext("price"), bool(page["price"]) and "price" in inferred),
            (gettext("newcomers"), "newcomers" in inferred),
        ],
    )


def _hours_inferred(opening: OpenState | None) -> bool:
    return opening is not None and opening.inferred and opening.live is None


def _badge(
    venue: PublishedVenue, at: datetime, parts: Sequence[tuple[str, bool]]
) -> str:
    """Return what to check, or the last confirmation if that is old or missing."""
    names = ", ".join(name for name, inferred in parts if inferred)
    if not names or freshness(venue.confirmed_at, at) in ("stale", "unknown"):
        return freshness_text(venue, at)
    return gettext("Check before you go: %(parts)s") % {"parts": names}


@register.filter
def marked(pieces: Sequence[Piece]) -> SafeString:
    """Return a name with the matched words in <mark> elements."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece.text),)
            if piece.matched
            else (piece.text,)
            for piece in pieces
        ),
    )


@register.filter
def lacks(gaps: Sequence[Reason]) -> list[Reason]:
    """Return the gaps that neither the badge nor the list's line shows."""
    return [gap for gap in gaps if gap.code not in _SHOWN_ELSEWHERE]


@register.filter
def without_hours(hits: Sequence[SearchHit | Match]) -> int:
    """Return how many operating places of a list have no known opening hours."""
    shut = (*NOT_RUNNING, Operation.CLOSED)
    return sum(
        not tells_hours(hit.opening) and hit.venue.operation not in shut for hit in hits
    )


@register.simple_tag
def not_known(venue: PublishedVenue) -> str:
    """Return the facts that are not known about a place: "price, wheelchair access"."""
    machines = [m for m in venue.page["machines"] if m["count"] != 0]
    inductions = {machine["induction"] or "" for machine in machines}
    missing = [
        (gettext("who can come"), not venue.access),
        (gettext("price"), not venue.page["price"]),
        (gettext("newcomers"), not venue.newcomers),
        (gettext("wheelchair access"), not venue.wheelchair),
        (gettext("induction"), "" in inductions and len(inductions) == 1),
        (
            gettext("induction on some machines"),
            "" in inductions and len(inductions) > 1,
        ),
    ]
    return ", ".join(name for name, unknown in missing if unknown)
