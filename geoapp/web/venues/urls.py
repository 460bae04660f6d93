"""Addresses of venues."""

from django.urls import path

from geoapp.web.venues import views

app_name = "venues"
urlpatterns = [path("venues/<slug:slug>/", views.venue, name="venue")]
