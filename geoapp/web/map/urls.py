"""URLs of the search page and its data."""

from django.urls import path

from geoapp.web.map import basemap_views, results_csv, views

app_name = "map"
urlpatterns = [
    path("", views.home, name="home"),
    path("results/", views.results, name="results"),
    path("list.csv", results_csv.results_csv, name="results_csv"),
    path("map/view/", views.view, name="view"),
    path("map/basemap.json", basemap_views.basemap, name="basemap"),
    path("map/labels/", basemap_views.labels, name="labels"),
    path("suggest/", views.suggestions, name="suggest"),
]
