"""What a name of a place may stand for."""

from dataclasses import dataclass

from geoapp.geo.values import Position

# Places without a population are mostly city districts, rarely hamlets.
UNKNOWN_WEIGHT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place with a name similar to a text.

    `quality`: 1 is its main name (or any name of a place that dwarfs its namesakes),
    0.9 another name, 0.7 and 0.6 a prefix of these, 0.5 and 0.4 a typo.
    """

    name: str
    label: str  # with region and country, to distinguish namesakes
    position: Position
    country: str  # ISO 3166-1 alpha-2
    quality: float
    population: int  # 0: unknown
    time_zone: str  # IANA; empty: unknown
    region: str = ""  # English name
    region_code: str = ""  # GeoNames, "DE.02"; empty: unknown

    @property
    def exact(self) -> bool:
        """Return whether the text is one of its names, ignoring accents and case."""
        return self.quality >= 0.9

    @property
    def foremost(self) -> bool:
        """Return whether the text is its main name, or it dwarfs all namesakes."""
        return self.quality >= 1

    @property
    def weight(self) -> int:
        """Return the population for ranking; an unknown one is not zero."""
        return self.population or UNKNOWN_WEIGHT
