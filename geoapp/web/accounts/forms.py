"""allauth's forms with this site's labels and error messages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from geoapp.accounts.keys import count_keys, revoke_all_keys
from geoapp.web.forms import set_error_messages

_LABELS: Mapping[str, Any] = {
    "code": _("Code"),
    "email": _("Email address"),
    "login": _("Email address"),
    "oldpassword": _("Current password"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("Confirm password"),
    "remember": _("Stay signed in"),
}


_NEW_LABELS = {
    **_LABELS,
    "password1": _("New password"),
    "password2": _("Confirm new password"),
}


MAX_EMAIL_LENGTH = 254  # RFC 5321; what accounts and the outbox can store


class SiteLabelsMixin:
    """Gives the fields of an allauth form this site's labels and error messages."""

    fields: dict[str, forms.Field]
    labels: ClassVar[Mapping[str, Any]] = _LABELS

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            # The label above the field stays visible while someone types.
            field.widget.attrs.pop("placeholder", None)
        set_error_messages(self.fields.values())


class LoginForm(SiteLabelsMixin, account.LoginForm):  # type: ignore[misc] # no types
    """Sign in."""


class SignupForm(SiteLabelsMixin, account.SignupForm):  # type: ignore[misc] # no types
    """Create an account; the guidelines checkbox comes last."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["guidelines"] = self.fields.pop("guidelines")


class AddEmailForm(SiteLabelsMixin, account.AddEmailForm):  # type: ignore[misc] # no types
    """Add an address."""


class NewPasswordMixin(SiteLabelsMixin):
    """Offers whoever changes a password to revoke their API keys with it.

    Other sessions end in any case: they hold a hash of the old password.
    """

    user: Any
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        count = count_keys(user=self.user) if self.user else 0
        if count:
            label = ngettext(
                "Also revoke my API key", "Also revoke my %(n)d API keys", count
            )
            self.fields["revoke_keys"] = forms.BooleanField(
                label=label % {"n": count}, required=False
            )

    def save(self) -> Any:
        """Save the password, then revoke the keys if asked to."""
        result = super().save()  # type: ignore[misc] # of the form beside it
        if self.cleaned_data.get("revoke_keys"):
            revoke_all_keys(user=self.user, at=timezone.now())
        return result


class ChangePasswordForm(NewPasswordMixin, account.ChangePasswordForm):  # type: ignore[misc] # no types
    """Change the password."""

    labels = _NEW_LABELS


class SetPasswordForm(NewPasswordMixin, account.SetPasswordForm):  # type: ignore[misc] # no types
    """Choose a first password."""


class ResetPasswordForm(SiteLabelsMixin, account.ResetPasswordForm):  # type: ignore[misc] # no types
    """Ask for a password reset link."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["email"]
        field.validators.append(MaxLengthValidator(MAX_EMAIL_LENGTH))


class ResetPasswordKeyForm(NewPasswordMixin, account.ResetPasswordKeyForm):  # type: ignore[misc] # no types
    """Choose a new password after following a reset link."""

    labels = _NEW_LABELS


class ReauthenticateForm(SiteLabelsMixin, account.ReauthenticateForm):  # type: ignore[misc] # no types
    """Reauthenticate with the password."""


class CodeForm(SiteLabelsMixin, second.AuthenticateForm):  # type: ignore[misc] # no types
    """The second factor of a sign-in."""


class ReauthenticateCodeForm(SiteLabelsMixin, second.ReauthenticateForm):  # type: ignore[misc] # no types
    """Reauthenticate with a code."""


class AppForm(SiteLabelsMixin, ActivateTOTPForm):  # type: ignore[misc] # no types
    """Set up an authenticator app."""
