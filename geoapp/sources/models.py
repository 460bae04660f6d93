"""The log of imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """An import of a file; if unfinished, it was interrupted."""

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=32)
    source_key = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished = models.BooleanField(default=False)
    imported = models.PositiveIntegerField(default=0)
    repaired = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.file_name} {self.started_at:%Y-%m-%d %H:%M:%S} ({self.pk})"
