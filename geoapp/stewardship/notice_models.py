"""Who is emailed about what awaits review, and how often."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often a moderator is emailed about new items in the queue."""

    HOURLY = "hourly", _("Every hour, if there is something new")
    DAILY = "daily", _("Once a day, if there is something new")
    NEVER = "never", _("Never")


class QueueNotice(models.Model):
    """A moderator's choice and the time of their last email.

    Without a user: the address of whoever runs the site, while there is no moderator.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    frequency = models.CharField(
        max_length=8, choices=Frequency.choices, default=Frequency.DAILY
    )
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("queue notice")
        verbose_name_plural = _("queue notices")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.frequency}"
