"""URLs of the manifest, the service worker and the offline page."""

from django.urls import path

from geoapp.web.service_worker import views

app_name = "service_worker"
urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("no-network/", views.no_network, name="no_network"),
]
