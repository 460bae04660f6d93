"""Widgets that are written without a template are those that Django writes."""

from datetime import time

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe

from geoapp.web.form_renderer import FormRenderer

HOSTILE = "\"'<b>&amp;"
SAFE = mark_safe("a &amp; b")
CHOICES = [
    ("", "—"),
    (1, HOSTILE),
    (2, SAFE),
    (1234567, 1234567),
    ("Group <1>", [("a", "A"), (None, "None"), (True, "True")]),
]
ATTRIBUTES = [
    {},
    {"id": "id_x", "class": HOSTILE, "data-n": 3, "required": True, "hidden": False},
    {HOSTILE: SAFE},
]
INPUTS = [
    (forms.TextInput, (None, "", "x", HOSTILE, SAFE, 12, 1234567.5)),
    (forms.NumberInput, (None, 3, 1234567, "1.50")),
    (forms.EmailInput, ("a@example.org",)),
    (forms.URLInput, ("https://example.org/?a=1&b=2",)),
    (forms.HiddenInput, (None, HOSTILE)),
    (forms.PasswordInput, ("secret",)),
    (forms.TimeInput, (time(9, 30), "09:30", None)),
    (forms.CheckboxInput, (True, False, None, "yes")),
]
# These go on to Django, with what they are made of.
OTHERS = [forms.Textarea, forms.CheckboxSelectMultiple, forms.RadioSelect]


def test_the_site_uses_it():
    assert isinstance(get_default_renderer(), FormRenderer)
    assert settings.FORM_RENDERER.endswith(".FormRenderer")


def both(widget: forms.Widget, value, attrs) -> tuple[str, str]:
    return (
        widget.render("field-1", value, attrs, renderer=FormRenderer()),
        widget.render("field-1", value, attrs, renderer=DjangoTemplates()),
    )


@pytest.mark.parametrize("attrs", ATTRIBUTES)
@pytest.mark.parametrize(("kind", "values"), INPUTS)
def test_an_input_is_as_django_writes_it(kind, values, attrs):
    for value in values:
        ours, theirs = both(kind(), value, attrs)
        assert ours == theirs
        assert hasattr(ours, "__html__")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("attrs", ATTRIBUTES)
@pytest.mark.parametrize("value", [None, "", "1", 2, "a", ["1", "a"]])
def test_a_select_is_as_django_writes_it(value, attrs, language, settings):
    settings.LANGUAGE_CODE = language
    kind = forms.SelectMultiple if isinstance(value, list) else forms.Select
    ours, theirs = both(kind(choices=CHOICES), value, attrs)
    assert ours == theirs
    assert hasattr(ours, "__html__")


@pytest.mark.parametrize("kind", OTHERS)
def test_other_widgets_are_django_s(kind):
    choices = {"choices": CHOICES} if hasattr(kind(), "choices") else {}
    ours, theirs = both(kind(**choices), "1", {"id": "x"})
    assert ours == theirs


def test_an_option_with_its_own_template_uses_it():
    class Lettered(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    ours, theirs = both(Lettered(choices=CHOICES), "1", {})
    assert ours == theirs
    assert "<option" not in ours
