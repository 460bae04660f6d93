"""Addresses of the API."""

from django.urls import include, path

from geoapp.api.http.not_found import not_found
from geoapp.api.openapi.views import docs, openapi, openapi31
from geoapp.api.resources.collections import collection, collections
from geoapp.api.resources.facets import facets
from geoapp.api.resources.items import item, items
from geoapp.api.resources.landing import conformance, landing
from geoapp.api.resources.me import likes, my_venues
from geoapp.api.resources.places import places
from geoapp.api.resources.post_matches import matches
from geoapp.api.resources.tiles import tile
from geoapp.api.resources.tutorials import tutorial, tutorial_venues, tutorials
from geoapp.api.resources.vocabulary import crafts, equipment

app_name = "api"
urlpatterns = [
    path("", landing, name="landing"),
    path("conformance", conformance, name="conformance"),
    path("openapi", openapi, name="openapi"),
    path("openapi-3.1", openapi31, name="openapi31"),
    path("docs", docs, name="docs"),
    path("collections", collections, name="collections"),
    path("collections/venues/items", items, name="venues"),
    path("collections/venues/items/<uuid:venue_id>", item, name="venue"),
    path("collections/<str:collection_id>", collection, name="collection"),
    path("tutorials", tutorials, name="tutorials"),
    path("tutorials/<uuid:tutorial_id>", tutorial, name="tutorial"),
    path(
        "tutorials/<uuid:tutorial_id>/venues", tutorial_venues, name="tutorial_venues"
    ),
    path("me/likes", likes, name="my_likes"),
    path("me/likes/venues", my_venues, name="my_venues"),
    path("matches", matches, name="matches"),
    path("places", places, name="places"),
    path("crafts", crafts, name="crafts"),
    path("equipment", equipment, name="equipment"),
    path("facets", facets, name="facets"),
    path("tiles/<int:z>/<int:x>/<int:y>", tile, name="tile"),
    path("exports/", include("geoapp.api.exports.urls")),
    path("feeds/", include("geoapp.api.feeds.urls")),
    path("<path:rest>", not_found),
]
