"""Addresses of the pages that stand for themselves."""

from django.urls import path

from geoapp.web.about import guidelines, views

app_name = "about"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
]
