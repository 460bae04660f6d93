"""Forget what anonymous reporters wrote, once nobody can appeal any more."""

from datetime import datetime, timedelta

from django.db.models import Q

from geoapp.stewardship.actions.appeal import APPEAL_WITHIN
from geoapp.stewardship.models import Report

_CONFIRM_WITHIN = timedelta(days=7)


def forget_reporters(*, at: datetime) -> None:
    """Delete addresses and text that are not needed any more. `at` is aware.

    Unconfirmed addresses go after a week; confirmed ones and the text of reports
    without an account when the time to appeal is over. Decision and reason stay.
    """
    anonymous = Report.objects.filter(author=None)
    unconfirmed = anonymous.filter(
        email_confirmed_at=None, made_at__lt=at - _CONFIRM_WITHIN
    )
    unconfirmed.exclude(email="").update(email="")
    over = anonymous.filter(decided_at__lt=at - APPEAL_WITHIN)
    remembered = ~Q(email="") | ~Q(words="") | ~Q(appeal="")
    over.filter(remembered).update(email="", words="", appeal="")
