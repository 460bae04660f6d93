"""Errors as RFC 9457 problem+json, from one table of domain error to status."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NotRequired

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import APIException

from geoapp.common.errors import DomainError
from geoapp.common.json_types import TypedDict, component
from geoapp.discovery.search.criteria import InvalidCriteria
from geoapp.discovery.search.cursors import InvalidCursor
from geoapp.geo.values import InvalidGeometry

CONTENT_TYPE = "application/problem+json"

STATUS_OF: Mapping[type[Exception], HTTPStatus] = {
    InvalidCriteria: HTTPStatus.BAD_REQUEST,
    InvalidCursor: HTTPStatus.BAD_REQUEST,
    InvalidGeometry: HTTPStatus.BAD_REQUEST,
    DomainError: HTTPStatus.UNPROCESSABLE_ENTITY,
    Http404: HTTPStatus.NOT_FOUND,
    PermissionDenied: HTTPStatus.FORBIDDEN,
    RequestDataTooBig: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    SuspiciousOperation: HTTPStatus.BAD_REQUEST,
    OperationalError: HTTPStatus.SERVICE_UNAVAILABLE,
}
# What a view of the API answers itself; anything else is a fault of ours.
CAUGHT: tuple[type[Exception], ...] = (*STATUS_OF, APIException)
_RETRY_S = 5
_PAGE = "text/html"
_FORMS = (CONTENT_TYPE, "application/json", "application/geo+json", _PAGE)


class _ParameterProblem(TypedDict):
    parameter: str
    detail: str


@component("problem")
class ProblemDetails(TypedDict):
    """An error in the format of RFC 9457."""

    type: NotRequired[str]
    title: str
    status: int
    detail: str
    instance: NotRequired[str]
    errors: NotRequired[list[_ParameterProblem]]


def problem_response(error: Exception, request: HttpRequest) -> HttpResponse:
    """Return an error as problem+json, or to a browser as a page with the same text.

    Raises the error again if it is not the client's.
    """
    status = _status(error)
    if status is None:
        raise error
    detail = _detail(error, status)
    response = _problem_body(request, status, detail=detail, error=error)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(_RETRY_S)
    if headers := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = headers
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(max(1, round(wait)))
    return response


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Return 405 with the allowed methods."""
    detail = f"{request.method} is not allowed here. Use {allowed}."
    response = _problem_body(request, HTTPStatus.METHOD_NOT_ALLOWED, detail=detail)
    response["Allow"] = allowed
    return response


def _problem_body(
    request: HttpRequest,
    status: HTTPStatus,
    *,
    detail: str,
    error: Exception | None = None,
) -> HttpResponse:
    problem: ProblemDetails = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "instance": request.get_full_path()[:2000],
    }
    if errors := _errors(error):
        problem["errors"] = errors
    response: HttpResponse
    if _is_for_a_person(request):
        # The frame of other pages would ask the database, which may be away.
        page = render_to_string("api/problem.html", {**problem})
        response = HttpResponse(page, status=status)
    else:
        response = JsonResponse(problem, status=status, content_type=CONTENT_TYPE)
    patch_vary_headers(response, ("Accept",))
    response["Cache-Control"] = "no-store"
    return response


def _is_for_a_person(request: HttpRequest) -> bool:
    """Whether a page is requested: by `f`, else by an Accept header that prefers it."""
    try:
        form = request.GET.get("f", "")
    except SuspiciousOperation:  # more parameters than are read
        form = ""
    return (form or request.get_preferred_type(_FORMS)) in {"html", _PAGE}


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
        return "Nothing found at this URL. Use an id from one of the lists."
    if isinstance(error, OperationalError):
        return (
            "The request took too long, or the database is not available. Try a"
            " smaller request, or try again later."
        )
    return str(error) or status.description


def _errors(error: Exception | None) -> list[_ParameterProblem]:
    if isinstance(error, InvalidCriteria):
        return [{"parameter": p.parameter, "detail": p.message} for p in error.problems]
    if isinstance(error, InvalidCursor):
        return [{"parameter": "cursor", "detail": str(error)}]
    return []
