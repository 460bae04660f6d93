"""allauth's page for the link that confirms an address, opened once or again."""

from typing import Any

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailView
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse


class ConfirmEmail(ConfirmEmailView):  # type: ignore[misc] # has no types
    """As allauth's, but a link that has done its work says so, and leads on."""

    def post(self, request: HttpRequest, *words: Any, **more: Any) -> HttpResponse:
        """Confirm the address; the second of two clicks shows the page."""
        try:
            answer: HttpResponse = super().post(request, *words, **more)
        except Http404:
            return self.get(request, *words, **more)  # type: ignore[no-any-return]
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Add the address of a valid link that has been used."""
        context: dict[str, Any] = super().get_context_data(**more)
        if self.object is None:
            context["confirmed_email"] = _confirmed_email(self.kwargs["key"])
        return context


def _confirmed_email(key: str) -> str:
    days = app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS
    try:
        pk = signing.loads(key, max_age=days * 86_400, salt=app_settings.SALT)
    except signing.BadSignature:
        return ""
    row = EmailAddress.objects.filter(pk=pk, verified=True).first()
    return row.email if row is not None else ""
