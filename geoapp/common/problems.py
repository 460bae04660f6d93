"""Errors in the format of RFC 9457, for whoever answers before the API does."""

from http import HTTPStatus

CONTENT_TYPE = "application/problem+json"


def problem(status: int, detail: str) -> dict[str, str | int]:
    """Return a problem document's members; `detail` says what to do."""
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}
