"""What tests of taking back share: one take-back by a moderator."""

from datetime import timedelta
from typing import Any

from geoapp.accounts.models import User
from geoapp.stewardship.actions.take_back import take_back
from geoapp.stewardship.models import TakeBack
from tests.world import AT

LATER, AFTERWARDS = AT + timedelta(hours=1), AT + timedelta(hours=2)


def taken_back(*accounts: User, by: User, **more: Any) -> TakeBack:
    """Take back what accounts did, for advertising; they stay open."""
    more = {
        "reason": "Advertising.",
        "closes": False,
        "at": LATER,
        **more,
    }
    return take_back(account_ids=[a.pk for a in accounts], by=by, **more)
