"""The vocabulary's rows, for foreign keys and the admin; the file is authoritative.

Labels in other languages, aliases and edges are in the file only
(crafts/vocabulary.py).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Concept(models.Model):
    """Fields shared by the three lists: a permanent id and an English label."""

    id = models.CharField(max_length=64, primary_key=True)
    label = models.CharField(max_length=120)
    retired = models.BooleanField(
        default=False, help_text=_("No longer offered. Older records may still use it.")
    )

    class Meta:
        abstract = True
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


class Craft(Concept):
    """An activity. Crafts form a tree through `broader`."""

    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
    )

    class Meta(Concept.Meta):
        verbose_name = _("craft")
        verbose_name_plural = _("crafts")


class Equipment(Concept):
    """A type of equipment."""

    class Meta(Concept.Meta):
        verbose_name = _("equipment type")
        verbose_name_plural = _("equipment types")


class Material(Concept):
    """A material that is worked."""

    class Meta(Concept.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")


class VocabularyList(models.TextChoices):
    """The list in which a word was looked up."""

    ANY = "any", _("Any list")
    CRAFTS = "crafts", _("Crafts")
    EQUIPMENT = "equipment", _("Equipment")
    MATERIALS = "materials", _("Materials")


class UnmatchedTerm(models.Model):
    """A word that matches no term, counted to show curators what is missing."""

    vocabulary_list = models.CharField(
        max_length=10, choices=VocabularyList.choices, default=VocabularyList.ANY
    )
    word = models.CharField(max_length=80)  # case folded, single spaces
    count = models.PositiveIntegerField(default=0)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        verbose_name = _("unmatched term")
        verbose_name_plural = _("unmatched terms")
        ordering = ["-count", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary_list", "word"], name="unmatched_term_once"
            ),
            models.CheckConstraint(
                condition=models.Q(vocabulary_list__in=VocabularyList.values),
                name="unmatched_term_list_known",
            ),
        ]

    def __str__(self) -> str:
        return self.word
