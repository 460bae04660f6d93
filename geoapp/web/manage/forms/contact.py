"""How to reach it. Photos stand beside, on a page of their own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from geoapp.web.manage.forms.step_form import Line, StepForm, lines_of

_KEYS = ("web", "email", "phone", "matrix", "mastodon")


class ContactForm(StepForm):
    """Addresses by SpaceAPI's keys, languages as BCP 47, networks a line each."""

    fields_said: ClassVar[tuple[str, ...]] = ("contact", "languages", "networks")

    web = forms.URLField(
        label=_("Website"),
        assume_scheme="https",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Never shown on a page."),
        required=False,
    )
    phone = Line(
        label=_("Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    matrix = Line(label=_("Matrix"), max_length=200, required=False)
    mastodon = Line(label=_("Mastodon"), max_length=200, required=False)
    languages = Line(
        label=_("Languages spoken"),
        help_text=_("Their short codes, with commas: de, en, tr."),
        max_length=200,
        required=False,
    )
    networks = forms.CharField(
        label=_("Networks that it belongs to"),
        help_text=_("One a line: Fab Foundation, a national association."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields; ways to reach it that the form has no field for stay."""
        contact = values.get("contact") or {}
        initial: dict[str, Any] = {key: contact.get(key, "") for key in _KEYS}
        initial["languages"] = ", ".join(values.get("languages") or ())
        initial["networks"] = "\n".join(values.get("networks") or ())
        return initial

    def clean_languages(self) -> list[str]:
        """Return the codes; say which one is none."""
        text = self.cleaned_data["languages"]
        codes = [code for part in text.split(",") if (code := part.strip())]
        for code in codes:
            if not _is_language(code):
                raise forms.ValidationError(
                    _("%(code)s is no code of a language: write de, en or pt-BR."),
                    params={"code": code[:20]},
                )
        return codes

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields."""
        cleaned = self.cleaned_data
        contact = dict(values.get("contact") or {})
        for key in _KEYS:
            contact.pop(key, None)
            if cleaned.get(key):
                contact[key] = cleaned[key]
        return {
            "contact": contact or None,
            "languages": cleaned["languages"] or None,
            "networks": [n[:120] for n in lines_of(cleaned["networks"])] or None,
        }


def _is_language(code: str) -> bool:
    first, *rest = code.split("-")
    parts = all(part.isalnum() and 2 <= len(part) <= 8 for part in rest)
    return first.isascii() and first.isalpha() and len(first) in {2, 3} and parts
