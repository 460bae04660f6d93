"""What a form carries along of what its author saw: signed, so that it comes back so."""

from collections.abc import Mapping
from typing import Any

from django.core import signing

_SALT = "venue-form"


def sign_values(values: Mapping[str, Any]) -> str:
    """Return values in JSON form as a text that nobody can change unseen."""
    return signing.dumps(dict(values), salt=_SALT, compress=True)


def read_signed_values(text: str) -> dict[str, Any] | None:
    """Return what was carried, or None where the text is not ours."""
    try:
        values: dict[str, Any] = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return values
