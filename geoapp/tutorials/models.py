"""Things one can make, found elsewhere on the web. We link, we do not host."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.tutorials.querysets import TutorialQuerySet


class Need(models.TextChoices):
    """How much a tutorial needs a machine."""

    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("Optional")


class Review(models.TextChoices):
    """What staff have said about a tutorial; only confirmed ones are public."""

    PENDING = "pending", _("Awaiting review")
    CONFIRMED = "confirmed", _("Accepted")
    REFUSED = "refused", _("Declined")


class Tutorial(models.Model):
    """A guide on another site: its address, its title, what it takes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=800)
    site = models.CharField(max_length=120)
    language = models.CharField(max_length=35, default="en")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tutorials",
    )
    review = models.CharField(
        max_length=9, choices=Review.choices, default=Review.CONFIRMED
    )

    objects = TutorialQuerySet.as_manager()

    class Meta:
        verbose_name = _("tutorial")
        verbose_name_plural = _("tutorials")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review__in=Review.values),
                name="tutorial_review_known",
            ),
            # What waits is seen by its adder alone, so that nobody learns from a
            # refusal who else has added an address.
            models.UniqueConstraint(
                fields=["url"],
                condition=models.Q(review="confirmed"),
                name="tutorial_url_once",
            ),
            models.UniqueConstraint(
                fields=["added_by", "url"],
                condition=~models.Q(review="confirmed"),
                name="tutorial_url_once_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.slug})"

    def get_absolute_url(self) -> str:
        """Return the tutorial's page."""
        return f"/tutorials/{self.slug}/"


class TutorialCraft(models.Model):
    """A craft of a tutorial; `confirmed` where a person has said so."""

    tutorial = models.ForeignKey(
        Tutorial, on_delete=models.CASCADE, related_name="crafts"
    )
    craft = models.ForeignKey(
        "crafts.Craft", on_delete=models.PROTECT, related_name="+"
    )
    confirmed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tutorial craft")
        verbose_name_plural = _("tutorial crafts")
        constraints = [
            models.UniqueConstraint(
                fields=["tutorial", "craft"], name="tutorial_craft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tutorial_id}: {self.craft_id}"


class TutorialEquipment(models.Model):
    """A machine that a tutorial needs; only confirmed requirements ever rank."""

    tutorial = models.ForeignKey(
        Tutorial, on_delete=models.CASCADE, related_name="equipment"
    )
    equipment = models.ForeignKey(
        "crafts.Equipment", on_delete=models.PROTECT, related_name="+"
    )
    need = models.CharField(max_length=8, choices=Need.choices)
    confirmed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tutorial equipment")
        verbose_name_plural = _("tutorial equipment")
        constraints = [
            models.UniqueConstraint(
                fields=["tutorial", "equipment"], name="tutorial_equipment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(need__in=Need.values), name="tutorial_need_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tutorial_id}: {self.need} {self.equipment_id}"


class Like(models.Model):
    """A person's private mark on a tutorial."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes"
    )
    tutorial = models.ForeignKey(
        Tutorial, on_delete=models.CASCADE, related_name="likes"
    )
    liked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [
            models.UniqueConstraint(fields=["user", "tutorial"], name="like_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.tutorial_id}"
