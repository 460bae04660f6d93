"""allauth adapters: safe redirects, error messages and constant-time emails."""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.contrib.sites.shortcuts import get_current_site
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import addresses_of, language_of_address
from geoapp.accounts.counters import Period, count_one
from geoapp.common.client_address import client_address
from geoapp.common.public_url import public_url
from geoapp.mailing.actions import queue_email
from geoapp.mailing.kinds import EmailKind, RenderedEmail, register_email_kind
from geoapp.mailing.models import Category
from geoapp.web.accounts.known_devices import known_device
from geoapp.web.redirects import is_plain_target

# Only an email reveals whether an address has an account. A sign-up with a new
# one hashes a password (a fifth of a second), so sending these must take as long.
_ACCOUNT_EMAILS = frozenset(
    f"account/email/{name}"
    for name in ("account_already_exists", "password_reset_key", "unknown_account")
)
# Of a form sent twice, one is enough: their links stay valid, and the others name
# nothing but the change.
_ONCE_EMAILS = _ACCOUNT_EMAILS | {
    f"account/email/{name}"
    for name in (
        "email_confirmation_signup",
        "password_changed",
        "password_reset",
        "password_set",
    )
}
_ONCE_IN = timedelta(seconds=10)
# A day and account: links to addresses that somebody entered.
MAX_CONFIRMATION_EMAILS = 20
_WRONG_CODE = _("That code is not correct. Wait for a new code, then try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # has no types
    """allauth's account adapter: stricter redirects, even timing and our messages."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _(
            "This is your main email address. Make another address your main address "
            "before you remove it."
        ),
        "duplicate_email": _("This email address is already on your account."),
        "email_password_mismatch": _(
            "The email address or password is not correct. Check for typing "
            "mistakes, or reset your password."
        ),
        "email_taken": _("Another account already uses this email address."),
        "enter_current_password": _("That is not your current password. Try again."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("That password is not correct. Try again."),
        "invalid_login": _("The email address or password is not correct."),
        "invalid_or_expired_key": _(
            "This link has expired or has already been used. Ask for a new link."
        ),
        "invalid_password_reset": _(
            "This link has expired or has already been used. Ask for a new link."
        ),
        "max_email_addresses": _(
            "You can have up to %d email addresses. Remove one to add another."
        ),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
        "same_as_current": _(
            "This is your current email address. Enter a different address."
        ),
        "select_only_one": _("Choose only one."),
        "too_many_login_attempts": _(
            "Too many failed attempts. Wait a few minutes, then try again."
        ),
        "unknown_email": _("There is no account with this email address."),
        "unverified_primary_email": _("Confirm your main email address first."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Whether a redirect may go to a URL; a URL that cannot be parsed is unsafe.

        allauth parses it with urlparse, which raises for `http://[`.
        """
        try:
            return is_plain_target(url or "") and bool(super().is_safe_url(url))
        except ValueError:
            return False

    def save_user(self, *words: Any, **more: Any) -> Any:
        """Create the account; who sent the form twice at once gets the same answer.

        Raises ImmediateHttpResponse, which allauth's middleware answers with.
        """
        try:
            with transaction.atomic():
                return super().save_user(*words, **more)
        except IntegrityError:
            page = redirect("account_email_verification_sent")
            raise ImmediateHttpResponse(page) from None

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: Any,
        signup: bool,  # noqa: FBT001
    ) -> None:
        """Send a link, at most 20 a day to the addresses of an account.

        Anybody's address can be entered, and these emails are held to no other limit.
        Beyond it, allauth shows the response that is raised.
        """
        next_at = count_one(
            "confirmations",
            person_id=emailconfirmation.email_address.user_id,
            limit=MAX_CONFIRMATION_EMAILS,
            period=Period.DAY,
            at=timezone.now(),
        )
        if next_at is not None:
            words = gettext(
                "We have sent %(n)d links to confirm addresses today, which is the"
                " limit. Ask for another link tomorrow."
            )
            messages.error(request, words % {"n": MAX_CONFIRMATION_EMAILS})
            raise ImmediateHttpResponse(redirect("account_email"))
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what limits by address count: for IPv6 the /64."""
        behind_proxy = bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
        return client_address(request.META, behind_proxy=behind_proxy)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try to sign in; raises ValidationError if there were too many.

        On a known device only its own wrong passwords count, for this account: those
        of others at its address do not keep the owner out.
        """
        if known_device(request, email=credentials.get("email", "")) is None:
            super().pre_authenticate(request, **credentials)
            return
        rates = app_settings.RATE_LIMITS["login_failed"] or ""
        of_device = ",".join(rate for rate in rates.split(",") if rate.endswith("/key"))
        # Where it is kept, allauth takes the count back after the right password.
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            config={"login_failed": of_device},
            key=self._get_login_attempts_cache_key(request, **credentials),
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether the password is right; the page counts tries by person.

        allauth would count them with guesses at the sign-in page, which others make.
        """
        return bool(user.check_password(password))

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        email = credentials.get("email", "").lower()
        return known_device(request, email=email) or f":{email}"

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Queue an email; one about an account takes as long as a sign-up.

        Its text is made now: in the language of the account, or of the page where there
        is no account. Links lead to PUBLIC_BASE_URL: allauth makes them of the
        request's Host header.
        """
        if template_prefix in _ACCOUNT_EMAILS:
            make_password(email)
        request = allauth_context.request
        site = get_current_site(request)
        more = {
            "email": email,
            "current_site": site,
            "password_reset_url": public_url(reverse("account_reset_password")),
            **{name: _on_public_url(value, request) for name, value in context.items()},
            "request": request,
        }
        language = language_of_address(email) or get_language() or ""
        with override(language or None):
            message = self.render_mail(template_prefix, email, more)
        queue_email(
            template_prefix.replace("/email/", "/"),
            recipient=email,
            language=language,
            context={"subject": message.subject, "text": message.body},
            at=timezone.now(),
            once_in=_ONCE_IN if template_prefix in _ONCE_EMAILS else None,
        )

    def send_notification_mail(  # noqa: PLR0917 # as in allauth
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell every verified address of the user, and `email`, of a change."""
        addresses = {address.lower(): address for address in addresses_of(user)}
        if email:
            addresses.setdefault(email.lower(), email)
        for address in addresses.values():
            super().send_notification_mail(template_prefix, user, context, address)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to reauthenticate, with our descriptions."""
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext(
                "Use a code from your app or a recovery code"
            ),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        return [
            {**way, "description": words.get(way["id"], way["description"])}
            for way in ways
        ]


def _on_public_url(value: Any, request: HttpRequest | None) -> Any:
    """Return a link to the host of the request as one to PUBLIC_BASE_URL."""
    here = request.build_absolute_uri("/") if request else ""
    if here and isinstance(value, str) and value.startswith(here):
        return public_url(f"/{value.removeprefix(here)}")
    return value


def register_emails() -> None:
    """Register allauth's emails: they are needed to sign in, or tell of changes."""
    kind = EmailKind(
        category=Category.SIGN_IN,
        label=_("An email about signing in or security"),
        render=lambda context: RenderedEmail(**context),
    )
    for family in ("account", "mfa"):
        register_email_kind(family, kind)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # has no types
    """allauth's MFA adapter with our messages."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _(
            "Turn off two-step verification before you add another email address."
        ),
        "cannot_delete_authenticator": _("You cannot turn off your authenticator app."),
        "cannot_generate_recovery_codes": _(
            "Set up an authenticator app or a passkey before you create recovery codes."
        ),
        "incorrect_code": _WRONG_CODE,
        "unverified_email": _(
            "Confirm your email address before you set up two-step verification."
        ),
    }
