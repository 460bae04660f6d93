"""What accounts did and moderators took back, with what is needed to undo that."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# The content kind of a decision about an account; stored, so it never changes.
ACCOUNT_KIND = "account"
# The title of a decision about an account that was closed and had done nothing.
NOTHING = "Makerloom"


class TakeBack(models.Model):
    """One action of a moderator that took back everything some accounts did.

    `reason` was sent to each of them. `by` and `undone_by` are None if the account has
    been deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("take-back")
        verbose_name_plural = _("take-backs")

    def __str__(self) -> str:
        return f"{self.pk}: {self.at.isoformat()}"


class TakeBackAccount(models.Model):
    """An account whose deeds were taken back; its id is what the decision is about.

    `is_closed` if the account was closed with it. An appeal can undo it for one
    account alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    take_back = models.ForeignKey(
        TakeBack, on_delete=models.CASCADE, related_name="accounts"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_closed = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("account of a take-back")
        verbose_name_plural = _("accounts of take-backs")

    def __str__(self) -> str:
        return f"{self.take_back_id}: {self.user_id}"


class TakeBackStep(models.Model):
    """One deed that was taken back; see geoapp.stewardship.deeds.

    `number` is its order in the take-back. `before` is emptied when the account is
    deleted; then it stays taken back.
    """

    account = models.ForeignKey(
        TakeBackAccount, on_delete=models.CASCADE, related_name="steps"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    item_id = models.UUIDField()
    detail = models.CharField(max_length=64, blank=True)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("step of a take-back")
        verbose_name_plural = _("steps of take-backs")
        indexes = [
            models.Index(
                fields=["kind", "item_id"],
                condition=models.Q(undone_at=None),
                name="take_back_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id} {self.detail}"
