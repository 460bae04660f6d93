"""Addresses of the map and the list."""

from django.urls import path

from geoapp.web.map import ground, views

app_name = "map"
urlpatterns = [
    path("", views.home, name="home"),
    path("results/", views.results, name="results"),
    path("map/view/", views.view, name="view"),
    path("map/basemap.json", ground.basemap, name="basemap"),
    path("map/labels/", ground.labels, name="labels"),
    path("suggest/", views.suggestions, name="suggest"),
]
