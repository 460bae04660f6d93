"""Messages to a moderator about what follows a decision."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from geoapp.common.text import TextTooLong
from geoapp.stewardship.actions.decide import (
    MAX_REASON_LENGTH,
    AlreadyDecided,
    OwnContribution,
    PhotosNotReady,
    ReasonMissing,
)
from geoapp.stewardship.models import Contribution, Decision
from geoapp.tutorials.actions import AlreadyThere
from geoapp.venues.actions.change_publication import MergedVenue, Unplaced
from geoapp.venues.actions.change_venue import EditConflict
from geoapp.venues.compute import UnknownField
from geoapp.venues.record_json import UnreadableRecord
from geoapp.venues.validation import InvalidVenue
from geoapp.web.manage.emailed import gets_email
from geoapp.web.manage.refusal_messages import too_long


def decision_message(row: Contribution) -> str:
    """Return in a sentence or two what happens after a decision."""
    if row.decision == Decision.TAKEN_BACK:
        return gettext("This no longer needs a review, so nothing has changed.")
    if row.author is None:
        return gettext(
            "Decision saved. The contributor's account has been deleted, "
            "so we sent no email."
        )
    if not gets_email(row.author):
        return gettext(
            "Decision saved. The contributor's address does not take email, so we "
            "sent none."
        )
    return _NEXT[Decision(row.decision)](row)


def _accepted(row: Contribution) -> str:
    if row.is_change:
        return gettext(
            "Change accepted and published. We are emailing the contributor."
        )
    return gettext("Accepted and published. We are emailing the contributor.")


_NEXT: Mapping[Decision, Callable[[Contribution], str]] = {
    Decision.ACCEPTED: _accepted,
    Decision.ASKED: lambda _row: (
        gettext(
            "We are emailing the question. You will find this under “%(heading)s” until "
            "the contributor replies."
        )
        % {"heading": gettext("Awaiting an answer")}
    ),
    Decision.REFUSED: lambda _row: gettext(
        "Declined. We are emailing your reason to the contributor, who can make "
        "changes and submit again."
    ),
}


def decision_problem(error: Exception) -> str:
    """Return why a submission could not be decided, and what to do."""
    return DECISION_PROBLEMS[type(error)]()


DECISION_PROBLEMS: dict[type[Exception], Callable[[], str]] = {
    AlreadyDecided: lambda: gettext("This has already been decided."),
    Contribution.DoesNotExist: lambda: gettext(
        "This no longer needs a review, so nothing has changed."
    ),
    UnknownField: lambda: gettext(
        "This is not valid. Ask the contributor to check it."
    ),
    PhotosNotReady: lambda: gettext(
        "The photos are still being prepared. Try again in a minute."
    ),
    AlreadyThere: lambda: gettext(
        "A tutorial with this link has already been accepted. Decline this one."
    ),
    InvalidVenue: lambda: gettext(
        "This is not valid. Ask the contributor to check it."
    ),
    MergedVenue: lambda: gettext("This place has been merged into another place."),
    UnreadableRecord: lambda: gettext(
        "This is not valid. Ask the contributor to check it."
    ),
    EditConflict: lambda: gettext(
        "Someone else has changed the same details. Ask the contributor to check "
        "them again."
    ),
    OwnContribution: lambda: gettext(
        "You cannot review your own submission. Another moderator has to do it."
    ),
    ReasonMissing: lambda: gettext("Give a reason. The contributor will read it."),
    TextTooLong: lambda: too_long(MAX_REASON_LENGTH),
    Unplaced: lambda: gettext(
        "This place has no location. Ask the contributor to add one."
    ),
}
