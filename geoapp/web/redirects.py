"""Safe redirect targets."""

import re

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Browsers strip control characters and spaces from URLs and read \ as /, so that
# "/<tab>/evil.example" would lead to another host than the one that was checked.
_STRIPPED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def safe_next(request: HttpRequest, *, default: str) -> str:
    """Return the `next` parameter if it is a path of this site, else the default."""
    target = request.POST.get("next", request.GET.get("next", ""))
    is_path = (
        target.startswith("/")
        and is_plain_target(target)
        and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    )
    return target if is_path else default


def is_plain_target(url: str) -> bool:
    """Whether a browser reads the URL as written, and it has no protocol-relative host.

    A host after a scheme is not checked here: the framework does that.
    """
    return not _STRIPPED_BY_BROWSERS.search(url) and not url.startswith("//")
