"""What people added or changed, and what moderators said about it."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.stewardship.querysets import ContributionQuerySet


class Decision(models.TextChoices):
    """Where a contribution stands."""

    WAITING = "waiting", _("Awaiting review")
    ACCEPTED = "accepted", _("Accepted")
    ASKED = "asked", _("Question open")
    REFUSED = "refused", _("Declined")
    TAKEN_BACK = "taken_back", _("Withdrawn")


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
