"""The step for opening hours, access and prices."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import Access, Audience, Newcomers, Price, Wheelchair
from geoapp.web.field_labels import FIELD_LABELS
from geoapp.web.manage.forms.audience_hours import AUDIENCES, AudienceHoursForm
from geoapp.web.manage.forms.step_form import Line, StepForm

UNKNOWN = ("", _("Not known yet"))


class OpeningForm(StepForm):
    """Opening hours for each audience, as OSM `opening_hours` strings, and access."""

    field_names: ClassVar[tuple[str, ...]] = (
        "hours",
        "access",
        "newcomers",
        "minimum_age",
        "price",
        "price_amount",
        "price_currency",
        "price_note",
        "wheelchair",
        "accessibility",
    )

    access = forms.MultipleChoiceField(
        label=FIELD_LABELS["access"],
        choices=Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    newcomers = forms.ChoiceField(
        label=FIELD_LABELS["newcomers"],
        choices=[UNKNOWN, *Newcomers.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    minimum_age = forms.IntegerField(
        label=FIELD_LABELS["minimum_age"], min_value=0, max_value=99, required=False
    )
    price = forms.ChoiceField(
        label=FIELD_LABELS["price"], choices=[UNKNOWN, *Price.choices], required=False
    )
    price_amount = forms.DecimalField(
        label=FIELD_LABELS["price_amount"],
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        localize=True,
    )
    price_currency = forms.RegexField(
        label=FIELD_LABELS["price_currency"],
        regex=r"^[A-Za-z]{3}$",
        required=False,
        error_messages={
            "invalid": _("Enter a three-letter currency code, such as EUR or GBP.")
        },
    )
    price_note = Line(
        label=FIELD_LABELS["price_note"],
        help_text=_("For example discounts, materials or day passes."),
        max_length=300,
        required=False,
    )
    wheelchair = forms.ChoiceField(
        label=FIELD_LABELS["wheelchair"],
        choices=[UNKNOWN, *Wheelchair.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    accessibility = forms.MultipleChoiceField(
        label=FIELD_LABELS["accessibility"],
        choices=[
            ("toilets:wheelchair", _("Accessible toilet")),
            ("step_free", _("Step-free access from the street")),
            ("elevator", _("Lift")),
            ("hearing_loop", _("Hearing loop")),
            ("quiet_hours", _("Quiet hours")),
            ("adjustable_bench", _("Height-adjustable workbench")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.texts: Mapping[str, str] = self.initial.get("texts") or {}
        self.audiences = [
            AudienceHoursForm(
                data,
                audience=audience,
                text=self.texts.get(audience, ""),
                first=audience == Audience.PUBLIC,
            )
            for audience in AUDIENCES
        ]

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the initial values; one text per audience."""
        initial = super().initial_of(values)
        hours = values.get("hours") or ()
        initial["texts"] = {row["audience"]: row["text"] for row in hours}
        accessibility = _with_osm_keys(values.get("accessibility"))
        initial["accessibility"] = [
            key for key, word in accessibility.items() if word == "yes"
        ]
        return initial

    def is_valid(self) -> bool:
        """Whether the form and the hours of every audience are valid."""
        hours = [audience.is_valid() for audience in self.audiences]
        return super().is_valid() and all(hours)

    @property
    def has_advanced_values(self) -> bool:
        """Whether any rarely used field has a value or an error."""
        return self.shows("minimum_age", "price_note", "accessibility")

    def notes(self) -> list[str]:
        """Return notes about changed hours that are saved as written."""
        return [
            note
            for audience in self.audiences
            if audience.text != self.texts.get(audience.audience)
            and (note := audience.note())
        ]

    def clean_price_currency(self) -> str:
        """Return the code in upper case."""
        return str(self.cleaned_data["price_currency"]).upper()

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values; what the form has no field for stays unchanged."""
        cleaned = self.cleaned_data
        said = super().said(values)
        said["hours"] = self._hours(values) or None
        said["minimum_age"] = cleaned["minimum_age"]
        amount = cleaned["price_amount"]
        said["price_amount"] = None if amount is None else str(amount)
        said["accessibility"] = self._accessibility(values) or None
        return said

    def _hours(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        former = {hours["audience"]: hours for hours in values.get("hours") or ()}
        rows = []
        for audience in sorted(
            self.audiences, key=lambda audience_hours: audience_hours.audience
        ):
            former_row = former.get(audience.audience)
            same = former_row is not None and former_row["text"] == audience.text
            if audience.text:
                row = {"audience": audience.audience, "text": audience.text}
                rows.append(former_row if same else row)
        return [row for row in rows if row]

    def _accessibility(self, values: Mapping[str, Any]) -> dict[str, str]:
        keys = {key for key, _label in self.fields["accessibility"].choices}  # type: ignore[attr-defined]
        ticked = set(self.cleaned_data["accessibility"])
        accessibility = _with_osm_keys(values.get("accessibility"))
        for key in keys:
            if key in ticked:
                accessibility[key] = "yes"
            elif accessibility.get(key) == "yes":
                del accessibility[key]
        return accessibility


def _with_osm_keys(accessibility: Mapping[str, str] | None) -> dict[str, str]:
    """Return accessibility by OSM key; this form used to store a lift as `lift`."""
    return {
        "elevator" if key == "lift" else key: word
        for key, word in (accessibility or {}).items()
    }
