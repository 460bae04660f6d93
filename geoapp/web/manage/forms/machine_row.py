"""The forms of a craft and of a machine, with their choices."""

from typing import Any, cast

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import Induction, MachineState, Mode
from geoapp.crafts.concepts import ListName
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.vocabulary import current
from geoapp.web.field_labels import FIELD_LABELS
from geoapp.web.forms import SiteForm
from geoapp.web.manage.forms.named_machine import equipment_named
from geoapp.web.manage.forms.opening import UNKNOWN
from geoapp.web.manage.forms.step_form import Line

MAX_ROWS = 200
FEW_ROWS = 30  # up to here each row can become another machine
SELECTED = format_html("{}", " selected")
_MORE = ("make_model", "working_size", "materials", "bookable", "fee", "note")
_BOOKABLE = [UNKNOWN, ("yes", _("Yes")), ("no", _("No"))]


def _terms(of: ListName) -> list[tuple[str, Any]]:
    choices = [named_term(term, of) for term in current().in_use(of)]
    return [("", _("Choose")), *sorted(choices, key=lambda pair: pair[1].casefold())]


def named_term(term: str, of: ListName) -> tuple[str, str]:
    """Return a term's id and name; a retired term is marked as such."""
    vocabulary = current()
    name = vocabulary.label(term, of=of, language=language())
    if vocabulary.terms(of)[term].retired:
        name = gettext("%(name)s (no longer listed)") % {"name": name}
    return term, name


def with_retired_terms(
    choices: list[tuple[str, Any]], present: object, of: ListName
) -> list[tuple[str, Any]]:
    """Return choices with the venue's retired terms added."""
    terms = [present] if isinstance(present, str) else present
    if not isinstance(terms, list | tuple):
        return choices
    chosen = {value for value, _name in choices}
    listed_terms = current().terms(of)
    more = [t for t in dict.fromkeys(terms) if t not in chosen and t in listed_terms]
    return [*choices, *(named_term(term, of) for term in more)]


def _crafts() -> list[tuple[str, Any]]:
    return _terms("crafts")


def _equipment() -> list[tuple[str, Any]]:
    return _terms("equipment")


def materials() -> list[tuple[str, Any]]:
    """Return the materials in use, by name."""
    return _terms("materials")[1:]


def include_retired_terms(form: forms.Form, name: str, of: ListName) -> None:
    """Let a field accept its initial value even if that term has been retired."""
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = with_retired_terms(list(field.choices), form.initial.get(name), of)  # type: ignore[arg-type]


class QuickSelect(forms.Select):
    """A select without a template for each option: 200 rows have 40,000 of them."""

    def render(  # noqa: PLR0917 - as Django calls it
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002 - as Django calls it
    ) -> SafeString:
        """Return the element."""
        selected = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SELECTED if str(key) in selected else "", label)
                for key, label in self.choices
            ),
        )
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        if self.allow_multiple_selected:
            attributes["multiple"] = True
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


class QuickSelectMultiple(QuickSelect, forms.SelectMultiple):
    """The same for several choices."""


class OfferForm(SiteForm):
    """A craft and what people can do."""

    craft = forms.ChoiceField(label=_("Craft"), choices=_crafts, required=False)
    modes = forms.MultipleChoiceField(
        label=_("What people can do"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        include_retired_terms(self, "craft", "crafts")

    def clean(self) -> dict[str, Any]:
        """Require at least one mode for a craft."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("craft") and not cleaned.get("modes"):
            message = gettext("%(craft)s: choose at least one thing people can do.")
            name = current().label(cleaned["craft"], language=language())
            self.add_error("modes", message % {"craft": name})
        return cleaned


class MachineForm(SiteForm):
    """One machine, or several of the same kind."""

    equipment = forms.ChoiceField(
        label=_("Machine"), choices=_equipment, required=False, widget=QuickSelect
    )
    becomes = Line(
        label=_("Change to another machine"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "machine-names"}),
    )
    count = forms.IntegerField(
        label=_("How many"), min_value=0, max_value=999, required=False
    )
    make_model = Line(label=_("Make and model"), max_length=200, required=False)
    working_size = Line(
        label=_("Maximum workpiece size"), max_length=120, required=False
    )
    materials = forms.MultipleChoiceField(
        label=FIELD_LABELS["materials"],
        choices=materials,
        required=False,
        widget=QuickSelectMultiple,
    )
    induction = forms.ChoiceField(
        label=_("Induction"), choices=[UNKNOWN, *Induction.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("Condition"),
        # Unknown comes first, as the default of a new row.
        choices=sorted(MachineState.choices, key=lambda c: c[0] != "unknown"),
        required=False,
    )
    bookable = forms.ChoiceField(
        label=_("Can be booked"), choices=_BOOKABLE, required=False
    )
    fee = Line(label=_("Fee"), max_length=120, required=False)
    note = Line(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, is_short: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        include_retired_terms(self, "equipment", "equipment")
        include_retired_terms(self, "materials", "materials")
        current_id = str(self.initial.get("equipment"))
        if not (is_short and current_id in current().equipment):
            del self.fields["becomes"]
        elif not self.is_bound:
            # With many rows, each select has only its own type: all choices in each
            # would be a page of megabytes. `becomes` takes the name of another.
            own = [named_term(current_id, "equipment")]
            cast("forms.Select", self.fields["equipment"].widget).choices = own

    def clean(self) -> dict[str, Any]:
        """Replace the machine by the one named in `becomes`, if any."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        words = cleaned.get("becomes")
        if words:
            equipment = equipment_named(words)
            if equipment is None:
                self.add_error(
                    "becomes",
                    gettext(
                        "We do not recognise “%(machine)s”. Enter it under “%(label)s”"
                        " below."
                    )
                    % {"machine": words, "label": FIELD_LABELS["unmatched"]},
                )
            cleaned["equipment"] = equipment
        return cleaned

    @property
    def has_more(self) -> bool:
        """Whether fields beyond machine, count and induction have a value or an error."""
        state = self["state"].value() not in {None, "", MachineState.UNKNOWN.value}
        becomes = "becomes" in self.fields and self.shows("becomes")
        return state or becomes or self.shows(*_MORE)

    def record(self) -> dict[str, Any]:
        """Return the machine in JSON form without unknown values."""
        cleaned = self.cleaned_data
        booked = {"yes": True, "no": False}.get(cleaned.get("bookable", ""))
        names = ("equipment", "make_model", "working_size", "materials", "induction")
        row = {name: cleaned[name] for name in (*names, "fee", "note")}
        filled = {name: value for name, value in row.items() if value}
        if cleaned["count"] is not None:
            filled["count"] = cleaned["count"]
        if cleaned["state"] and cleaned["state"] != MachineState.UNKNOWN:
            filled["state"] = cleaned["state"]
        return filled | ({} if booked is None else {"bookable": booked})
