"""The root URL configuration."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from geoapp.api.resources.landing import landing
from geoapp.web.accounts.confirm_email import ConfirmEmail

# Staff sign in where everybody does, so that its limits hold for them too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Called by allauth wherever one of its limits is reached.
handler429 = "geoapp.web.about.rate_limited.rate_limited"
# Called by Django for every exception that nothing else answers.
handler400 = "geoapp.web.about.unavailable.bad_request"
handler404 = "geoapp.web.about.not_found.not_found"
handler500 = "geoapp.web.about.unavailable.server_error"

urlpatterns = [
    path(
        "accounts/",
        include(
            [
                # Before allauth's own, whose address and name it has.
                re_path(
                    r"^confirm-email/(?P<key>[-:\w]+)/$",
                    ConfirmEmail.as_view(),
                    name="account_confirm_email",
                ),
                path("", include("allauth.urls")),
            ]
        ),
    ),
    path("admin/", admin.site.urls),
    path("api", landing),
    path("api/", include("geoapp.api.urls")),
    path("", include("geoapp.api.feeds.site_urls")),
    path("", include("geoapp.web.urls")),
]
