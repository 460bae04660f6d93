"""Addresses of the map and the list."""

from django.urls import path

from geoapp.web.map import views

app_name = "map"
urlpatterns = [
    path("", views.home, name="home"),
    path("results/", views.results, name="results"),
    path("map/view/", views.view, name="view"),
    path("suggest/", views.suggestions, name="suggest"),
]
