"""The base of the forms of all steps."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from geoapp.common.text import folded
from geoapp.web.forms import SiteForm


class StepForm(SiteForm):
    """A part of a venue; `field_names` are the venue's fields that it covers.

    Values are in the JSON form of geoapp.venues.record_json; None is unknown.
    """

    field_names: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the form's initial values for a venue's current values."""
        return {name: values.get(name) for name in cls.field_names}

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return the values of a valid form; `values` are those its author saw."""
        return {name: self.cleaned_data.get(name) or None for name in self.field_names}

    def notes(self) -> list[str]:
        """Return notes to show after saving."""
        return []


class Line(forms.CharField):
    """A single line of text; whitespace is collapsed and NUL removed."""

    def to_python(self, value: Any) -> str:
        """Return the line."""
        return " ".join(str(value or "").replace("\0", "").split())


def lines_of(text: str) -> list[str]:
    """Return the distinct non-empty lines of a text, in order."""
    lines: dict[str, str] = {}
    for line in text.replace("\0", "").splitlines():
        words = " ".join(line.split())
        if words:
            lines.setdefault(folded(words), words)
    return list(lines.values())
