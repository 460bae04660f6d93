"""Sentences about contributions."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q

if TYPE_CHECKING:
    from geoapp.accounts.models import User
    from geoapp.stewardship.models import Contribution


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """What can be asked of what people added."""

    def waiting(self) -> "ContributionQuerySet":
        """Keep what nobody has looked at, the oldest first."""
        return self.filter(decision="waiting").order_by("made_at", "pk")

    def queue(self) -> "ContributionQuerySet":
        """Keep what waits: answers to a question first (`answers`), then the oldest."""
        before = self._all().filter(
            decision="asked", decided_at__lte=OuterRef("made_at")
        )
        # A tutorial's answer comes back as the same row, once decided already.
        again = Q(tutorial__isnull=False, decided_at__isnull=False)
        answers = ExpressionWrapper(
            _matter_among(before) | again, models.BooleanField()
        )
        waiting = self.waiting().annotate(answers=answers)
        return waiting.order_by("-answers", "made_at", "pk")

    def unanswered(self) -> "ContributionQuerySet":
        """Keep what waits for its author's answer, the oldest question first."""
        return self.standing().filter(decision="asked").order_by("decided_at", "pk")

    def standing(self) -> "ContributionQuerySet":
        """Keep questions and refusals that nothing has come after, the newest first."""
        later = self._all().filter(made_at__gte=OuterRef("decided_at"))
        later = later.exclude(pk=OuterRef("pk")).exclude(decision="taken_back")
        decided = self.filter(~_matter_among(later), decision__in=("asked", "refused"))
        return decided.exclude(_over()).order_by("-decided_at", "pk")

    def settled(self) -> "ContributionQuerySet":
        """Keep what got a yes or a no, the newest first."""
        looked_at = self.exclude(decision__in=("waiting", "asked"))
        return looked_at.order_by("-decided_at", "pk")

    def questions_before(self, row: "Contribution") -> "ContributionQuerySet":
        """Keep what was asked of the same before it came like this, the newest first."""
        if row.venue_id is None:
            return self.filter(pk=row.pk, decision="waiting").exclude(reason="")
        questions = self.filter(decision="asked", decided_at__lte=row.made_at)
        same = questions.filter(venue_id=row.venue_id).exclude(pk=row.pk)
        same = (
            same.exclude(changes={}).filter(author_id=row.author_id)
            if row.is_change
            else same.filter(changes={})
        )
        return same.order_by("-decided_at", "pk")

    def _all(self) -> "ContributionQuerySet":
        return ContributionQuerySet(self.model, using=self.db)

    def made_by(self, user: "User") -> "ContributionQuerySet":
        """Keep what this person added or changed, the newest first."""
        return self.filter(author=user).order_by("-made_at", "pk")

    def of_venue(self, venue_id: UUID) -> "ContributionQuerySet":
        """Keep what was said about one venue, the newest first."""
        return self.filter(venue_id=venue_id).order_by("-made_at", "pk")

    def accepted(self) -> "ContributionQuerySet":
        """Keep what a moderator found good."""
        return self.filter(decision="accepted")


def _matter_among(rows: ContributionQuerySet) -> Q:
    """Match a row whose matter is among others': a venue, or a person's changes of it."""
    about = rows.filter(venue=OuterRef("venue"))
    changes = about.exclude(changes={}).filter(author=OuterRef("author"))
    return Q(Exists(about.filter(changes={})), changes={}) | Q(
        Exists(changes), ~Q(changes={})
    )


def _over() -> Q:
    """Match what nobody has to answer any more: the thing went another way."""
    new, state = Q(changes={}), "venue__publication"
    return (
        Q(**{state: "merged"})
        | Q(new, **{f"{state}__in": ("pending", "published")})
        | Q(~new, **{state: "withdrawn"})
        | Q(tutorial__review__in=("confirmed", "refused"))
    )
