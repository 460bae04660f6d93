"""The page for what does not exist, with what happened to it if that is no secret."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class ExplainedNotFound(Http404):
    """Nothing is here any more; `explanation` says why, in the reader's language.

    `is_of_manager` leads to the reader's own places instead of a search.
    """

    def __init__(self, explanation: str, *, is_of_manager: bool = False) -> None:
        super().__init__(explanation)
        self.explanation = explanation
        self.is_of_manager = is_of_manager


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the page (Django's `handler404`)."""
    context: dict[str, object] = {"explanation": ""}
    if isinstance(exception, ExplainedNotFound):
        context = {
            "explanation": exception.explanation,
            "is_of_manager": exception.is_of_manager,
        }
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)
