"""Actions on the user's own account."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session

from geoapp.accounts.models import CacheEntry, User
from geoapp.accounts.quotas import delete_old_quotas
from geoapp.common.errors import DomainError
from geoapp.geo.points import to_point
from geoapp.geo.values import Position

# About one kilometre: enough to find places nearby, too coarse to find a home.
HOME_DIGITS = 2


class UnknownLanguage(DomainError):
    """The site does not speak this language."""


def choose_language(*, user: User, language: str) -> None:
    """Save the language of emails to the user, a code such as "de" or "en-us".

    Raises UnknownLanguage.
    """
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage("Choose one of the languages of the site.")
    user.language = language
    user.save(update_fields=["language"])


def choose_home_point(*, user: User, position: Position) -> None:
    """Save the home location, rounded to 0.01 degrees."""
    user.home_point = to_point(position.rounded(HOME_DIGITS))
    user.save(update_fields=["home_point"])


def delete_home_point(*, user: User) -> None:
    """Delete the home location."""
    user.home_point = None
    user.save(update_fields=["home_point"])


def delete_expired(*, at: datetime) -> None:
    """Delete expired sessions, cache entries and quotas. `at` is aware.

    Nothing else removes all of them.
    """
    Session.objects.filter(expire_date__lt=at).delete()
    CacheEntry.objects.filter(expires__lt=at).delete()
    delete_old_quotas(at=at)
