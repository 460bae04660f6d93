"""The current version of the community guidelines; their text is a template."""

from datetime import datetime

from geoapp.accounts.models import User

# Date of the last change that users have to accept again.
VERSION = "2026-11-30"


def has_accepted(user: User) -> bool:
    """Return whether the user has accepted the current version."""
    return user.guidelines_version == VERSION


def accept_guidelines(*, user: User, at: datetime) -> None:
    """Record that the user accepted the current version at `at` (aware)."""
    user.guidelines_version, user.guidelines_accepted_at = VERSION, at
    user.save(update_fields=["guidelines_version", "guidelines_accepted_at"])
