"""URLs of likes, account and API keys."""

from django.urls import path

from geoapp.web.accounts import account, data_export, keys, views

app_name = "accounts"
urlpatterns = [
    path("likes/", views.likes, name="likes"),
    path("likes/home-point/", views.home_point, name="home_point"),
    path("account/", account.account, name="account"),
    path("account/email/again/", account.accept_own_address, name="accept_address"),
    path("account/language/", account.account_language, name="account_language"),
    path("account/home-point/", account.account_home_point, name="account_home_point"),
    path("account/everything.json", data_export.export, name="export"),
    path("account/keys/", keys.keys, name="keys"),
    path("account/keys/<uuid:key_id>/revoke/", keys.revoke, name="revoke_key"),
    path("account/delete/", data_export.delete, name="delete"),
    path("account/likes.json", account.export_likes, name="export_likes"),
    path("account/likes/delete/", account.delete_likes, name="delete_likes"),
]
