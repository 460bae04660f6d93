"""URLs of all pages."""

from django.urls import include, path

from geoapp.web.reader_preferences import choose

urlpatterns = [
    path("reader/", choose, name="choose_preferences"),
    path("", include("geoapp.web.map.urls")),
    path("", include("geoapp.web.venues.urls")),
    path("", include("geoapp.web.make.urls")),
    path("", include("geoapp.web.tutorials.urls")),
    path("", include("geoapp.web.terms.urls")),
    path("", include("geoapp.web.activities.urls")),
    path("", include("geoapp.web.about.urls")),
    path("", include("geoapp.web.reports.urls")),
    path("", include("geoapp.web.embed.urls")),
    path("", include("geoapp.web.service_worker.urls")),
    path("", include("geoapp.web.accounts.urls")),
    path("", include("geoapp.web.manage.urls")),
]
