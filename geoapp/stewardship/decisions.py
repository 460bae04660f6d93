"""What moderators decide, what follows from it, and on what ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """The state of a submission or report."""

    WAITING = "waiting", _("Awaiting review")
    ACCEPTED = "accepted", _("Accepted")
    ASKED = "asked", _("Question open")
    REFUSED = "refused", _("Declined")
    TAKEN_BACK = "taken_back", _("Withdrawn")


class DecidedAs(models.TextChoices):
    """In which role a person decided on a report; they may have lost it since."""

    MODERATOR = "moderator", _("Moderator")
    MANAGER = "manager", _("Manager")


class Outcome(models.TextChoices):
    """What a decision on a report does to the thing that was reported."""

    UNCHANGED = "unchanged", _("Left as it is")
    CORRECTED = "corrected", _("Corrected")
    CLOSED = "closed", _("Marked as closed")
    AREA_ONLY = "area_only", _("Only the area is shown")
    REMOVED = "removed", _("Removed from public view")
    ERASED = "erased", _("Erased for good")


# Outcomes that take something from its author, who gets a statement of reasons
# (Regulation (EU) 2022/2065, article 17).
RESTRICTIONS = frozenset({Outcome.AREA_ONLY, Outcome.REMOVED, Outcome.ERASED})


class Ground(models.TextChoices):
    """The rule or law on which something is restricted."""

    EXISTS = "exists", _("Guidelines: only places that exist and facts you know")
    PRIVACY = "privacy", _("Guidelines: homes and other people's privacy")
    CONDUCT = "conduct", _("Guidelines: no advertising, no abuse, no copied text")
    PHOTOS = "photos", _("Guidelines: only photos that you may share")
    LAW = "law", _("A law")
