"""Errors as RFC 9457 problem+json, from one table of domain error to status."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from rest_framework.exceptions import APIException

from geoapp.common.errors import DomainError
from geoapp.discovery.criteria import InvalidCriteria
from geoapp.discovery.cursors import InvalidCursor
from geoapp.geo.values import InvalidGeometry

CONTENT_TYPE = "application/problem+json"

STATUS_OF: Mapping[type[Exception], HTTPStatus] = {
    InvalidCriteria: HTTPStatus.BAD_REQUEST,
    InvalidCursor: HTTPStatus.BAD_REQUEST,
    InvalidGeometry: HTTPStatus.BAD_REQUEST,
    DomainError: HTTPStatus.UNPROCESSABLE_ENTITY,
    Http404: HTTPStatus.NOT_FOUND,
    PermissionDenied: HTTPStatus.FORBIDDEN,
}


def problem_response(
    error: Exception, context: Mapping[str, Any]
) -> JsonResponse | None:
    """Answer an error as problem+json; None for what is no error of a client.

    Django REST framework calls this with the view's context.
    """
    status = _status(error)
    if status is None:
        return None
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": _detail(error, status),
        "instance": context["request"].get_full_path()[:2000],
    }
    errors = _errors(error)
    if errors:
        problem["errors"] = errors
    headers = getattr(error, "auth_header", None)
    response = JsonResponse(problem, status=status, content_type=CONTENT_TYPE)
    if headers:
        response["WWW-Authenticate"] = headers
    return response


def _status(error: Exception) -> HTTPStatus | None:
    if isinstance(error, APIException):
        return HTTPStatus(error.status_code)
    for kind in type(error).__mro__:
        if kind in STATUS_OF:
            return STATUS_OF[kind]
    return None


def _detail(error: Exception, status: HTTPStatus) -> str:
    if isinstance(error, APIException):
        return str(error.detail)
    if isinstance(error, Http404):
        return "There is nothing at this address. The ids come from the lists."
    return str(error) or status.description


def _errors(error: Exception) -> list[dict[str, str]]:
    if isinstance(error, InvalidCriteria):
        return [{"parameter": p.parameter, "detail": p.message} for p in error.problems]
    if isinstance(error, InvalidCursor):
        return [{"parameter": "cursor", "detail": str(error)}]
    return []
