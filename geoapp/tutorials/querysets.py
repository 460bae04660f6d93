"""Sentences about tutorials."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models

if TYPE_CHECKING:
    from geoapp.accounts.models import User
    from geoapp.tutorials.models import Tutorial  # noqa: F401


class TutorialQuerySet(models.QuerySet["Tutorial"]):
    """What can be asked of the tutorials."""

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

    def with_needs(self) -> "TutorialQuerySet":
        """Fetch the crafts and the equipment along."""
        return self.prefetch_related("crafts", "equipment")
