"""URL of the page that finds places for a pasted link."""

from django.urls import path

from geoapp.web.make import views

app_name = "make"
urlpatterns = [path("make/", views.make, name="make")]
