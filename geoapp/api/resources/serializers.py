"""The single venue on the wire."""

import json
from typing import Any

from rest_framework_gis.fields import GeometryField
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from geoapp.api.http.links import venue_url
from geoapp.publishing.feature import DIGITS, END
from geoapp.publishing.models import PublishedVenue


class VenueSerializer(GeoFeatureModelSerializer):  # type: ignore[misc]
    """A published venue as a Feature: the list's properties and all of its page."""

    # As many digits as the list has: one venue stands at one place.
    public_point = GeometryField(precision=DIGITS)

    class Meta:
        model = PublishedVenue
        geo_field = "public_point"
        id_field = "id"
        fields = ("id", "public_point")

    def get_properties(
        self,
        instance: PublishedVenue,
        fields: Any,  # noqa: ARG002 - the library passes them
    ) -> dict[str, object]:
        """Return what the list shows, then what only the page shows."""
        stored = json.loads(instance.feature + END)["properties"]
        page = {k: v for k, v in instance.page.items() if k not in stored}
        price = instance.page["price"]
        return {
            **stored,
            **page,
            "price_details": price,  # amount and currency; `price` is what it is per
            "operation_details": instance.page["operation"],
            "url": venue_url(instance.slug),
        }

    def to_representation(self, instance: PublishedVenue) -> dict[str, object]:
        """Add the links that every feature carries."""
        feature = dict(super().to_representation(instance))
        feature["links"] = self.context["links"]
        return feature
