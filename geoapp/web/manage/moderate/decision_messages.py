"""Messages to a moderator about what follows a decision."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from geoapp.stewardship.models import Contribution, Decision


def decision_message(row: Contribution) -> str:
    """Return in a sentence or two what happens after a decision."""
    if row.decision == Decision.TAKEN_BACK:
        return gettext("This no longer needs a review, so nothing has changed.")
    if row.author is None:
        return gettext(
            "Decision saved. The contributor's account has been deleted, "
            "so we sent no email."
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
            "We are emailing the question. You will find this under “%(heading)s” until the "
            "contributor replies."
        )
        % {"heading": gettext("Awaiting an answer")}
    ),
    Decision.REFUSED: lambda _row: gettext(
        "Declined. We are emailing your reason to the contributor, who can make "
        "changes and submit again."
    ),
}
