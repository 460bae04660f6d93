"""What djangorestframework-gis does as its README shows it, and nothing above it.

The columns of one table: no crafts, no machines, no pages, no count of the matches.
Whatever it lacks makes it faster, not slower.
"""

from django.urls import path
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework_gis.filters import InBBoxFilter
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from geoapp.publishing.models import PublishedVenue
from tests.benchmarks.peers.columns import COLUMNS


class VenueSerializer(GeoFeatureModelSerializer):
    """A venue's columns around its point."""

    class Meta:
        model = PublishedVenue
        geo_field = "public_point"
        fields = ("id", *COLUMNS)


class Venues(ListAPIView):
    """All venues in a box (`in_bbox`)."""

    queryset = PublishedVenue.objects.on_map().only("id", "public_point", *COLUMNS)
    serializer_class = VenueSerializer
    renderer_classes = (JSONRenderer,)
    filter_backends = (InBBoxFilter,)
    bbox_filter_field = "public_point"


urlpatterns = [path("venues", Venues.as_view())]
