"""Checks for implausible positions. They warn and never block."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from geoapp.geo.values import InvalidGeometry, Position
from geoapp.geocoding.countries import country_at

# Degrees around 0, 0, where unset pins end up.
_NULL_ISLAND = 1.0


class PositionWarning(TextChoices):
    """Reasons to doubt a position."""

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


def position_warnings(
    position: Position, *, country: str
) -> tuple[PositionWarning, ...]:
    """Return the warning for this position, if any.

    `country` is that of the address, ISO 3166-1 alpha-2, or empty.
    """
    if abs(position.lon) < _NULL_ISLAND and abs(position.lat) < _NULL_ISLAND:
        return (PositionWarning.NULL_ISLAND,)
    actual_country = country_at(position)
    fits = actual_country is not None and (
        not country or actual_country in {"", country}
    )
    if fits:
        return ()
    if _swapped_country(position) in ({country} if country else set()):
        return (PositionWarning.SWAPPED,)
    return (
        PositionWarning.AT_SEA
        if actual_country is None
        else PositionWarning.OTHER_COUNTRY,
    )


def _swapped_country(position: Position) -> str | None:
    """Return the country of the position with latitude and longitude swapped."""
    try:
        return country_at(Position(lon=position.lat, lat=position.lon))
    except InvalidGeometry:
        return None
