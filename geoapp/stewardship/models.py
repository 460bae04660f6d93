"""What people added or changed, and what moderators said about it."""

import hashlib
import uuid
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from geoapp.accounts.models import User


class Decision(models.TextChoices):
    """Where a contribution stands."""

    WAITING = "waiting", _("Awaiting review")
    ACCEPTED = "accepted", _("Accepted")
    ASKED = "asked", _("Question open")
    REFUSED = "refused", _("Declined")
    TAKEN_BACK = "taken_back", _("Withdrawn")


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


class Contribution(models.Model):
    """A new venue, a new tutorial, or held changes of a published venue.

    `changes` and `base` are values by field in JSON form, as in
    geoapp.venues.actions.change_venue; both are empty for something new.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="contributions",
    )
    venue = models.ForeignKey(
        "venues.Venue", null=True, on_delete=models.CASCADE, related_name="+"
    )
    tutorial = models.ForeignKey(
        "tutorials.Tutorial", null=True, on_delete=models.CASCADE, related_name="+"
    )
    changes = models.JSONField(default=dict)
    base = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.WAITING
    )
    reason = models.CharField(max_length=1000, blank=True)
    # What the author says to the question that was asked before it came like this.
    answer = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values),
                name="contribution_decision_known",
            ),
            models.CheckConstraint(
                condition=models.Q(venue__isnull=True)
                ^ models.Q(tutorial__isnull=True),
                name="contribution_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["tutorial"],
                condition=models.Q(tutorial__isnull=False),
                name="contribution_once_per_tutorial",
            ),
            models.UniqueConstraint(
                fields=["venue"],
                condition=models.Q(changes={}, decision="waiting"),
                name="contribution_new_venue_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"],
                condition=models.Q(decision="waiting"),
                name="contribution_queue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.decision}"

    @property
    def title(self) -> str:
        """Return the name of what it is about."""
        if self.venue is not None:
            return self.venue.name
        return self.tutorial.title if self.tutorial is not None else ""

    @property
    def is_change(self) -> bool:
        """Whether it changes what is there already."""
        return bool(self.changes)


class Topic(models.TextChoices):
    """What a report is about."""

    CLAIM = "claim", _("I run this place")
    MISTAKE = "mistake", _("Suggest a correction")


class Report(models.Model):
    """What somebody writes to the moderators about a venue that is shown.

    Taken means that a claim's author keeps the venue, or that a mistake was put
    right; refused says why not. Nothing of it is ever public.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports"
    )
    venue = models.ForeignKey(
        "venues.Venue", on_delete=models.CASCADE, related_name="+"
    )
    topic = models.CharField(max_length=10, choices=Topic.choices)
    words = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.WAITING
    )
    reason = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__in=Topic.values), name="report_topic_known"
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values),
                name="report_decision_known",
            ),
            models.UniqueConstraint(
                fields=["author", "venue", "topic"],
                condition=models.Q(decision="waiting"),
                name="report_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"],
                condition=models.Q(decision="waiting"),
                name="report_queue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.topic}, {self.decision}"

    @property
    def state(self) -> str:
        """Return what stands for its words, so that newer ones are noticed."""
        return hashlib.sha256(self.words.encode()).hexdigest()
