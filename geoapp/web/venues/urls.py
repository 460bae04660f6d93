"""URLs of venues."""

from django.urls import path

from geoapp.web.venues import photos, views

app_name = "venues"
urlpatterns = [
    path("venues/<slug:slug>/", views.venue, name="venue"),
    path(
        "photos/<uuid:venue_id>/<uuid:photo_id>-<int:width>.webp",
        photos.photo,
        name="photo",
    ),
]
