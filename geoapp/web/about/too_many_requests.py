"""The page for whoever asks for more pages than anybody reads."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.template import loader
from django.utils.translation import ngettext

from geoapp.common.problems import CONTENT_TYPE, problem

_TYPES = ("text/html", "application/json", CONTENT_TYPE)
_UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError)
# Of a longer form the browser's own copy has to do.
_MAX_SENT_AGAIN = 100_000


def too_many_requests(request: HttpRequest, *, wait_s: int) -> HttpResponse:
    """Return 429 with Retry-After: a page that can be sent again, or a problem.

    The database is not asked.
    """
    response: HttpResponse
    if request.get_preferred_type(_TYPES) in {"text/html", None}:
        is_form = request.method == "POST"
        context = {
            "wait_s": wait_s,
            "is_form": is_form,
            "fields": _fields(request) if is_form else (),
            "address": request.get_full_path(),
        }
        page = loader.render_to_string("too_many_requests.html", context)
        response = HttpResponse(page, status=429)
    else:
        detail = ngettext(
            "Too many requests. Try again in %(n)d second.",
            "Too many requests. Try again in %(n)d seconds.",
            wait_s,
        ) % {"n": wait_s}
        response = JsonResponse(problem(429, detail), status=429)
        response["Content-Type"] = CONTENT_TYPE
    response["Retry-After"] = str(wait_s)
    response["Cache-Control"] = "no-store"
    return response


def _fields(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Return the fields of a form, to be sent again as they are.

    None of a form with files or passwords, and of a long one.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > _MAX_SENT_AGAIN:
        return ()
    try:
        fields = request.POST
        cannot_be_sent = request.FILES or any("password" in name for name in fields)
    except _UNREADABLE:
        return ()
    if cannot_be_sent:
        return ()
    return tuple((name, value) for name, vs in fields.lists() for value in vs)
