"""The message about changes that a moderator reviews first."""

from django.utils.translation import gettext

from geoapp.stewardship.actions.contribute import ContributionOutcome
from geoapp.web.field_labels import field_label


def held_message(outcome: ContributionOutcome) -> str:
    """Return which fields await review, and whether everything else is saved."""
    names = ", ".join(field_label(field) for field in outcome.held)
    message = gettext("A moderator will review this before it appears: %(fields)s.")
    if outcome.changed:
        message = gettext(
            "A moderator will review this before it appears: %(fields)s. Everything "
            "else is saved."
        )
    return message % {"fields": names}
