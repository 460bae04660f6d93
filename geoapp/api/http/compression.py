"""Response compression, at the cheapest level: every request pays for it."""

import gzip
import threading

import brotli
import zstandard
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_SMALLEST = 700  # bytes; below, the header costs as much as is saved
_LEVEL = 1
_PREFERRED = ("zstd", "br", "gzip")
_compressed_cached = threading.local()


def compress(request: HttpRequest, response: HttpResponse) -> None:
    """Compress a body of 700 bytes or more if the client accepts an encoding."""
    patch_vary_headers(response, ("Accept-Encoding",))
    if len(response.content) < _SMALLEST:
        return
    name = accepted_encoding(request.headers.get("Accept-Encoding", ""))
    if name:
        response.content = _compressed(name, response.content)
        response.headers["Content-Encoding"] = name


def accepted_encoding(header: str) -> str:
    """Return the encoding of ours that the header wants most, or "" (RFC 9110)."""
    weights: dict[str, float] = {}
    for part in header[:500].split(","):
        name, _, weight = part.strip().partition(";")
        weights[name.strip().lower()] = _weight(weight)
    others = weights.get("*", 0.0)
    weight_by_encoding = {name: weights.get(name, others) for name in _PREFERRED}
    best = max(_PREFERRED, key=lambda name: weight_by_encoding[name])
    return best if weight_by_encoding[best] > 0 else ""


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _compressed(name: str, content: bytes) -> bytes:
    if name == "zstd":
        compressor = getattr(_compressed_cached, "zstd", None)
        if compressor is None:  # one a thread: making it costs as much as its use
            compressor = _compressed_cached.zstd = zstandard.ZstdCompressor(
                level=_LEVEL
            )
        return bytes(compressor.compress(content))
    if name == "br":
        return bytes(brotli.compress(content, quality=_LEVEL))
    return gzip.compress(content, compresslevel=_LEVEL, mtime=0)
