"""Where accounts may lead, and what they say where something is wrong."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geoapp.web.targets import is_plain_target

# Told by mail alone whether an address has an account here. Where it has none, a
# sign-up hashes a password (a fifth of a second); the clock must not tell either.
_TELLING = frozenset(
    f"account/email/{name}"
    for name in ("account_already_exists", "password_reset_key", "unknown_account")
)
_WRONG_CODE = _("This code is not the right one. Wait for the next one, and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # has no types
    """allauth's own behaviour, with three holes closed, in this site's words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _(
            "You sign in with this address: make another one the main address first."
        ),
        "duplicate_email": _("This address is in your account already."),
        "email_password_mismatch": _(
            "Address and password do not fit. Look for a typo, or choose a new password."
        ),
        "email_taken": _("Another account has this address."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "invalid_login": _("Address and password do not fit."),
        "invalid_or_expired_key": _("This link is too old or was used before."),
        "invalid_password_reset": _("This link is too old or was used before."),
        "max_email_addresses": _("An account has at most %d addresses."),
        "rate_limited": _("These were many tries: wait a few minutes, then go on."),
        "same_as_current": _("This is the present one: choose another."),
        "select_only_one": _("Choose one alone."),
        "too_many_login_attempts": _(
            "These were many wrong tries: wait a few minutes, then try again."
        ),
        "unknown_email": _("We know no account with this address."),
        "unverified_primary_email": _("Confirm your main address first."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Whether a redirect may go there: never where nobody can read the address.

        allauth parses it with urlparse, which raises for `http://[`.
        """
        try:
            return is_plain_target(url or "") and bool(super().is_safe_url(url))
        except ValueError:
            return False

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send a mail; one that tells of an account takes as long as making one."""
        if template_prefix in _TELLING:
            make_password(email)
        super().send_mail(template_prefix, email, context)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways in which the person can prove who they are, in our words."""
        words = {
            "reauthenticate": gettext("With your password"),
            "mfa_reauthenticate": gettext(
                "With a code of your app, or a recovery code"
            ),
            "mfa_reauthenticate:webauthn": gettext("With a passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        return [
            {**way, "description": words.get(way["id"], way["description"])}
            for way in ways
        ]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # has no types
    """allauth's second factor in this site's words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _(
            "Switch the second factor off before you add another address."
        ),
        "cannot_delete_authenticator": _("This one cannot be switched off."),
        "cannot_generate_recovery_codes": _(
            "Set up an authenticator app or a passkey first: recovery codes stand in "
            "for one."
        ),
        "incorrect_code": _WRONG_CODE,
        "unverified_email": _("Confirm your e-mail address first."),
    }
