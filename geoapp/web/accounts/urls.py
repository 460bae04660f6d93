"""Addresses of what belongs to a person."""

from django.urls import path

from geoapp.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("likes/", views.likes, name="likes"),
    path("likes/home-point/", views.home_point, name="home_point"),
]
