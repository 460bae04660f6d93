"""Rate limits per minute, by API key or else by client address."""

import re
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import APIException

from geoapp.accounts.keys import key_of
from geoapp.accounts.models import ApiKey
from geoapp.accounts.quotas import WINDOW_S, QuotaResult, take
from geoapp.common.client_address import client_address

# How many pages one of these counts for. A file of everything takes more than ten
# pages do; how many are made at once is limited beside this (exports/concurrency_limit.py).
_COSTS = (
    (re.compile("/api/exports/"), 10),
    (re.compile("/api/(feeds/|facets|matches)"), 2),
    (re.compile("/api/(tutorials/[^/]+|me/likes)/venues"), 2),
)
# Where a request keeps its key and its count; no header's name begins so.
_KEY, _TAKEN = "makerloom.key", "makerloom.taken"


class TooManyRequests(APIException):
    """The limit for this minute is used up; retry after `wait` seconds."""

    status_code = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, wait: int, *, has_key: bool) -> None:
        more = (
            ""
            if has_key
            else ("  An API key raises the limit. You can create one in your account.")
        )
        super().__init__(f"Too many requests. Try again in {wait} seconds.{more}")
        self.wait = wait


class NoSuchKey(APIException):
    """The Authorization header holds no valid API key."""

    status_code = HTTPStatus.UNAUTHORIZED
    default_detail = (
        "This key is not valid or has been revoked. Send a valid key"
        " as `Authorization: Bearer mk_…`, or no key."
    )
    auth_header = "Bearer"


def _bearer_key(request: HttpRequest, *, at: datetime) -> ApiKey | None:
    """Return the request's key, None without one; raises NoSuchKey."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    key = key_of(text.strip(), at=at) if scheme.lower() == "bearer" else None
    if key is None:
        raise NoSuchKey
    return key


def check_rate_limit(request: HttpRequest, *, at: datetime) -> None:
    """Count the request and attach its key; raises NoSuchKey, TooManyRequests."""
    try:
        key = _bearer_key(request, at=at)
    except NoSuchKey:
        _count(request, None, at=at)  # a guess is a request
        raise
    request.META[_KEY] = key
    _count(request, key, at=at)


def key_on(request: HttpRequest) -> ApiKey | None:
    """Return the API key of a checked request, or None."""
    key: ApiKey | None = request.META.get(_KEY)
    return key


def add_rate_limit_headers(request: HttpRequest, response: HttpResponseBase) -> None:
    """Add the RateLimit headers (draft-ietf-httpapi-ratelimit-headers).

    Requests that are not counted get none.
    """
    taken: QuotaResult | None = request.META.get(_TAKEN)
    if taken is None:
        return
    policy = f'"minute";r={taken.left};t={taken.reset_s}'
    response.headers["RateLimit"] = policy
    response.headers["RateLimit-Policy"] = f'"minute";q={taken.limit};w={WINDOW_S}'


def _count(request: HttpRequest, key: ApiKey | None, *, at: datetime) -> None:
    limit = settings.API_LIMIT_WITH_KEY if key else settings.API_LIMIT
    if not limit:
        return
    client = f"key:{key.pk}" if key else _hashed_address(request)
    taken = take(client, limit=limit, cost=cost_of(request.path_info), at=at)
    request.META[_TAKEN] = taken
    if not taken.may_pass:
        raise TooManyRequests(taken.reset_s, has_key=key is not None)


def _hashed_address(request: HttpRequest) -> str:
    """Return a keyed hash of the client's address, so that no address is stored."""
    behind_proxy = bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    address = client_address(request.META, behind_proxy=behind_proxy)
    return salted_hmac("makerloom.quota", address).hexdigest()[:32]


def cost_of(path: str) -> int:
    """Return how many requests a request to this path counts as."""
    return next((cost for paths, cost in _COSTS if paths.match(path)), 1)
