"""The organizers' side of the vocabulary; the public side is publishing's."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from geoapp.venues.models import Venue  # noqa: F401


class VenueQuerySet(models.QuerySet["Venue"]):
    """Sentences about venues as their keepers see them."""

    def published(self) -> "VenueQuerySet":
        """Keep the venues that people decided to show."""
        return self.filter(publication="published")

    def with_details(self) -> "VenueQuerySet":
        """Fetch everything that a published page is made of, in few queries."""
        return self.select_related("organisation", "live").prefetch_related(
            "offers",
            "machines",
            "hours",
            "aliases",
            "photos",
            "source_records__source",
            "corrections",
        )
