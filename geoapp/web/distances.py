"""Distances in the reader's units: kilometres or miles."""

from contextvars import ContextVar

from django.utils import formats, translation
from django.utils.translation import gettext

KILOMETRES, MILES = "km", "mi"
METRES_OF_MILE = 1609.344
_METRES_OF_YARD = 0.9144
_METRES_OF_FOOT = 0.3048
# Regions with road signs in miles.
_LANGUAGES_OF_MILES = frozenset({"en-us", "en-gb"})

_RADII_M = {
    KILOMETRES: (2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000),
    # 1, 3, 15, 30 … miles, and 10 km, which is the default of every search.
    MILES: (1_609, 4_828, 10_000, 24_140, 48_280, 96_561, 160_934, 482_803),
}

# The units chosen by the reader of the current request; "" means by region.
chosen_units: ContextVar[str] = ContextVar("chosen_units", default="")


def units() -> str:
    """Return the reader's units: as chosen, else by region."""
    by_region = MILES if translation.get_language() in _LANGUAGES_OF_MILES else ""
    return chosen_units.get() or by_region or KILOMETRES


def distance_text(metres: float) -> str:
    """Return "350 m", "1.2 km" or "34 km", or in miles "21 mi"."""
    words = _miles(metres) if units() == MILES else _kilometres(metres)
    # Isolated, so that number and unit stay together in right-to-left text.
    return f"\u2068{words}\u2069" if translation.get_language_bidi() else words


def _kilometres(metres: float) -> str:
    if metres < 950:
        return gettext("%(n)s m") % {"n": _short(metres, step=10)}
    return gettext("%(n)s km") % {"n": _long(metres / 1000)}


def _miles(metres: float) -> str:
    if metres >= METRES_OF_MILE / 5:
        return gettext("%(n)s mi") % {"n": _long(metres / METRES_OF_MILE)}
    if translation.get_language() == "en-us":
        return gettext("%(n)s ft") % {"n": _short(metres / _METRES_OF_FOOT, step=50)}
    return gettext("%(n)s yd") % {"n": _short(metres / _METRES_OF_YARD, step=10)}


def _short(length: float, *, step: int) -> str:
    return formats.number_format(max(round(length / step) * step, step), 0)


def _long(length: float) -> str:
    """Return a number with one decimal below ten, none if it would be zero."""
    rounded = round(length, 1 if length < 9.95 else 0)
    digits = 0 if rounded == int(rounded) else 1
    return formats.number_format(rounded, digits)


def radii_m() -> tuple[int, ...]:
    """Return the radii, in metres, that are round in the reader's units."""
    return _RADII_M[units()]


def radii(present_m: float | None = None) -> list[tuple[int, str]]:
    """Return the radii that a form offers as (metres, label).

    `present_m` is included, so that submitting the form unchanged changes nothing.
    """
    offered = set(radii_m())
    if present_m is not None:
        offered.add(int(present_m))
    return [(metres, distance_text(metres)) for metres in sorted(offered)]
