"""Addresses of the organizers' side."""

from django.urls import path

from geoapp.web.manage import find, preview, register, step, venue

app_name = "manage"
urlpatterns = [
    path("manage/", venue.mine, name="mine"),
    path("manage/add/", register.register, name="register"),
    path("manage/find/", find.find, name="find"),
    path("manage/<uuid:venue_id>/", venue.venue, name="venue"),
    path("manage/<uuid:venue_id>/state/", venue.change_state, name="state"),
    path("manage/<uuid:venue_id>/preview/", preview.preview, name="preview"),
    path("manage/<uuid:venue_id>/hand-in/", preview.hand_in, name="hand_in"),
    path("manage/<uuid:venue_id>/<slug:name>/", step.step, name="step"),
]
