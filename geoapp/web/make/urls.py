"""The address of the way from a tutorial anywhere to places."""

from django.urls import path

from geoapp.web.make import views

app_name = "make"
urlpatterns = [path("make/", views.make, name="make")]
