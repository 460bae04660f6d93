"""What a person can decide about themselves."""

from geoapp.accounts.models import User
from geoapp.geo.points import to_point
from geoapp.geo.values import Position

# About one kilometre: enough to find places, too coarse to find a door.
HOME_DIGITS = 2


def choose_home_point(*, user: User, position: Position) -> None:
    """Keep a home point, rounded to 0.01 degrees."""
    user.home_point = to_point(position.rounded(HOME_DIGITS))
    user.save(update_fields=["home_point"])


def forget_home_point(*, user: User) -> None:
    """Delete the home point."""
    user.home_point = None
    user.save(update_fields=["home_point"])
