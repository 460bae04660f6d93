"""Submissions, with the decisions of moderators; the models of reports and take-backs."""

import uuid
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from geoapp.stewardship.decisions import DecidedAs, Decision, Ground, Outcome
from geoapp.stewardship.notice_models import Frequency, QueueNotice
from geoapp.stewardship.report_models import (
    Report,
    ReportTopic,
    SupersededDecision,
)
from geoapp.stewardship.take_back_models import (
    TakeBack,
    TakeBackAccount,
    TakeBackStep,
)

__all__ = [
    "Contribution",
    "ContributionQuerySet",
    "DecidedAs",
    "Decision",
    "Frequency",
    "Ground",
    "Outcome",
    "QueueNotice",
    "Report",
    "ReportTopic",
    "SupersededDecision",
    "TakeBack",
    "TakeBackAccount",
    "TakeBackStep",
]

if TYPE_CHECKING:
    from geoapp.accounts.models import User


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Queries for submissions."""

    def pending(self) -> "ContributionQuerySet":
        """Return pending submissions, oldest first."""
        return self.filter(decision="waiting").order_by("made_at", "pk")

    def queue(self) -> "ContributionQuerySet":
        """Return pending submissions, replies (`answers`) first, then by age."""
        before = self._all().filter(
            decision="asked", decided_at__lte=OuterRef("made_at")
        )
        # The reply about a tutorial reuses its row, which then has a decision date.
        again = Q(tutorial__isnull=False, decided_at__isnull=False)
        answers = ExpressionWrapper(
            _same_subject_in(before) | again, models.BooleanField()
        )
        waiting = self.pending().annotate(answers=answers)
        return waiting.order_by("-answers", "made_at", "pk")

    def awaiting_answer(self) -> "ContributionQuerySet":
        """Return submissions that await their author's reply, oldest question first."""
        return (
            self.open_decisions().filter(decision="asked").order_by("decided_at", "pk")
        )

    def open_decisions(self) -> "ContributionQuerySet":
        """Return questions and declines without a later submission, newest first."""
        later = self._all().filter(made_at__gte=OuterRef("decided_at"))
        later = later.exclude(pk=OuterRef("pk")).exclude(decision="taken_back")
        decided = self.filter(
            ~_same_subject_in(later), decision__in=("asked", "refused")
        )
        return decided.exclude(_moved_on()).order_by("-decided_at", "pk")

    def decided(self) -> "ContributionQuerySet":
        """Return accepted, declined and withdrawn submissions, newest first."""
        looked_at = self.exclude(decision__in=("waiting", "asked"))
        return looked_at.order_by("-decided_at", "pk")

    def questions_before(self, row: "Contribution") -> "ContributionQuerySet":
        """Return earlier questions about the same submission, newest first."""
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

    def by_author(self, user: "User") -> "ContributionQuerySet":
        """Return the user's submissions, newest first."""
        return self.filter(author=user).order_by("-made_at", "pk")

    def of_venue(self, venue_id: UUID) -> "ContributionQuerySet":
        """Return the submissions about a venue, newest first."""
        return self.filter(venue_id=venue_id).order_by("-made_at", "pk")

    def accepted(self) -> "ContributionQuerySet":
        """Return accepted submissions."""
        return self.filter(decision="accepted")


def _same_subject_in(rows: ContributionQuerySet) -> Q:
    """Match rows about the same venue as one of `rows`, or its author's changes."""
    about = rows.filter(venue=OuterRef("venue"))
    changes = about.exclude(changes={}).filter(author=OuterRef("author"))
    return Q(Exists(about.filter(changes={})), changes={}) | Q(
        Exists(changes), ~Q(changes={})
    )


def _moved_on() -> Q:
    """Match rows that need no reply because the venue or tutorial has moved on."""
    new, state = Q(changes={}), "venue__publication"
    return (
        Q(**{state: "merged"})
        | Q(new, **{f"{state}__in": ("pending", "published")})
        | Q(~new, **{state: "withdrawn"})
        | Q(tutorial__review__in=("confirmed", "refused"))
    )


class Contribution(models.Model):
    """A new venue, a new tutorial, or held changes of a published venue.

    `changes` and `base` map fields to values in JSON form, as in
    geoapp.venues.actions.change_venue. Both are empty for a new venue or tutorial.
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
    # The author's reply to the question that preceded this submission.
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
        """Return the name of the venue or the title of the tutorial."""
        if self.venue is not None:
            return self.venue.name
        return self.tutorial.title if self.tutorial is not None else ""

    @property
    def is_change(self) -> bool:
        """Return whether this changes a published venue."""
        return bool(self.changes)
