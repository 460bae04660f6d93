"""Cache keys that do not reveal IP addresses to readers of the cache table."""

from django.utils.crypto import salted_hmac


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """Return the stored key: a keyed hash of the one that Django would store."""
    text = f"{key_prefix}:{version}:{key}"
    return salted_hmac("geoapp.cache", text, algorithm="sha256").hexdigest()
