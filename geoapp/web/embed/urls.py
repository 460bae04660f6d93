"""URLs of the embeds."""

from django.urls import path

from geoapp.web.embed import element, views

app_name = "embed"
urlpatterns = [
    path("embed/", views.about, name="about"),
    path("embed/search/", views.venue_search, name="search"),
    path("embed/venues/<slug:slug>/", views.place, name="venue"),
    # Pasted into other sites: this URL never changes.
    path("embed/make-it-near-you.js", element.script, name="element"),
    path("embed/parts/<slug:release>/<path:name>", element.part, name="part"),
]
