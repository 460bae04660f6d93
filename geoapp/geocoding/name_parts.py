"""The parts of a place's name or address, and the ways to read them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geoapp.geocoding.areas import NamedAreas, areas_beginning, areas_named
from geoapp.geocoding.name_keys import name_key

_MAX_PARTS = 6
_PAIR = 2
_LETTERS = 3  # of the abbreviations of regions, which follow a name
_MAX_WORDS = 7  # of a part without commas
_MAX_READINGS = 60
_SEPARATORS = re.compile(r"[,;\n()\[\]|]+")
# Of most countries; none is part of a name.
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}[-\u2013])?(?:"
    r"\d{3} ?\d{2}(?! ?\d)|\d{4,6}|"  # Sweden, Czechia; most of the world
    r"\d{4} ?[A-Z]{2}|"  # Netherlands
    r"\d{2,5}-\d{3,4}"  # Poland, Portugal, Brazil, Japan, United States
    r")\b|"
    r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|"  # Canada
    r"\b[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?\b",  # Britain
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b\w{1,4}\.")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text between commas, as its key and as it is written."""

    key: str
    written: str

    @property
    def has_number(self) -> bool:
        """Whether it is a street with a number rather than a name."""
        return _HAS_DIGIT.search(self.key) is not None


Parts = Sequence[Part]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: a name in these areas, around a town, without words.

    A doubtful one leaves out words that no comma divides from the name. `is_best`
    says that nothing is left out, and misspellings may be looked for. `is_area` says
    that the name is that of the area: only a town of just that name in it is meant.
    """

    name: str
    areas: tuple[NamedAreas, ...] = ()
    around: str = ""
    left_out: tuple[str, ...] = ()
    is_doubtful: bool = False
    is_best: bool = False
    is_area: bool = False


def parts_of(text: str) -> list[Part]:
    """Divide a text at commas and brackets; postcodes belong to no part."""
    bare = [_POSTCODE.sub(" ", part) for part in _SEPARATORS.split(text)[:_MAX_PARTS]]
    parts = [Part(name_key(part), " ".join(part.split())) for part in bare]
    return [part for part in parts if part.key]


def readings(parts: Parts, *, typing: bool = False) -> list[Reading]:
    """Return the ways to read a text, the likest first.

    Streets with a number are left out, but where they are a name: "Seccion 16".
    """
    names = [part for part in parts if not part.has_number] or list(parts)
    streets = tuple(part.written for part in parts if part not in names)
    ways = list(_readings(names, typing=typing)) if names else []
    if streets:
        ways = [replace(way, left_out=(*streets, *way.left_out)) for way in ways]
        whole = _readings(parts, typing=typing)
        ways[:0] = [replace(way, is_best=False) for way in whole if not way.left_out]
    return list(dict.fromkeys(ways))[:_MAX_READINGS]


def _readings(parts: Parts, *, typing: bool) -> Iterator[Reading]:
    if len(parts) == 1:
        yield from _of_words(parts[0], ())
        return
    yield Reading(" ".join(part.key for part in parts))
    *before, inner, last = parts
    area = areas_named(last.key)
    if area is not None and area.is_like_a_town:
        others = _written(before)
        yield Reading(inner.key, around=last.key, left_out=others)
        yield Reading(last.key, around=inner.key, left_out=others)
    for names, areas in _splits(parts, typing=typing):
        if len(names) == 1:
            yield from _of_words(names[0], areas)
        else:
            yield from _of_parts(names, areas)


def _written(parts: Parts) -> tuple[str, ...]:
    return tuple(part.written for part in parts)


def _splits(
    parts: Parts, *, typing: bool
) -> Iterator[tuple[Parts, tuple[NamedAreas, ...]]]:
    """Yield which parts are names, and the areas that the others are."""
    count = len(parts)
    known = [areas_named(part.key) for part in parts]
    if typing and known[-1] is None:
        known[-1] = areas_beginning(parts[-1].key)
    end = count
    while end > 1 and known[end - 1] is not None:
        end -= 1
    for last in range(end, count + 1):
        yield parts[:last], tuple(area for area in known[last:] if area)
    begin = 0
    while begin < count - 1 and known[begin] is not None:
        begin += 1
        yield parts[begin:], tuple(area for area in known[:begin] if area)


def _of_parts(parts: Parts, areas: tuple[NamedAreas, ...]) -> Iterator[Reading]:
    """Yield a part of a town, then the town without the part; the town comes last."""
    *before, inner, last = parts
    is_pair = len(parts) == _PAIR
    for town, inner_areas in _inner_areas(last.key):
        more, others = (*areas, *inner_areas), _written(before)
        yield Reading(inner.key, more, town, others, is_best=is_pair)
        yield Reading(town, more, left_out=_written(parts[:-1]))
    yield Reading(inner.key, areas, last.key, _written(before), is_best=is_pair)
    yield Reading(parts[1].key, areas, parts[0].key, _written(parts[2:]))
    for number in (*range(len(parts) - 1, 0, -1), 0):
        others = _written([*parts[:number], *parts[number + 1 :]])
        yield _without_others(parts[number].key, areas, others)


def _without_others(
    name: str, areas: tuple[NamedAreas, ...], others: tuple[str, ...]
) -> Reading:
    area = areas_named(name)
    if area is None or not area.whole:
        return Reading(name, areas, left_out=others)
    more = (*areas, area)
    return Reading(name, more, left_out=others, is_doubtful=True, is_area=True)


def _of_words(part: Part, areas: tuple[NamedAreas, ...]) -> Iterator[Reading]:
    """Yield the ways to read words that no comma divides."""
    yield Reading(part.key, areas, is_best=True)
    words = part.key.split()
    if not 1 < len(words) <= _MAX_WORDS:
        return
    for town, inner_areas in _inner_areas(part.key):
        yield Reading(town, (*areas, *inner_areas), is_best=True)
    for at in range(1, len(words)):
        yield Reading(" ".join(words[:at]), areas, " ".join(words[at:]))
    written = part.written.split()
    for size in range(len(words) - 1, 0, -1):
        for begin in (len(words) - size, 0):
            others = written[:begin] if begin else written[size:]
            yield Reading(
                " ".join(words[begin : begin + size]),
                areas,
                left_out=(" ".join(others),),
                is_doubtful=not part.has_number,
            )


def _inner_areas(name: str) -> Iterator[tuple[str, tuple[NamedAreas, ...]]]:
    """Yield a name without the areas in its last or first words, and those areas."""
    words = name.split()
    if len(words) > _MAX_WORDS:
        return
    for at in range(1, len(words)):
        if area := areas_named(" ".join(words[at:])):
            town = " ".join(words[:at])
            yield town, (area,)
            yield from ((left, (area, *more)) for left, more in _inner_areas(town))
    for at in range(len(words) - 1, 0, -1):
        first = " ".join(words[:at])
        area = areas_named(first)
        if area and (len(first) > _LETTERS or area.are_countries):
            yield " ".join(words[at:]), (area,)


def abbreviation(text: str) -> str:
    """Return an expression for a name with words cut by a point, or nothing."""
    words = text.split()
    if "," in text or len(words) > _MAX_WORDS or not _ABBREVIATED.search(text):
        return ""
    spread = re.sub(r"\.(?=\w)", ". ", text).split()
    keys = [(name_key(word), word.endswith(".")) for word in spread]
    if not keys or keys[0][1]:
        return ""
    return " ".join(rf"{re.escape(key)}\w*" if cut else key for key, cut in keys if key)
