"""Where accounts may lead after they have done their work."""

from allauth.account.adapter import DefaultAccountAdapter

from geoapp.web.targets import is_plain_target


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # has no types
    """allauth's own behaviour, with two holes closed."""

    def is_safe_url(self, url: str) -> bool:
        """Whether a redirect may go there: never where nobody can read the address.

        allauth parses it with urlparse, which raises for `http://[`.
        """
        try:
            return is_plain_target(url or "") and bool(super().is_safe_url(url))
        except ValueError:
            return False
