"""Signed form values that record what the author of a change saw."""

from collections.abc import Mapping
from typing import Any

from django.core import signing

_SALT = "venue-form"


def sign_values(values: Mapping[str, Any]) -> str:
    """Return JSON-compatible values as signed, compressed text."""
    return signing.dumps(dict(values), salt=_SALT, compress=True)


def read_signed_values(text: str) -> dict[str, Any] | None:
    """Return the signed values, or None if the signature is not valid."""
    try:
        values: dict[str, Any] = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return values
