"""What every step of the form has in common."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from geoapp.common.text import folded
from geoapp.web.forms import SiteForm


class StepForm(SiteForm):
    """A part of a venue: `field_names` are the venue's fields that it speaks of.

    Values are in the JSON form of geoapp.venues.record_json; None is unknown.
    """

    field_names: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the form's fields for what is held true about a venue."""
        return {name: values.get(name) for name in cls.field_names}

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return what a valid form says; `values` is what its author saw."""
        return {name: self.cleaned_data.get(name) or None for name in self.field_names}

    def notes(self) -> list[str]:
        """Return what its author should know about what is kept, beside "kept"."""
        return []


class Line(forms.CharField):
    """One line of text: blanks are joined, and what is no text is left out."""

    def to_python(self, value: Any) -> str:
        """Return the line."""
        return " ".join(str(value or "").replace("\0", "").split())


def lines_of(text: str) -> list[str]:
    """Return the different lines of a text, in order, without the empty ones."""
    lines: dict[str, str] = {}
    for line in text.replace("\0", "").splitlines():
        words = " ".join(line.split())
        if words:
            lines.setdefault(folded(words), words)
    return list(lines.values())
