"""The email addresses that are known to be a user's own."""

from allauth.account.models import EmailAddress

from geoapp.accounts.models import User


def addresses_of(user: User) -> tuple[str, ...]:
    """Return the address for signing in, then the other verified ones."""
    secondary = EmailAddress.objects.filter(user=user, verified=True).exclude(
        email__iexact=user.email
    )
    return (user.email, *secondary.order_by("pk").values_list("email", flat=True))
