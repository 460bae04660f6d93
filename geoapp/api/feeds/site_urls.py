"""Addresses at the site's root: where crawlers and other programs look for them."""

from django.urls import path

from geoapp.api.feeds import sitemap, spaceapi

app_name = "feeds"
urlpatterns = [
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/pages.xml", sitemap.pages, name="sitemap_pages"),
    path("sitemap/tutorials.xml", sitemap.tutorials, name="sitemap_tutorials"),
    path(
        "sitemap/venues-<int:part>-of-<int:parts>.xml",
        sitemap.venues,
        name="sitemap_venues",
    ),
    path("venues/<slug:slug>/spaceapi.json", spaceapi.document, name="spaceapi"),
]
