"""Where accounts may lead after they have done their work."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password

from geoapp.web.targets import is_plain_target

# Told by mail alone whether an address has an account here. Where it has none, a
# sign-up hashes a password (a fifth of a second); the clock must not tell either.
_TELLING = frozenset(
    f"account/email/{name}"
    for name in ("account_already_exists", "password_reset_key", "unknown_account")
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # has no types
    """allauth's own behaviour, with three holes closed."""

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
