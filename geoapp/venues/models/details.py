"""Offers, machines and opening hours of a venue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import Audience, Induction, MachineState, Mode
from geoapp.venues.models.venue import Venue


class Offer(models.Model):
    """A craft in one mode: learn, use, commission, buy or repair."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="offers")
    craft = models.ForeignKey(
        "crafts.Craft", on_delete=models.PROTECT, related_name="+"
    )
    mode = models.CharField(max_length=10, choices=Mode.choices)
    inferred = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "craft", "mode"], name="offer_once"
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=Mode.values), name="offer_mode_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.mode} {self.craft_id}"


class Machine(models.Model):
    """One type of equipment in a venue; count 0 means that there is none."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="machines")
    equipment = models.ForeignKey(
        "crafts.Equipment", on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    make_model = models.CharField(max_length=200, blank=True)
    working_size = models.CharField(max_length=120, blank=True)
    power = models.CharField(max_length=60, blank=True)
    materials = models.JSONField(default=list, blank=True)
    induction = models.CharField(max_length=10, choices=Induction.choices, blank=True)
    state = models.CharField(
        max_length=10, choices=MachineState.choices, default=MachineState.UNKNOWN
    )
    bookable = models.BooleanField(null=True, blank=True)
    fee = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    inferred = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("machine")
        verbose_name_plural = _("machines")
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "equipment", "make_model"], name="machine_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=MachineState.values),
                name="machine_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.equipment_id}"


class Hours(models.Model):
    """Opening hours for one audience, as an unmodified OSM `opening_hours` string."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="hours")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    text = models.CharField(max_length=1000)
    checked = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=64, blank=True)
    inferred = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "audience"], name="hours_once_per_audience"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values),
                name="hours_audience_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}, {self.audience}: {self.text}"
