"""The email addresses that are known to be a user's own, and their language."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from geoapp.accounts.models import User


def addresses_of(user: User) -> tuple[str, ...]:
    """Return the address for signing in, then the other verified ones."""
    secondary = EmailAddress.objects.filter(user=user, verified=True).exclude(
        email__iexact=user.email
    )
    return (user.email, *secondary.order_by("pk").values_list("email", flat=True))


def language_of_address(address: str) -> str:
    """Return the language of whoever has an account with the address, "" if unknown."""
    others = EmailAddress.objects.filter(email__iexact=address, verified=True)
    users = User.objects.filter(
        Q(email__iexact=address) | Q(pk__in=others.values("user"))
    )
    return users.values_list("language", flat=True).order_by("pk").first() or ""
