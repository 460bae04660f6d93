"""The step for contact details; the page also shows the photos."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.spoken_languages import (
    common_in,
    language_name,
    listed_names,
    tag_of,
)
from geoapp.web.field_labels import FIELD_LABELS
from geoapp.web.manage.forms.step_form import Line, StepForm, lines_of

_KEYS = ("web", "email", "phone", "matrix", "mastodon")


class ContactForm(StepForm):
    """Contact details by SpaceAPI key, languages as BCP 47, networks one per line.

    `spoken` are the languages of the venue's country, `languages` further ones by name.
    """

    field_names: ClassVar[tuple[str, ...]] = ("contact", "languages", "networks")

    web = forms.URLField(
        label=_("Website"),
        assume_scheme="https",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("We never show this publicly."),
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
    spoken = forms.MultipleChoiceField(
        label=FIELD_LABELS["languages"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = Line(
        label=_("Other languages"),
        help_text=_("Separate them with commas."),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"list": "language-names"}),
    )
    networks = forms.CharField(
        label=FIELD_LABELS["networks"],
        help_text=_("One per line, such as Fab Foundation or a national association."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = self.initial.get("offered") or common_in("")
        field = cast("forms.MultipleChoiceField", self.fields["spoken"])
        field.choices = [(tag, language_name(tag)) for tag in offered]

    @property
    def language_names(self) -> list[str]:
        """The language names for the datalist."""
        return listed_names()

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the initial values of the form's fields."""
        contact = values.get("contact") or {}
        initial: dict[str, Any] = {key: contact.get(key, "") for key in _KEYS}
        tags = values.get("languages") or ()
        offered = common_in((values.get("address") or {}).get("country", ""))
        others = [tag for tag in tags if tag not in offered]
        initial["offered"] = offered
        initial["spoken"] = [tag for tag in tags if tag in offered]
        initial["languages"] = ", ".join(map(_name_or_tag, others))
        initial["networks"] = "\n".join(values.get("networks") or ())
        return initial

    def clean_languages(self) -> list[str]:
        """Return the tags; raise ValidationError for a name that is not known."""
        text = self.cleaned_data["languages"]
        tags = []
        for words in filter(None, map(str.strip, text.split(","))):
            tag = tag_of(words)
            if tag is None:
                raise forms.ValidationError(
                    _(
                        "We do not recognise the language “%(words)s”. Enter a name "
                        "such as “%(example)s”, or a code such as “pt-BR”."
                    ),
                    params={"words": words[:20], "example": language_name("tr")},
                )
            tags.append(tag)
        return tags

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values; contact details without a field stay unchanged."""
        cleaned = self.cleaned_data
        contact = dict(values.get("contact") or {})
        for key in _KEYS:
            contact.pop(key, None)
            if cleaned.get(key):
                contact[key] = cleaned[key]
        tags = dict.fromkeys([*cleaned["spoken"], *cleaned["languages"]])
        # The same languages keep their order.
        former_languages = values.get("languages") or []
        same = set(tags) == set(former_languages)
        return {
            "contact": contact or None,
            "languages": (list(former_languages) if same else list(tags)) or None,
            "networks": [n[:120] for n in lines_of(cleaned["networks"])] or None,
        }


def _name_or_tag(tag: str) -> str:
    """Return the language's name if it maps back to the tag, else the tag."""
    name = language_name(tag)
    return name if tag_of(name) == tag else tag
