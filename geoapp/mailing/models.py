"""The outbox and the addresses that refuse email."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What holds for an email when its address refuses email or gets many."""

    SIGN_IN = "sign_in", _("Sign-in and account security")
    CHANGED_DATE = "changed_date", _("Changed dates")
    AUTOMATIC = "automatic", _("Other automatic emails")
    WEEKLY = "weekly", _("Weekly emails")


class State(models.TextChoices):
    """How far an email has got."""

    WAITING = "waiting", _("Waiting to be sent")
    HANDING_OVER = "handing_over", _("Being handed over")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    # Cut off after the hand-over began: perhaps sent, so never repeated by itself.
    UNCERTAIN = "uncertain", _("Perhaps sent")
    LEFT_OUT = "left_out", _("Not sent: too many, or the address rejects email")
    CANCELLED = "cancelled", _("No longer needed")


class MessageQuerySet(models.QuerySet["Message"]):
    """Queries of the outbox."""

    def to(self, *addresses: str) -> "MessageQuerySet":
        """Return the emails to any of these addresses, whatever their case."""
        keys = [address.lower() for address in addresses]
        return self.filter(recipient_key__in=keys)

    def counted(self) -> "MessageQuerySet":
        """Return the emails that count towards a person's daily limit."""
        return self.exclude(category=Category.SIGN_IN).exclude(
            state__in=(State.LEFT_OUT, State.CANCELLED)
        )


class Message(models.Model):
    """An email in the outbox. Its `context` is emptied once it has been sent.

    `not_before` is the earliest first attempt; the email is given up three days after.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=64)
    category = models.CharField(max_length=16, choices=Category.choices)
    recipient = models.CharField(max_length=254)
    # In lower case as Python has it: PostgreSQL's depends on the locale.
    recipient_key = models.CharField(max_length=254)
    # That of the recipient, in which it is rendered; "": the site's
    language = models.CharField(max_length=16, blank=True, db_default="")
    context = models.JSONField(default=dict)
    state = models.CharField(
        max_length=16, choices=State.choices, default=State.WAITING
    )
    reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempted_at = models.DateTimeField(null=True)
    # No server answered at the last attempt, so others need not be tried just now.
    unreachable = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        indexes = [
            models.Index(
                "next_attempt_at",
                name="mailing_due",
                condition=models.Q(state=State.WAITING),
            ),
            models.Index("recipient_key", "not_before", name="mailing_recipient"),
            models.Index(
                models.F("attempted_at").desc(),
                name="mailing_trouble",
                condition=models.Q(unreachable=True) | ~models.Q(reason=""),
            ),
            models.Index("state", "created_at", name="mailing_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="mailing_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values),
                name="mailing_category_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_state_display()}"


class RefusedAddress(models.Model):
    """An address, in lower case, whose mail server has refused it for good."""

    address = models.CharField(max_length=254, primary_key=True)
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("address that rejects email")
        verbose_name_plural = _("addresses that reject email")

    def __str__(self) -> str:
        return self.address
