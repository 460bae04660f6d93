"""The part of the sign-up form that is ours."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from geoapp.accounts.actions import choose_language
from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import accept_guidelines


def _label() -> SafeString:
    text = gettext('I agree to follow the <a href="{url}">community guidelines</a>')
    return format_html(text, url="/guidelines/")


class GuidelinesForm(forms.Form):
    """The guidelines checkbox; allauth combines this with its own form."""

    guidelines = forms.BooleanField(label=lazy(_label, SafeString)())

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Record the acceptance and the page's language; allauth calls this."""
        choose_language(user=user, language=get_language() or settings.LANGUAGE_CODE)
        accept_guidelines(user=user, at=timezone.now())
