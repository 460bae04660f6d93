"""What somebody is told who opens a place that they no longer manage."""

from django.utils.translation import gettext

from geoapp.accounts.models import User
from geoapp.stewardship.models import Outcome, Report
from geoapp.venues.models import ManagerChange, ManagerEvent, Venue


def explanation_for(user: User, *, venue: Venue) -> str:
    """Return why the user does not manage the venue any more; "" if they never did.

    It tells only what an email has told them.
    """
    erased = Report.objects.filter(
        kind="venue", item_id=venue.pk, concerned=user, outcome=Outcome.ERASED
    )
    if erased.exists():
        return gettext("A moderator has erased this place. We emailed you the reasons.")
    changes = ManagerChange.objects.filter(venue=venue, user=user).order_by("-at")
    change = changes.first()
    event = change.event if change is not None else ""
    if event == ManagerEvent.REMOVED:
        return gettext(
            "You are no longer a manager of this place. The email about it says who "
            "removed you."
        )
    if event == ManagerEvent.LEFT:
        return gettext("You have stopped managing this place.")
    return ""


def not_managed_text() -> str:
    """Return what is said of a place that was deleted, and of one of other people.

    Both alike: whether a draft exists is no stranger's business.
    """
    return gettext(
        "It was a draft and has already been deleted, or you do not manage this place."
    )
