"""An appeal from either side, with its messages."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext

from geoapp.common.errors import DomainError
from geoapp.common.text import TextTooLong
from geoapp.stewardship.actions.appeal import (
    MAX_APPEAL_LENGTH,
    AppealMissing,
    CannotAppeal,
    appeal,
)
from geoapp.stewardship.models import Report
from geoapp.stewardship.report_models import Side


def appeal_problem(row: Report, *, side: Side, words: str) -> str:
    """Send the appeal; return what is wrong with it, "" if it was sent."""
    try:
        appeal(report_id=row.pk, side=side, words=words, at=timezone.now())
    except (AppealMissing, TextTooLong, CannotAppeal) as error:
        return _PROBLEMS[type(error)]()
    return ""


_PROBLEMS: dict[type[DomainError], Callable[[], str]] = {
    AppealMissing: lambda: gettext("Say why the decision should be different."),
    TextTooLong: lambda: (
        gettext("This is too long. Shorten it to %(most)d characters.")
        % {"most": MAX_APPEAL_LENGTH}
    ),
    CannotAppeal: lambda: gettext(
        "You can no longer appeal against this decision. Reload the page."
    ),
}
