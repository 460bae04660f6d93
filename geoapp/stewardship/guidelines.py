"""Which version of the community guidelines holds; the words are a template."""

from datetime import datetime

from geoapp.accounts.models import User

# The day of the last change that people have to be asked about again.
VERSION = "2026-11-25"


def has_accepted(user: User) -> bool:
    """Whether the person said yes to the present version."""
    return user.guidelines_version == VERSION


def accept_guidelines(*, user: User, at: datetime) -> None:
    """Keep that the person said yes to the present version; `at` is aware."""
    user.guidelines_version, user.guidelines_accepted_at = VERSION, at
    user.save(update_fields=["guidelines_version", "guidelines_accepted_at"])
