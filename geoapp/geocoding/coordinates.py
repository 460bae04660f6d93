# ruff: noqa: RUF002 - the marks of minutes and seconds
"""Coordinates as people write and paste them: "52°30′59″ N, 13°22′40″ E"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from geoapp.geo.values import InvalidGeometry, Position

_MAX_LENGTH = 120
_LAT = "NS"
_NEGATIVE = "SW"
_SIXTY = 60

# What people write instead of the sign, the marks and the letters. "O" is no letter of
# these: east in German, west in French, Spanish and Italian.
_SPELLINGS = (
    (re.compile("[\u2212\u2013\u2010\u2011]"), "-"),
    (re.compile("[\u00ba\u02da]|(?<=\\d) ?(?:degrees?|deg|grad)\\b"), "°"),
    (re.compile("''|[\u2033\u201c\u201d\u201e\u02ba\u3003]|(?<=\\d) ?sec\\b"), '"'),
    (re.compile("[\u2032\u2018\u2019\u02b9\u02bc\u00b4`]|(?<=\\d) ?min\\b"), "'"),
    (re.compile(r"\b(?:latitude|lat)\b\.? ?[:=]? ?"), "Y"),
    (re.compile(r"\b(?:longitude|long|lon|lng)\b\.? ?[:=]? ?"), "X"),
    (re.compile(r"\b(?:north|nord|norte|noord)\b"), "N"),
    (re.compile(r"\b(?:south|süd|sud|sur|sul|zuid|syd)\b"), "S"),
    (re.compile(r"\b(?:east|ost|est|este|leste|oost|öst|øst)\b"), "E"),
    (re.compile(r"\b(?:west|ouest|oeste|ovest|väst|vest)\b"), "W"),
    # Letters on their own or beside a number.
    (re.compile(r"(?<![a-z])[nsew](?![a-z])"), lambda match: match[0].upper()),
)
_ONE = re.compile(
    r"(?P<axis>[XY])? ?(?P<before>[NSEW])? ?(?P<sign>[-+])?"
    r"(?P<degrees>\d{1,3}(?P<decimals>[.,]\d{1,20})?) ?(?P<mark>[°:])? ?"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d{1,20})?) ?(?P<minute_mark>[':])? ?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d{1,20})?) ?\"?)?)? ?(?P<after>[NSEW])?"
)
_BETWEEN = re.compile(r" ?[,;/|] ?| |(?<=[NSEW])(?=\S)|(?<=\S)(?=[NSEWXY])")
# Links of maps: each has the latitude before the longitude.
_NUMBER = r"(-?\d{1,3}(?:\.\d{1,20})?)"
_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^geo:(?:0,0\?q=)?{_NUMBER},{_NUMBER}(?:[,;?(]|$)",
        rf"^https?://[^\s]{{1,300}}?[?&]mlat={_NUMBER}&mlon={_NUMBER}",
        rf"^https?://[^\s]{{1,300}}?#map=[\d.]{{1,5}}/{_NUMBER}/{_NUMBER}",
        rf"^https?://[^\s]{{1,300}}?/@{_NUMBER},{_NUMBER}",
        rf"^https?://[^\s]{{1,300}}?[?&](?:q|ll|query|center)={_NUMBER}(?:,|%2C){_NUMBER}",
    )
)
_MAX_LINK = 500
# A part of a text that may be coordinates: two numbers, marks and single letters.
_RUN = re.compile(
    r"(?<![\w.])(?:geo:)?(?:[NSEW] ?)?[-+]?\d{1,3}(?![\w])[\d\s.,;:°'\"\u2032\u2033\u2019NSEW+-]{3,60}",
    re.IGNORECASE,
)
_IS_EXACT = re.compile(r"[.,]\d{3}|[°NSEWnsew]")


class _Degrees(NamedTuple):
    value: float
    axis: str  # "lat", "lon", or unknown
    is_marked: bool  # by a sign of degrees, a letter or a word


class CoordinatesInText(NamedTuple):
    """A position, and where in the text it is written."""

    position: Position
    start: int
    end: int


def position_in(text: str) -> Position | None:
    """Return the position that a text is, or None if it is anything else.

    Without letters the latitude comes first, unless only the longitude can. Whole
    numbers without any mark are no coordinates.
    """
    for link in _LINKS if len(text) <= _MAX_LINK else ():
        if match := link.search(text.strip()):
            return _position(float(match[1]), float(match[2]))
    if len(text) > _MAX_LENGTH or not re.search(r"\d", text):
        return None
    plain = _plain(text).strip("()[]{} ")
    pairs = {pair for pair in _pairs(plain) if pair is not None}
    return pairs.pop() if len(pairs) == 1 else None


def degrees_in(text: str) -> float | None:
    """Return the number of degrees that a text is, south and west being negative.

    Also `-33 48'56"`, `33°48′56″ S` and `33,8`.
    """
    one = _degrees(_plain(text)) if len(text) <= _MAX_LENGTH else None
    return None if one is None else one.value


def coordinates_among(text: str) -> CoordinatesInText | None:
    """Return the first coordinates that stand among other words."""
    if (whole := position_in(text)) is not None:
        return CoordinatesInText(whole, 0, len(text))
    for run in _RUN.finditer(text):
        written = run[0].rstrip(" ,;:")
        is_exact = _IS_EXACT.search(written) is not None  # "10.30 - 12.30" are hours
        if is_exact and (position := position_in(written)) is not None:
            return CoordinatesInText(position, run.start(), run.start() + len(written))
    return None


def _plain(text: str) -> str:
    text = " ".join(text.lower().split())
    for spelling, plain in _SPELLINGS:
        text = spelling.sub(plain, text)
    return text


def _degrees(text: str) -> _Degrees | None:
    match = _ONE.fullmatch(text)
    if match is None or (match["before"] and match["after"]):
        return None
    letter = match["before"] or match["after"] or ""
    is_marked = bool(match["mark"] or match["axis"] or letter)
    if not _has_sound_minutes(match, is_marked=is_marked):
        return None
    parts = [_number(match[part]) for part in ("degrees", "minutes", "seconds")]
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    is_negative = match["sign"] == "-" or (letter and letter in _NEGATIVE)
    return _Degrees(
        value=-value if is_negative else value,
        axis=_axis(letter, match["axis"] or ""),
        is_marked=is_marked or match["decimals"] is not None,
    )


def _has_sound_minutes(match: re.Match[str], *, is_marked: bool) -> bool:
    """Return whether minutes and seconds, if any, are some: "52 30" may be two numbers."""
    minutes, seconds = match["minutes"], match["seconds"]
    if minutes is None:
        return True
    if match["decimals"] or not (is_marked or match["minute_mark"]):
        return False
    is_whole = seconds is None or minutes.isdecimal()
    return is_whole and max(_number(minutes), _number(seconds)) < _SIXTY


def _axis(letter: str, word: str) -> str:
    if letter:
        return "lat" if letter in _LAT else "lon"
    return {"Y": "lat", "X": "lon"}.get(word, "")


def _number(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0


def _pairs(text: str) -> Iterator[Position | None]:
    """Yield what the text is, divided at each place that could divide it."""
    for between in _BETWEEN.finditer(text):
        first = _degrees(text[: between.start()])
        second = _degrees(text[between.end() :])
        if first and second and first.is_marked and second.is_marked:
            yield _of_pair(first, second)


def _of_pair(first: _Degrees, second: _Degrees) -> Position | None:
    if first.axis and first.axis == second.axis:
        return None
    is_lon_first = first.axis == "lon" or second.axis == "lat"
    if not first.axis and not second.axis:
        is_lon_first = abs(first.value) > 90 >= abs(second.value)
    lat, lon = (second, first) if is_lon_first else (first, second)
    return _position(lat.value, lon.value)


def _position(lat: float, lon: float) -> Position | None:
    if abs(lon) > 180:
        return None
    try:
        return Position(lon=round(lon, 7), lat=round(lat, 7))
    except InvalidGeometry:
        return None
