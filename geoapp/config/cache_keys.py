"""Keys of the cache, of which nobody who reads its table learns an IP address."""

from django.utils.crypto import salted_hmac


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """Return a key as it is stored: a keyed hash of what Django would store."""
    text = f"{key_prefix}:{version}:{key}"
    return salted_hmac("geoapp.cache", text, algorithm="sha256").hexdigest()
