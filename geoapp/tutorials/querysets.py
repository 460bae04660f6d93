"""Sentences about tutorials."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models

from geoapp.tutorials.addresses import spellings

if TYPE_CHECKING:
    from geoapp.accounts.models import User
    from geoapp.tutorials.models import Tutorial  # noqa: F401


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
