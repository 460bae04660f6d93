"""Addresses of the feeds below the API's root."""

from django.urls import path

from geoapp.api.feeds import atom

urlpatterns = [path("venues.atom", atom.venues, name="feed_atom")]
