"""The GeoJSON API: venues, tutorials, and the venues that match a tutorial."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from geoapp.api.criteria import (
    asked_matches,
    asked_tutorials,
    asked_venues,
    refuse_unknown,
)
from geoapp.api.features import GEOJSON, match_collection, venue_collection
from geoapp.api.serializers import VenueSerializer, tutorial_json
from geoapp.discovery.matches import for_needs
from geoapp.discovery.needs import needs_of
from geoapp.discovery.search import search
from geoapp.discovery.tutorial_search import search_tutorials
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import Tutorial


class PublicView(APIView):
    """Anybody may read, from any page, without credentials."""

    http_method_names = ["get", "head", "options"]

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Allow every origin, as nothing here depends on who asks."""
        done = super().finalize_response(request, response, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            done["Access-Control-Allow-Origin"] = "*"
        return done


class VenueItems(PublicView):
    """Search: `/api/collections/venues/items`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer one page of venues as an RFC 7946 FeatureCollection."""
        at = timezone.now()
        criteria = asked_venues(request.GET, at=at)
        result = search(criteria, at=at)
        text = venue_collection(result, criteria, request=request, at=at)
        return HttpResponse(text, content_type=GEOJSON)


class VenueItem(PublicView):
    """One venue with all its public fields."""

    def get(self, request: Request, venue_id: UUID) -> HttpResponse:
        """Answer the venue as an RFC 7946 Feature."""
        refuse_unknown(request.GET)
        venue = get_object_or_404(PublishedVenue, pk=venue_id)
        feature = VenueSerializer(venue, context={"request": request}).data
        return Response(feature, content_type=GEOJSON)


class Tutorials(PublicView):
    """Tutorials by words and craft."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer one page of tutorials."""
        asked = asked_tutorials(request.GET, at=timezone.now())
        found = search_tutorials(q=asked.q, crafts=asked.crafts).tutorials
        start = asked.after()
        rows = list(found.filter(start)[: asked.limit + 1])
        shown = rows[: asked.limit]
        return JsonResponse(
            {
                "tutorials": [tutorial_json(t) for t in shown],
                "links": asked.links(
                    request, shown[-1] if rows[len(shown) :] else None
                ),
                "numberReturned": len(shown),
            }
        )


class TutorialItem(PublicView):
    """One tutorial and what it takes."""

    def get(self, request: HttpRequest, tutorial_id: UUID) -> HttpResponse:
        """Answer the tutorial."""
        refuse_unknown(request.GET)
        public = Tutorial.objects.confirmed().with_needs()
        tutorial = get_object_or_404(public, pk=tutorial_id)
        return JsonResponse(tutorial_json(tutorial))


class TutorialVenues(PublicView):
    """The matches of one tutorial, best first."""

    def get(self, request: HttpRequest, tutorial_id: UUID) -> HttpResponse:
        """Answer the matching venues with reasons, gaps and the plan."""
        at = timezone.now()
        public = Tutorial.objects.confirmed().with_needs()
        tutorial = get_object_or_404(public, pk=tutorial_id)
        criteria, near = asked_matches(request.GET, at=at)
        with translation.override(criteria.language):
            matches = for_needs(
                needs_of(tutorial),
                near=near,
                within=criteria.radius,
                at=at,
                audience=criteria.audience,
                open_at=criteria.open_at,
            )
            text = match_collection(matches, criteria, request=request, at=at)
        return HttpResponse(text, content_type=GEOJSON)


class NothingHere(PublicView):
    """Every other address below the API's root."""

    def get(self, _request: HttpRequest, rest: str = "") -> HttpResponse:
        """Answer 404 as problem+json."""
        raise NotFound(f"There is nothing at {rest[:200]!r}.")
