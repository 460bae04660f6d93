"""Addresses of the map and the list."""

from django.urls import path

from geoapp.web.map import ground, list_file, views

app_name = "map"
urlpatterns = [
    path("", views.home, name="home"),
    path("results/", views.results, name="results"),
    path("list.csv", list_file.list_file, name="list_file"),
    path("map/view/", views.view, name="view"),
    path("map/basemap.json", ground.basemap, name="basemap"),
    path("map/labels/", ground.labels, name="labels"),
    path("suggest/", views.suggestions, name="suggest"),
]
