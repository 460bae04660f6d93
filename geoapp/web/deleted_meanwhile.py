"""A form about something that was deleted while it was being sent: not found.

A view looks its object up, and an action locks it in a transaction of its own. Between
the two, another request may have deleted it, such as the first of two clicks.
"""

import logging
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from geoapp.web.about.not_found import ExplainedNotFound, not_found

_log = logging.getLogger(__name__)


class DeletedMeanwhileMiddleware:
    """Answers 404 where what a form is about is gone by the time it is worked on.

    Only forms whose address names something; a row that is missing anywhere else is a
    mistake of ours, and stays an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Return the page for an object that is gone, None for any other error."""
        match = request.resolver_match
        if request.method != "POST" or match is None or not match.kwargs:
            return None
        is_page = match.app_name != "api"
        if not is_page or not isinstance(exception, ObjectDoesNotExist):
            return None
        _log.warning("deleted_meanwhile", exc_info=exception)
        explanation = gettext(
            "It has been deleted in the meantime, so there was nothing left to change."
        )
        of_manager = match.app_name == "manage"
        return not_found(
            request, ExplainedNotFound(explanation, is_of_manager=of_manager)
        )
