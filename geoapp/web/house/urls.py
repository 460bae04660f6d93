"""Addresses of the pages that stand for themselves."""

from django.urls import path

from geoapp.web.house import guidelines, views

app_name = "house"
urlpatterns = [
    path("offline-activities/", views.offline_activities, name="offline"),
    path("robots.txt", views.robots, name="robots"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
]
