"""Where a form may lead back to."""

import re

# Browsers take controls and blanks out of an address and read \ as /, so that
# "//<tab>/evil.example" is another host than the one that was looked at.
_TAKEN_OUT = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def is_plain_target(url: str) -> bool:
    """Whether a browser reads the address as it is written, and without another host.

    Says nothing about a host after a scheme: that is the framework's check.
    """
    return not _TAKEN_OUT.search(url) and not url.startswith("//")
