"""Whether somebody gets an email, so that no page promises one that nobody gets."""

from enum import Enum, auto

from geoapp.accounts.models import User
from geoapp.mailing.status import refused_addresses
from geoapp.stewardship.models import Report


class Reply(Enum):
    """Whether a report's author gets the answer by email, and else why not."""

    EMAILED = auto()
    NO_ADDRESS = auto()
    UNCONFIRMED = auto()
    REJECTED = auto()


def gets_email(person: User | None) -> bool:
    """Return whether there is an account, with an address that takes email."""
    return person is not None and takes_email(person.email)


def takes_email(address: str) -> bool:
    """Return whether there is an address, and it does not refuse email for good."""
    return bool(address) and not refused_addresses([address]).exists()


def reply_to(row: Report) -> Reply:
    """Return whether the author of a report gets its answer by email."""
    if takes_email(row.reply_address):
        return Reply.EMAILED
    if row.reply_address:
        return Reply.REJECTED
    return Reply.UNCONFIRMED if row.email else Reply.NO_ADDRESS
