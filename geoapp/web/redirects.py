"""Where a form may lead back to."""

import re

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Browsers take controls and blanks out of an address and read \ as /, so that
# "//<tab>/evil.example" is another host than the one that was looked at.
_TAKEN_OUT = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def safe_next(request: HttpRequest, *, default: str) -> str:
    """Return the `next` of a form or an address if it is a path of this site."""
    target = request.POST.get("next", request.GET.get("next", ""))
    is_path = (
        target.startswith("/")
        and is_plain_target(target)
        and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    )
    return target if is_path else default


def is_plain_target(url: str) -> bool:
    """Whether a browser reads the address as it is written, and without another host.

    Says nothing about a host after a scheme: that is the framework's check.
    """
    return not _TAKEN_OUT.search(url) and not url.startswith("//")
