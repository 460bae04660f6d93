"""URLs of the pages about the site."""

from django.urls import path

from geoapp.web.about import guidelines, help_pages, views

app_name = "about"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("help/", help_pages.contents, name="help"),
    path("help/make/", help_pages.make, name="help_make"),
    path("help/places/", help_pages.places, name="help_places"),
    path("help/data/", help_pages.data, name="help_data"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
]
