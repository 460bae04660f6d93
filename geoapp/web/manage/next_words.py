"""What happens next with what a moderator has decided."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from geoapp.stewardship.models import Contribution, Decision


def next_words(row: Contribution) -> str:
    """Return in a sentence or two what becomes of a decided contribution."""
    if row.decision == Decision.TAKEN_BACK:
        return gettext(
            "It went another way meanwhile: nothing is shown, and it waits no longer."
        )
    if row.author is None:
        return gettext("Decided. Its author's account is gone: nobody gets a letter.")
    return _NEXT[Decision(row.decision)](row)


def _accepted(row: Contribution) -> str:
    if row.is_change:
        return gettext("Accepted: everybody sees the change now. A letter says so.")
    return gettext("Accepted: everybody sees it now. A letter says so.")


_NEXT: Mapping[Decision, Callable[[Contribution], str]] = {
    Decision.ACCEPTED: _accepted,
    Decision.ASKED: lambda _row: gettext(
        "Asked: the person gets your question as a letter. Until they answer, this "
        "stands under “Waiting for an answer”; then it comes back on top."
    ),
    Decision.REFUSED: lambda _row: gettext(
        "Refused: the person gets your reason as a letter, and may change it and "
        "hand it in again."
    ),
}
