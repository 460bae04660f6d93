"""Whether somebody gets an email, so that no page promises one that nobody gets."""

from geoapp.accounts.models import User
from geoapp.mailing.status import refused_addresses


def gets_email(person: User | None) -> bool:
    """Return whether there is an account, with an address that takes email."""
    return person is not None and takes_email(person.email)


def takes_email(address: str) -> bool:
    """Return whether there is an address, and it does not refuse email for good."""
    return bool(address) and not refused_addresses([address]).exists()
