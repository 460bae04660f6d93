"""Addresses of the exports."""

from django.urls import path

from geoapp.api.exports import views

urlpatterns = [
    path("venues.geojsonl", views.venues_geojsonl, name="export_geojsonl"),
    path("venues.csv", views.venues_csv, name="export_csv"),
    path("venues.gpkg", views.venues_gpkg, name="export_gpkg"),
    path("venues.fgb", views.venues_fgb, name="export_fgb"),
    path("venues.ics", views.venues_ics, name="export_ics"),
]
