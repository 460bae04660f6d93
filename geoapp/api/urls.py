"""Addresses of the API."""

from django.urls import path

from geoapp.api import views

app_name = "api"
urlpatterns = [
    path("collections/venues/items", views.VenueItems.as_view(), name="venues"),
    path(
        "collections/venues/items/<uuid:venue_id>",
        views.VenueItem.as_view(),
        name="venue",
    ),
    path("tutorials", views.Tutorials.as_view(), name="tutorials"),
    path("tutorials/<uuid:tutorial_id>", views.TutorialItem.as_view(), name="tutorial"),
    path(
        "tutorials/<uuid:tutorial_id>/venues",
        views.TutorialVenues.as_view(),
        name="tutorial_venues",
    ),
    path("", views.NothingHere.as_view()),
    path("<path:rest>", views.NothingHere.as_view()),
]
