"""Errors in the format of RFC 9457, for whoever answers before the API does."""

import json
from http import HTTPStatus

CONTENT_TYPE = "application/problem+json"


def problem(status: int, detail: str) -> dict[str, str | int]:
    """Return a problem document's members; `detail` says what to do."""
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}


def problem_json(status: int, detail: str) -> bytes:
    """Return a problem document."""
    return json.dumps(problem(status, detail)).encode()
