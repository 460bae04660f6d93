"""What makes a pin look wrong: asked back, never refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from geoapp.geo.values import InvalidGeometry, Position
from geoapp.geocoding.countries import country_at

# Degrees around 0, 0, where pins land that nobody set.
_NULL_ISLAND = 1.0


class PlaceDoubt(TextChoices):
    """Why a position is asked about."""

    NULL_ISLAND = (
        "null_island",
        _(
            "The pin is at 0, 0, in the sea off West Africa. It has probably not been "
            "set."
        ),
    )
    SWAPPED = (
        "swapped",
        _(
            "Latitude and longitude may be swapped. The other way round, they match "
            "the country."
        ),
    )
    AT_SEA = ("at_sea", _("The pin is in the sea."))
    OTHER_COUNTRY = (
        "other_country",
        _("The pin is in a different country from the address."),
    )


def doubts_about(position: Position, *, country: str) -> tuple[PlaceDoubt, ...]:
    """Return what looks wrong, at most one thing.

    `country` is the address's, ISO 3166-1 alpha-2, or empty.
    """
    if abs(position.lon) < _NULL_ISLAND and abs(position.lat) < _NULL_ISLAND:
        return (PlaceDoubt.NULL_ISLAND,)
    actual_country = country_at(position)
    fits = actual_country is not None and (
        not country or actual_country in {"", country}
    )
    if fits:
        return ()
    if _turned(position) in ({country} if country else set()):
        return (PlaceDoubt.SWAPPED,)
    return (PlaceDoubt.AT_SEA if actual_country is None else PlaceDoubt.OTHER_COUNTRY,)


def _turned(position: Position) -> str | None:
    """Return the country where the two numbers would lead the other way round."""
    try:
        return country_at(Position(lon=position.lat, lat=position.lon))
    except InvalidGeometry:
        return None
