"""URLs of tutorials."""

from django.urls import path

from geoapp.web.tutorials import add, views

app_name = "tutorials"
urlpatterns = [
    path("tutorials/", views.tutorials, name="list"),
    path("tutorials/add/", add.add, name="add"),
    path("tutorials/<slug:slug>/", views.tutorial, name="tutorial"),
    path("tutorials/<slug:slug>/like/", views.like_tutorial, name="like"),
    path("tutorials/<slug:slug>/unlike/", views.unlike_tutorial, name="unlike"),
]
