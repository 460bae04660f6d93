"""Things one can make, found elsewhere on the web. We link, we do not host."""

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
    """How much a tutorial needs a machine."""

    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("Optional")


class Review(models.TextChoices):
    """What staff have said about a tutorial; only confirmed ones are public."""

    PENDING = "pending", _("Awaiting review")
    CONFIRMED = "confirmed", _("Accepted")
    REFUSED = "refused", _("Declined")


class TutorialQuerySet(models.QuerySet["Tutorial"]):
    """What can be asked of the tutorials."""

    def confirmed(self) -> "TutorialQuerySet":
        """Keep what everybody may see; lists and the API show nothing else."""
        return self.filter(review="confirmed")

    def visible_to(self, user: "User | AnonymousUser") -> "TutorialQuerySet":
        """Keep what this person may open: theirs too; staff may open all."""
        return self if user.is_staff else self.known_to(user)

    def known_to(self, user: "User | AnonymousUser") -> "TutorialQuerySet":
        """Keep what everybody may see, and what this person added."""
        if isinstance(user, AnonymousUser):
            return self.confirmed()
        return self.filter(models.Q(review="confirmed") | models.Q(added_by=user))

    def at_address(self, url: str) -> "TutorialQuerySet":
        """Keep those of this address in any of its spellings, confirmed ones first."""
        return self.filter(url__in=spellings(url)).order_by("review", "added_at", "pk")

    def added_by(self, user: "User") -> "TutorialQuerySet":
        """Keep what this person added, the newest first."""
        return self.filter(added_by=user).order_by("-added_at", "pk")

    def of_crafts(self, crafts: Collection[str]) -> "TutorialQuerySet":
        """Keep the tutorials of one of these crafts; none keep all."""
        if not crafts:
            return self
        return self.filter(crafts__craft__in=list(crafts)).distinct()

    def titled_like(self, words: Collection[str]) -> "TutorialQuerySet":
        """Keep the tutorials whose title has words beginning with all of these."""
        if not words:
            return self
        query = " & ".join("'" + w.replace("'", "''") + "':*" for w in words)
        return self.annotate(
            _title=SearchVector("title", "site", config="simple")
        ).filter(_title=SearchQuery(query, config="simple", search_type="raw"))

    def liked_by(self, user: "User") -> "TutorialQuerySet":
        """Keep what this person likes, the newest like first."""
        return self.filter(likes__user=user).order_by("-likes__liked_at", "pk")

    def marking_likes_of(self, user: "User | AnonymousUser") -> "TutorialQuerySet":
        """Tell each tutorial whether this person likes it (`is_liked`)."""
        if isinstance(user, AnonymousUser):
            return self.annotate(is_liked=models.Value(value=False))
        # At most one like of a person on a tutorial, so that no row is doubled.
        theirs = models.FilteredRelation("likes", condition=models.Q(likes__user=user))
        liked = models.Case(
            models.When(theirs__isnull=False, then=models.Value(value=True)),
            default=models.Value(value=False),
        )
        return self.annotate(theirs=theirs, is_liked=liked)

    def with_needs(self) -> "TutorialQuerySet":
        """Fetch the crafts and the equipment along."""
        return self.prefetch_related("crafts", "equipment")


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
            # Once for everybody only where it is confirmed: a refusal before that
            # would tell who else added it.
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
