"""Places of the offline gazetteer by name, misspelt or in another script."""

from dataclasses import dataclass

from geoapp.geo.values import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place whose name is like a text."""

    name: str
    label: str  # with region and country, telling it from its namesakes
    position: Position
    country: str  # ISO 3166-1 alpha-2
    quality: float  # 1: one of its names, accents and case apart; less: similar
    exact: bool
    population: int  # 0: unknown
    time_zone: str


def candidates(text: str, *, limit: int) -> tuple[Candidate, ...]:
    """Return at most `limit` places whose names are like the text, likest first."""
    return ()
