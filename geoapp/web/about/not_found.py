"""The page for what does not exist, with what happened to it if that is no secret."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class ExplainedNotFound(Http404):
    """Nothing is here any more; `explanation` says why, in the reader's language."""

    def __init__(self, explanation: str) -> None:
        super().__init__(explanation)
        self.explanation = explanation


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the page (Django's `handler404`)."""
    explanation = ""
    if isinstance(exception, ExplainedNotFound):
        explanation = exception.explanation
    context = {"explanation": explanation}
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)
