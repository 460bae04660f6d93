"""Serializer of a single venue."""

import json
from typing import Any

from rest_framework_gis.fields import GeometryField
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from geoapp.api.http.links import venue_url
from geoapp.api.resources.venue_feature import detail_properties
from geoapp.publishing.feature import DIGITS, END, FeatureProperties
from geoapp.publishing.models import PublishedVenue


class VenueSerializer(GeoFeatureModelSerializer):  # type: ignore[misc]
    """A published venue as a Feature, with list properties and page details."""

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
        stored: FeatureProperties = json.loads(instance.feature + END)["properties"]
        details = detail_properties(instance.page)
        # A member of both, such as `price`, is the list's.
        return {**stored, **details, **stored, "url": venue_url(instance.slug)}

    def to_representation(self, instance: PublishedVenue) -> dict[str, object]:
        """Add the links that every feature carries."""
        feature = dict(super().to_representation(instance))
        feature["links"] = self.context["links"]
        return feature
