"""Tutorials on other sites, which are linked and not hosted."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.tutorials.addresses import spellings

if TYPE_CHECKING:
    from geoapp.accounts.models import User


class Need(models.TextChoices):
    """How much a tutorial needs a type of equipment."""

    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("Optional")


class Review(models.TextChoices):
    """The review state of a tutorial; only confirmed ones are public."""

    PENDING = "pending", _("Awaiting review")
    CONFIRMED = "confirmed", _("Accepted")
    REFUSED = "refused", _("Declined")


class TutorialQuerySet(models.QuerySet["Tutorial"]):
    """Queries for tutorials."""

    def confirmed(self) -> "TutorialQuerySet":
        """Return tutorials that everyone can see; lists and the API show no others."""
        return self.filter(review="confirmed")

    def removed(self) -> "TutorialQuerySet":
        """Return tutorials that a moderator removed."""
        return self.filter(removed=True)

    def visible_to(self, user: "User | AnonymousUser") -> "TutorialQuerySet":
        """Return confirmed tutorials and the user's own; for staff, all."""
        return self if user.is_staff else self.known_to(user)

    def known_to(self, user: "User | AnonymousUser") -> "TutorialQuerySet":
        """Return confirmed tutorials and those that the user added."""
        if isinstance(user, AnonymousUser):
            return self.confirmed()
        return self.filter(models.Q(review="confirmed") | models.Q(added_by=user))

    def at_address(self, url: str) -> "TutorialQuerySet":
        """Return tutorials with this URL in any variant, confirmed ones first."""
        return self.filter(url__in=spellings(url)).order_by("review", "added_at", "pk")

    def added_by(self, user: "User") -> "TutorialQuerySet":
        """Return tutorials that the user added, newest first."""
        return self.filter(added_by=user).order_by("-added_at", "pk")

    def of_crafts(self, crafts: Collection[str]) -> "TutorialQuerySet":
        """Return tutorials of any of these crafts; all, if there are none."""
        if not crafts:
            return self
        return self.filter(crafts__craft__in=list(crafts)).distinct()

    def titled_like(self, words: Collection[str]) -> "TutorialQuerySet":
        """Return tutorials with a title word starting with each of these words."""
        if not words:
            return self
        query = " & ".join("'" + w.replace("'", "''") + "':*" for w in words)
        return self.annotate(
            _title=SearchVector("title", "site", config="simple")
        ).filter(_title=SearchQuery(query, config="simple", search_type="raw"))

    def liked_by(self, user: "User") -> "TutorialQuerySet":
        """Return the user's liked tutorials, latest like first."""
        return self.filter(likes__user=user).order_by("-likes__liked_at", "pk")

    def marking_likes_of(self, user: "User | AnonymousUser") -> "TutorialQuerySet":
        """Annotate each tutorial with whether the user likes it (`is_liked`)."""
        if isinstance(user, AnonymousUser):
            return self.annotate(is_liked=models.Value(value=False))
        # A user has at most one like per tutorial, so the join duplicates no rows.
        theirs = models.FilteredRelation("likes", condition=models.Q(likes__user=user))
        liked = models.Case(
            models.When(theirs__isnull=False, then=models.Value(value=True)),
            default=models.Value(value=False),
        )
        return self.annotate(theirs=theirs, is_liked=liked)

    def with_needs(self) -> "TutorialQuerySet":
        """Prefetch crafts and equipment."""
        return self.prefetch_related("crafts", "equipment")


class Tutorial(models.Model):
    """A guide on another site: its URL, title and requirements."""

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
    # Removed by a moderator after it was public: no import adds its URL again.
    removed = models.BooleanField(default=False, db_default=False)

    objects = TutorialQuerySet.as_manager()

    class Meta:
        verbose_name = _("tutorial")
        verbose_name_plural = _("tutorials")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review__in=Review.values),
                name="tutorial_review_known",
            ),
            # Pending tutorials are visible to their contributor only. The URL is
            # therefore unique among confirmed ones only: an earlier error would reveal
            # who else added it.
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
        """Return the URL path of the tutorial's page."""
        return f"/tutorials/{self.slug}/"


class TutorialCraft(models.Model):
    """A craft of a tutorial; `confirmed` if a person entered it."""

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
    """Equipment of a tutorial; only confirmed requirements affect rankings."""

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
    """A user's private like of a tutorial."""

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
