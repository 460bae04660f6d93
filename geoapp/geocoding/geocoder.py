"""What finds places by name: one shape for the gazetteer and for services to come."""

from dataclasses import dataclass
from typing import Protocol

from geoapp.geo.values import Position

# What has no figure is a part of a city more often than a hamlet.
UNKNOWN_WEIGHT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place whose name is like a text.

    `quality` says how: 1 its main name (or another one of a place that outshines
    all namesakes), 0.9 another of its names, 0.7 and 0.6 the same that begin so,
    0.5 and 0.4 misspelt.
    """

    name: str
    label: str  # with region and country, telling it from its namesakes
    position: Position
    country: str  # ISO 3166-1 alpha-2
    quality: float
    population: int  # 0: unknown
    time_zone: str  # IANA; empty: unknown

    @property
    def exact(self) -> bool:
        """Whether the text is one of its names, accents and case apart."""
        return self.quality >= 0.9

    @property
    def foremost(self) -> bool:
        """Whether the text is its main name, or it outshines all others of it."""
        return self.quality >= 1

    @property
    def weight(self) -> int:
        """Return the population to rank by; unknown never sinks a place."""
        return self.population or UNKNOWN_WEIGHT


class Geocoder(Protocol):
    """Names to places. geoapp.geocoding.gazetteer.candidates is the offline one."""

    def __call__(self, text: str, *, limit: int) -> tuple[PlaceCandidate, ...]:
        """Return at most `limit` places that the text may name, likest first.

        Nothing found is an empty tuple, never an error.
        """
