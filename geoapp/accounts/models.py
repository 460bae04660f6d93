"""Users, identified by their email address."""

from typing import Any, ClassVar
from uuid import uuid4

from django.apps import apps
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class EmailUserManager(UserManager["User"]):
    """Creates users by email address, without a username."""

    def create_user(  # type: ignore[override]
        self, email: str, password: str | None = None, **extra: Any
    ) -> "User":
        """Create a user with a hashed password."""
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(  # type: ignore[override]
        self, email: str, password: str | None = None, **extra: Any
    ) -> "User":
        """Create a user with all permissions in the admin, whose address is confirmed.

        Whoever runs the site makes it on the server: no email has to arrive first.
        """
        user = self.create_user(
            email, password, is_staff=True, is_superuser=True, **extra
        )
        # allauth's models need ours to be loaded.
        addresses = apps.get_model("account", "EmailAddress").objects
        addresses.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        return user


class User(AbstractUser):
    """A user; `home_point` is the location they saved, rounded to 0.01 degrees."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)
    home_point = PointField(srid=4326, null=True, blank=True)
    is_moderator = models.BooleanField(
        _("moderator"),
        default=False,
        help_text=_("Reviews submissions and decides what is published."),
    )
    # Of emails to the user; "" for accounts from before it was asked
    language = models.CharField(
        _("language of emails"), max_length=16, blank=True, db_default=""
    )
    guidelines_version = models.CharField(max_length=16, blank=True)
    guidelines_accepted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[EmailUserManager] = EmailUserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email


class ApiKey(models.Model):
    """A user's API key. Only its digest is stored: the key itself is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("name"), max_length=60)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)  # SHA-256, in hexadecimal
    scopes = ArrayField(models.CharField(max_length=16), default=list)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("API key")

    def __str__(self) -> str:
        return f"{self.name} (mk_{self.prefix}_…)"


class Quota(models.Model):
    """How often a person or a network did something limited (see `counters`)."""

    client = models.CharField(max_length=64)
    window = (
        models.PositiveBigIntegerField()
    )  # minutes since 1970: a minute, or the end of an hour or day
    given = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # Window first: old windows are looked up without a client.
            models.UniqueConstraint(fields=["window", "client"], name="quota_once"),
        ]

    def __str__(self) -> str:
        return f"{self.client} in {self.window}: {self.given}"


class CacheEntry(models.Model):
    """A row of Django's cache table, which holds the limits on sign-in attempts.

    Django's cache reads and writes it; this model only deletes expired rows.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "cache"

    def __str__(self) -> str:
        return self.cache_key
