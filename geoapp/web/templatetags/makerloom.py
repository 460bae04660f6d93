"""Template filters and tags; the texts come from display_text and its neighbours."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.translation import gettext

from geoapp.crafts import spoken_languages
from geoapp.crafts.choices import (
    Access,
    Audience,
    Induction,
    Kind,
    MachineState,
    Mode,
    Newcomers,
    Operation,
    Precision,
    Price,
    Wheelchair,
)
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.vocabulary import current
from geoapp.discovery.hours.open_state import (
    CLOSED,
    OPEN,
    UNKNOWN,
    AudienceHours,
    LiveReport,
    OpenState,
)
from geoapp.discovery.hours.open_today import OpenPlace
from geoapp.discovery.matching.liked import LikedMatches, VenueForLikes
from geoapp.discovery.matching.matches import PlanOffer
from geoapp.discovery.matching.reasons import freshness
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.discovery.search.params import Problem
from geoapp.discovery.search.value_labels import craft_label, equipment_label
from geoapp.publishing.hours import Span
from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.venue_document import ORGANIZERS_NAME
from geoapp.tutorials.models import Tutorial
from geoapp.web import (
    display_text,
    distances,
    field_labels,
    marker_shapes,
    place_lines,
)
from geoapp.web.venues import accessibility, prices

register = template.Library()
register.filter("craft_name", craft_label)
register.filter("equipment_name", equipment_label)

SERIES_COLOURS = 8
_OPEN_SIGNS = {OPEN: "●", CLOSED: "○", UNKNOWN: "?"}

_TERMS: dict[str, Any] = {
    "access": Access,
    "audience": Audience,
    "induction": Induction,
    "kind": Kind,
    "machine_state": MachineState,
    "mode": Mode,
    "newcomers": Newcomers,
    "operation": Operation,
    "precision": Precision,
    "price": Price,
    "wheelchair": Wheelchair,
}


@register.filter
def material_name(material: str) -> str:
    """Return the label of a material in the reader's language."""
    return current().label(material, of="materials", language=language())


@register.filter
def term_name(value: str, of: str) -> str:
    """Return the label of a value: `{{ venue.kind|term_name:"kind" }}`."""
    return str(_TERMS[of](value).label) if value in _TERMS[of].values else value


@register.filter
def field_label(field: str) -> str:
    """Return the label of a field of a place."""
    return field_labels.field_label(field)


@register.filter
def opening_text(opening: OpenState, at: datetime) -> str:
    """Return the opening state as text."""
    return display_text.opening_text(opening, at)


@register.filter
def tells_hours(opening: OpenState | None) -> bool:
    """Return whether anything is known about the opening state."""
    return display_text.tells_hours(opening)


@register.filter
def shows_text(hours: AudienceHours) -> bool:
    """Return whether the original hours hold more than the parsed week."""
    if not hours.state.text:
        return False
    unread = not hours.state.parsed or not hours.week
    return unread or any(day.unknown for day in hours.week)


@register.filter
def is_timely(opening: OpenState) -> bool:
    """Return whether a state holds only now, so that a cached page must hide it."""
    return bool(opening.live) or opening.state != UNKNOWN


@register.filter
def distance_text(metres: float) -> str:
    """Return a distance in the reader's units."""
    return distances.distance_text(metres)


@register.simple_tag
def place_text(venue: PublishedVenue, metres: float | None = None) -> str:
    """Return where the venue is."""
    return display_text.place_text(venue, metres)


@register.simple_tag
def distance_from_text(venue: PublishedVenue, metres: float) -> str:
    """Return how far the venue is."""
    return display_text.distance_from_text(venue, metres)


@register.simple_tag
def total_distance_text(plan: PlanOffer) -> str:
    """Return the total distance of a plan."""
    return display_text.total_distance_text(plan)


@register.simple_tag
def directions_url(venue: PublishedVenue) -> str:
    """Return the URL of directions to a venue on openstreetmap.org."""
    to = f"{venue.public_point.y:.5f},{venue.public_point.x:.5f}"
    return f"https://www.openstreetmap.org/directions?{urlencode({'to': to})}"


@register.simple_tag
def directions_text(venue: PublishedVenue) -> str:
    """Return the text of the link to directions."""
    return display_text.directions_text(venue)


@register.filter
def price_text(price: Mapping[str, str]) -> str:
    """Return the price as text."""
    return prices.price_text(price)


@register.filter
def price_note(price: Mapping[str, str]) -> str:
    """Return the note about the price, unless the price already says it."""
    return prices.price_note(price)


@register.filter
def link_problems(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems with the link's parameters, without a typed place name."""
    return [problem for problem in problems if problem.parameter != "where"]


@register.filter
def problem_text(problem: Problem) -> str:
    """Return the message about a parameter of the link."""
    return display_text.problem_text(problem)


@register.simple_tag
def last_confirmed_text(year: int) -> str:
    """Return the badge of a place that was last confirmed in a year."""
    return display_text.last_confirmed_text(year)


@register.filter
def freshness_text(venue: PublishedVenue, at: datetime) -> str:
    """Return when the venue was last confirmed."""
    return display_text.freshness_text(venue, at)


@register.filter
def freshness_state(venue: PublishedVenue, at: datetime) -> str:
    """Return fresh, ageing, stale or unknown."""
    return freshness(venue.confirmed_at, at)


@register.filter
def shape_of(kind: str) -> str:
    """Return the marker shape of a kind of venue."""
    return marker_shapes.shape_of(kind)


@register.filter
def series_number(number: int) -> int:
    """Return the number of a like's colour; colours repeat after eight."""
    return (number - 1) % SERIES_COLOURS + 1


@register.filter
def letter_of(number: int) -> str:
    """Return the letter of a like (A, B, … Z, AA), which supplements its colour."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@register.filter
def last_reported_text(live: LiveReport, at: datetime) -> str:
    """Return the last reported opening state and its age."""
    return display_text.last_reported_text(live, at)


@register.filter
def opening_sign(opening: OpenState | None) -> str:
    """Return the symbol of an opening state."""
    return _OPEN_SIGNS[opening.state if opening else UNKNOWN]


@register.filter
def date_of(day: str) -> date | None:
    """Parse an ISO date of the venue document."""
    return date.fromisoformat(day) if day else None


@register.simple_tag
def audiences() -> list[tuple[str, str]]:
    """Return the audiences of opening hours as (value, label)."""
    return [(a.value, str(a.label)) for a in Audience]


register.simple_tag(distances.units)


@register.simple_tag
def radii(present_m: float | None = None) -> list[tuple[int, str]]:
    """Return the radii that a form offers as (metres, label)."""
    return distances.radii(present_m)


@register.simple_tag
def ideas() -> list[str]:
    """Return example searches."""
    return [
        gettext("pottery in Hackney"),
        gettext("a wooden bowl"),
        gettext("laser cutter"),
        gettext("bike repair in Bergen"),
    ]


@register.simple_tag
def tile_url() -> str:
    """Return the URL template of the street tiles, or "off"."""
    return str(settings.TILE_URL)


@register.simple_tag
def tile_attribution() -> str:
    """Return the attribution of the street tiles."""
    return str(settings.TILE_ATTRIBUTION)


@register.filter
def required_machines(tutorial: Tutorial) -> tuple[str, ...]:
    """Return the equipment that a tutorial is confirmed to need."""
    return tutorial_requirements(tutorial).required


@register.filter
def numbers_in(serving: VenueForLikes, liked: Sequence[LikedMatches]) -> list[int]:
    """Return the numbers, from 1, of the likes that can be made at a place."""
    served = {tutorial.pk for tutorial in serving.tutorials}
    return [n for n, like in enumerate(liked, 1) if like.tutorial.pk in served]


@register.filter
def letters_in(serving: VenueForLikes, liked: Sequence[LikedMatches]) -> str:
    """Return the letters of the likes that can be made at a place, space-separated."""
    return " ".join(letter_of(n) for n in numbers_in(serving, liked))


@register.filter
def span_text(span: Span) -> str:
    """Return "10:00-18:00" with the reader's clock, or "all day"."""
    return display_text.span_text(span)


@register.filter
def operation_text(operation: dict[str, Any]) -> str:
    """Return since when and why a place is in its current state."""
    return display_text.operation_text(operation)


@register.filter
def source_name(name: str) -> str:
    """Return the name of a source; only the managers' own source is translated."""
    return gettext("The people who run it") if name == ORGANIZERS_NAME else name


@register.filter
def accessibility_name(key: str) -> str:
    """Return the name of an accessibility key."""
    return accessibility.accessibility_name(key)


@register.filter
def accessibility_text(value: str) -> str:
    """Return the label of an accessibility value."""
    return accessibility.accessibility_text(value)


@register.filter
def language_name(tag: str) -> str:
    """Return the name of a spoken language."""
    return spoken_languages.language_name(tag)


@register.simple_tag
def today_text(place: OpenPlace, at: datetime) -> str:
    """Return when a place is open for the rest of today."""
    return display_text.today_text(place, at)


@register.filter
def machine_details(machine: Mapping[str, Any]) -> str:
    """Return the known facts about using a machine."""
    return " · ".join(place_lines.machine_details(machine))


@register.filter
def machine_line(machine: Mapping[str, Any]) -> str:
    """Return a machine's model and the known facts about using it."""
    return place_lines.machine_line(machine)


@register.filter
def offers_line(offers: Sequence[Mapping[str, Any]]) -> str:
    """Return a place's crafts with their modes."""
    return place_lines.offers_line(offers)


@register.filter
def visiting_line(venue: PublishedVenue) -> str:
    """Return who can come to a place and what it costs."""
    return place_lines.visiting_line(venue)


@register.filter
def strength_text(strength: str) -> str:
    """Return how much a craft needs a machine."""
    return display_text.strength_text(strength)


@register.filter
def induction_text(machines: Sequence[Mapping[str, Any]]) -> str:
    """Return whether machines need an induction, "" if nothing is known."""
    return display_text.induction_text(machines)


# Their last parts are verbs, numbers and keys of links in emails.
_NOT_SEARCHED = re.compile(
    r"/(accounts?|admin|api|decisions|manage|moderation|reports)/", re.ASCII
)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@register.filter
def text_of_path(path: str) -> str:
    """Return a search text from the path of a page that does not exist.

    "" for ids, and where no place, tutorial or craft can be meant.
    """
    last = path.strip("/").rpartition("/")[2]
    if _NOT_SEARCHED.match(path) or _ID.fullmatch(last):
        return ""
    return " ".join(re.findall(r"[^\W_]+", last))[:80]
