"""The first step: name, kind and location."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import Kind, Precision
from geoapp.geo.values import InvalidGeometry, Position
from geoapp.geocoding.country_names import country_names
from geoapp.web.distances import METRES_OF_MILE, MILES, units
from geoapp.web.field_labels import FIELD_LABELS
from geoapp.web.manage.forms.step_form import Line, StepForm

ADDRESS = ("street", "postcode", "locality", "region", "country")
HAND = "hand"
# The uncertainty of a lookup's position: an address, a street, the centre of a town.
UNCERTAINTY_M = {
    Precision.ADDRESS.value: 30,
    Precision.STREET.value: 200,
    Precision.CITY.value: 3000,
}

_MAX_SERVED_M = 500_000


def _countries() -> list[tuple[str, str]]:
    return [("", ""), *country_names().items()]


class BasicsForm(StepForm):
    """Name, kind, address and pin. Latitude and longitude are degrees, WGS 84."""

    field_names: ClassVar[tuple[str, ...]] = (
        "name",
        "kind",
        "summary",
        "organisation",
        "address",
        "position",
        "precision",
        "uncertainty_m",
        "directions_hint",
        "floor",
        "hide_exact_place",
        "area_served_m",
    )

    name = Line(
        label=FIELD_LABELS["name"],
        max_length=300,
        error_messages={"required": _("Enter a name.")},
    )
    kind = forms.ChoiceField(
        label=FIELD_LABELS["kind"],
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind of place.")},
    )
    summary = forms.CharField(
        label=FIELD_LABELS["summary"],
        help_text=_("What people make there and who is welcome."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    organisation = Line(
        label=FIELD_LABELS["organisation"],
        help_text=_("If an organisation runs it, such as an association or a library."),
        max_length=300,
        required=False,
    )
    street = Line(
        label=_("Street address"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = Line(label=_("Postcode"), max_length=20, required=False)
    locality = Line(label=_("Town"), max_length=120, required=False)
    region = Line(label=_("Region"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=_countries, required=False)
    lat = Line(
        label=_("Latitude"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )
    lon = Line(
        label=_("Longitude"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )
    placed_by = forms.CharField(required=False, widget=forms.HiddenInput)
    directions_hint = forms.CharField(
        label=FIELD_LABELS["directions_hint"],
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    floor = Line(label=FIELD_LABELS["floor"], max_length=20, required=False)
    hide_exact_place = forms.BooleanField(
        label=_("This is someone's home: show only the area"),
        help_text=_(
            "The map shows only the town and an area at least a kilometre across."
            " Street, pin, floor and directions are not public."
        ),
        required=False,
    )
    # In the reader's units, kilometres or miles.
    area_served = forms.IntegerField(
        label=_("Distance a mobile place travels, in km"),
        min_value=1,
        max_value=500,
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if units() == MILES:
            self.fields["area_served"].label = _(
                "Distance a mobile place travels, in miles"
            )

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the initial values; coordinates as stored."""
        initial = super().initial_of(values)
        initial |= dict(values.get("address") or {})
        if values.get("position"):
            initial["lon"], initial["lat"] = map(str, values["position"])
        initial["area_served"] = _in_units(values.get("area_served_m"))
        return initial

    def clean(self) -> dict[str, Any]:
        """Combine latitude and longitude into a position; both or neither."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        lat, lon = cleaned.get("lat", ""), cleaned.get("lon", "")
        cleaned["position"] = None
        if not lat and not lon:
            return cleaned
        try:
            read = Position.from_text(f"{_number(lon)},{_number(lat)}")
        except InvalidGeometry:
            self.add_error("lat", self._no_position())
        else:
            cleaned["position"] = [read.lon, read.lat]
        return cleaned

    @staticmethod
    def _no_position() -> str:
        return gettext(
            "Enter a latitude from -90 to 90 and a longitude from -180 to 180, such "
            "as 51.545 and -0.0553."
        )

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values; a pin moved by hand is exact, one from a lookup is not."""
        cleaned = self.cleaned_data
        said = super().said(values)
        address = {name: cleaned[name] for name in ADDRESS if cleaned.get(name)}
        said["address"] = address or None
        said["area_served_m"] = _in_metres(
            cleaned.get("area_served"), stored_m=values.get("area_served_m")
        )
        placed_by = cleaned.get("placed_by")
        if said["position"] == values.get("position") and placed_by != HAND:
            unchanged = ("precision", "uncertainty_m")
            return said | {name: values.get(name) for name in unchanged}
        # A pin set by hand is at the entrance; a lookup has its own precision.
        by_lookup = placed_by if placed_by in UNCERTAINTY_M else None
        return said | {
            "precision": by_lookup,
            "uncertainty_m": UNCERTAINTY_M.get(by_lookup) if by_lookup else None,
        }


def _number(text: str) -> str:
    """Normalise a number such as 51,545 or 51.545°."""
    return text.replace(",", ".").rstrip("°").strip()


def _in_units(metres: int | None) -> int | None:
    return round(metres / _metres_of_unit()) if metres else None


def _in_metres(number: int | None, *, stored_m: int | None) -> int | None:
    """Return the metres of a number; what was not changed is not rounded."""
    if number == _in_units(stored_m):
        return stored_m
    return min(round(number * _metres_of_unit()), _MAX_SERVED_M) if number else None


def _metres_of_unit() -> float:
    return METRES_OF_MILE if units() == MILES else 1000
