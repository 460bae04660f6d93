"""Sentences about contributions."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from geoapp.accounts.models import User
    from geoapp.stewardship.models import Contribution  # noqa: F401


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """What can be asked of what people added."""

    def waiting(self) -> "ContributionQuerySet":
        """Keep what nobody has looked at, the oldest first."""
        return self.filter(decision="waiting").order_by("made_at", "pk")

    def decided(self) -> "ContributionQuerySet":
        """Keep what somebody has looked at, the newest first."""
        return self.exclude(decision="waiting").order_by("-decided_at", "pk")

    def made_by(self, user: "User") -> "ContributionQuerySet":
        """Keep what this person added or changed, the newest first."""
        return self.filter(author=user).order_by("-made_at", "pk")

    def of_venue(self, venue_id: UUID) -> "ContributionQuerySet":
        """Keep what was said about one venue, the newest first."""
        return self.filter(venue_id=venue_id).order_by("-made_at", "pk")

    def accepted(self) -> "ContributionQuerySet":
        """Keep what a moderator found good."""
        return self.filter(decision="accepted")
