"""Signed form values that record what the author of a change saw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing

MAX_AGE_S = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class FormScope:
    """The form, venue and person that signed values belong to, and to no others."""

    form: str
    venue_id: UUID
    person_id: int

    @property
    def salt(self) -> str:
        """Return the namespace of the signature."""
        return f"venue-form:{self.form}:{self.venue_id}:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedValues:
    """Values with a valid signature; `is_expired` after 24 hours."""

    values: dict[str, Any]
    is_expired: bool


def sign_values(values: Mapping[str, Any], *, scope: FormScope) -> str:
    """Return JSON-compatible values as signed, compressed text."""
    return signing.dumps(dict(values), salt=scope.salt, compress=True)


def read_signed_values(text: str, *, scope: FormScope) -> SignedValues | None:
    """Return the signed values, or None if they were not signed for this scope."""
    try:
        values: dict[str, Any] = signing.loads(text, salt=scope.salt)
    except signing.BadSignature:
        return None
    try:
        signing.loads(text, salt=scope.salt, max_age=MAX_AGE_S)
    except signing.SignatureExpired:
        return SignedValues(values=values, is_expired=True)
    return SignedValues(values=values, is_expired=False)
