"""Headers that tell browsers what other sites and scripts may do with a response."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_EVERYWHERE = "cross-origin"
# Data and frames are made for other sites, and so are photos that the data names.
_FOR_OTHER_SITES = ("/api", "/embed/", "/photos/")
# Chromium's names only: it warns in the console of any that it does not know, such as
# "web-share" on a desktop and "bluetooth". By default both are shut to frames.
# What pages use is left to them alone; a frame of ours on another site has nothing.
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=(self)"
            for feature in (
                "clipboard-write",
                "geolocation",
                "publickey-credentials-create",
                "publickey-credentials-get",
            )
        ),
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "browsing-topics",
                "camera",
                "display-capture",
                "fullscreen",
                "gyroscope",
                "hid",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "serial",
                "usb",
                "xr-spatial-tracking",
            )
        ),
    ]
)


class SecurityHeadersMiddleware:
    """Set Cross-Origin-Resource-Policy and Permissions-Policy.

    Must come before whatever answers by itself, such as static files and the API.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with the headers."""
        response = self.get_response(request)
        is_for_others = request.path.startswith(_FOR_OTHER_SITES)
        policy = _EVERYWHERE if is_for_others else "same-site"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class AdminPolicyMiddleware:
    """Let the admin's scripts write HTML: they are Django's own, and do.

    Must come after the middleware of the content security policy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, with what the policy leaves out."""
        response = self.get_response(request)
        if _is_admin(request):
            without = {"require-trusted-types-for": None, "trusted-types": None}
            response._csp_replace = without  # type: ignore[attr-defined]  # noqa: SLF001
        return response


def _is_admin(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.app_name == "admin"
