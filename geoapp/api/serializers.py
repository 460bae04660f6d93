"""The single venue and the tutorial on the wire."""

import json
from typing import Any

from rest_framework_gis.serializers import GeoFeatureModelSerializer

from geoapp.api.features import venue_url
from geoapp.api.links import public_link
from geoapp.discovery.needs import needs_of
from geoapp.publishing.feature import END
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import Tutorial


class VenueSerializer(GeoFeatureModelSerializer):  # type: ignore[misc]
    """A published venue as a Feature: the list's properties and all of its page."""

    class Meta:
        model = PublishedVenue
        geo_field = "public_point"
        id_field = "id"
        fields = ("id", "public_point")

    def get_properties(
        self,
        instance: PublishedVenue,
        fields: Any,  # noqa: ARG002 - the library passes them
    ) -> dict[str, Any]:
        """Return what the list shows, then what only the page shows."""
        stored = json.loads(instance.feature + END)["properties"]
        page = {k: v for k, v in instance.page.items() if k not in stored}
        price = instance.page["price"]
        return {
            **stored,
            **page,
            "price_details": price,  # amount and currency; `price` is what it is per
            "operation_details": instance.page["operation"],
            "url": venue_url(instance),
        }

    def to_representation(self, instance: PublishedVenue) -> dict[str, Any]:
        """Add the links that every feature carries."""
        feature = dict(super().to_representation(instance))
        feature["links"] = self.context["links"]
        return feature


def tutorial_json(tutorial: Tutorial) -> dict[str, Any]:
    """Return a tutorial: what it needs by strength, and where its matches are."""
    needs = needs_of(tutorial)
    venues = f"/api/tutorials/{tutorial.pk}/venues"
    return {
        "id": str(tutorial.pk),
        "slug": tutorial.slug,
        "title": tutorial.title,
        "url": tutorial.url,
        "site": tutorial.site,
        "language": tutorial.language,
        "crafts": list(needs.crafts),
        "required": list(needs.required),
        "optional": list(needs.optional),
        "usually_needs": list(needs.guessed),
        "links": [
            {
                "rel": "venues",
                "type": "application/geo+json",
                "href": public_link(venues),
            }
        ],
    }
