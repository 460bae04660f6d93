"""URL of the offline activities."""

from django.urls import path

from geoapp.web.activities import views

app_name = "activities"
urlpatterns = [
    path("offline-activities/", views.offline_activities, name="offline_activities"),
]
