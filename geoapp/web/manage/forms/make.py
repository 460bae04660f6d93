"""What one can do there: crafts with their modes, machines with their facts."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.concepts import ListName
from geoapp.crafts.suggest import suggest
from geoapp.crafts.terms import Induction, MachineState, Mode
from geoapp.crafts.vocabulary import current
from geoapp.web.manage.forms.open import UNKNOWN
from geoapp.web.manage.forms.step_form import Line, StepForm, lines_of
from geoapp.web.phrases import language

MOST_ROWS = 200
_BOOKABLE = [UNKNOWN, ("yes", _("Yes")), ("no", _("No"))]


def _terms(of: ListName) -> list[tuple[str, Any]]:
    vocabulary = current()
    named = [(t, vocabulary.label(t, of=of, language=language())) for t in _used(of)]
    return [("", _("choose")), *sorted(named, key=lambda pair: pair[1].casefold())]


def _used(of: ListName) -> Sequence[str]:
    return current().in_use(of)


def _crafts() -> list[tuple[str, Any]]:
    return _terms("crafts")


def _equipment() -> list[tuple[str, Any]]:
    return _terms("equipment")


def _materials() -> list[tuple[str, Any]]:
    return _terms("materials")[1:]


class OfferForm(forms.Form):
    """One craft and what people may do of it."""

    craft = forms.ChoiceField(label=_("Craft"), choices=_crafts, required=False)
    modes = forms.MultipleChoiceField(
        label=_("What people may do"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """A craft needs a mode, and is offered to use where nobody says which."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("craft") and not cleaned.get("modes"):
            self.add_error("modes", _("Say what people may do of it."))
        return cleaned


class MachineForm(forms.Form):
    """One machine, or several alike."""

    equipment = forms.ChoiceField(
        label=_("Machine"), choices=_equipment, required=False
    )
    count = forms.IntegerField(
        label=_("How many"), min_value=0, max_value=999, required=False
    )
    make_model = Line(label=_("Make and model"), max_length=200, required=False)
    working_size = Line(label=_("Working size"), max_length=120, required=False)
    materials = forms.MultipleChoiceField(
        label=_("Materials"), choices=_materials, required=False
    )
    induction = forms.ChoiceField(
        label=_("Induction"), choices=[UNKNOWN, *Induction.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        # Unknown first: what a new row says before anybody has said anything.
        choices=sorted(MachineState.choices, key=lambda c: c[0] != "unknown"),
        required=False,
    )
    bookable = forms.ChoiceField(
        label=_("Can be booked"), choices=_BOOKABLE, required=False
    )
    fee = Line(label=_("Fee"), max_length=120, required=False)
    note = Line(label=_("Note"), max_length=300, required=False)

    def record(self) -> dict[str, Any]:
        """Return the machine in its JSON form, without what is not known."""
        cleaned = self.cleaned_data
        booked = {"yes": True, "no": False}.get(cleaned.get("bookable", ""))
        names = ("equipment", "make_model", "working_size", "materials", "induction")
        row = {name: cleaned[name] for name in (*names, "fee", "note")}
        kept = {name: value for name, value in row.items() if value}
        if cleaned["count"] is not None:
            kept["count"] = cleaned["count"]
        if cleaned["state"] and cleaned["state"] != MachineState.UNKNOWN:
            kept["state"] = cleaned["state"]
        return kept | ({} if booked is None else {"bookable": booked})


OfferForms = formset_factory(
    OfferForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_delete=True
)
MachineForms = formset_factory(
    MachineForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_delete=True
)


class MakeForm(StepForm):
    """Offers, machines, materials; `words` are free and kept for curation."""

    fields_said: ClassVar[tuple[str, ...]] = ("offers", "machines", "materials")

    materials = forms.MultipleChoiceField(
        label=_("Materials that people may work there"),
        choices=_materials,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pasted = forms.CharField(
        label=_("Paste a list of machines"),
        help_text=_(
            "One a line, or rows of a table: machine, how many, make and model, "
            "working size, fee."
        ),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    words = forms.CharField(
        label=_("Crafts or machines that the lists do not have"),
        help_text=_("In your own words, one a line. We add what is missing."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        given = self.initial
        self.offers: BaseFormSet[OfferForm] = OfferForms(
            data, prefix="offer", initial=given.get("offers")
        )
        self.machines: BaseFormSet[MachineForm] = MachineForms(
            data, prefix="machine", initial=given.get("machines")
        )

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields; modes gathered by craft."""
        modes: dict[str, list[str]] = {}
        for offer in values.get("offers") or ():
            modes.setdefault(offer["craft"], []).append(offer["mode"])
        machines = [
            {**row, "bookable": _booked(row.get("bookable"))}
            for row in values.get("machines") or ()
        ]
        return {
            "offers": [{"craft": c, "modes": m} for c, m in sorted(modes.items())],
            "machines": machines,
            "materials": values.get("materials") or [],
        }

    def is_valid(self) -> bool:
        """Whether every row is."""
        rows = [self.offers.is_valid(), self.machines.is_valid()]
        return super().is_valid() and all(rows)

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields; what was guessed and not touched stays a guess."""
        return {
            "offers": self._offers(values) or None,
            "machines": self._machines(values) or None,
            "materials": sorted(self.cleaned_data["materials"]) or None,
        }

    def free_words(self) -> list[str]:
        """Return what the lists do not have, with the pasted rows nobody knows."""
        _known, unknown = read_machines(self.cleaned_data["pasted"])
        return [*lines_of(self.cleaned_data["words"]), *unknown]

    def _offers(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        former = {(o["craft"], o["mode"]): o for o in values.get("offers") or ()}
        said: dict[tuple[str, str], dict[str, Any]] = {}
        for row in _rows(self.offers):
            for mode in row.cleaned_data["modes"] if row.cleaned_data["craft"] else ():
                key = (row.cleaned_data["craft"], mode)
                said[key] = former.get(key, {"craft": key[0], "mode": mode})
        return [said[key] for key in sorted(said)]

    def _machines(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = [r.record() for r in _rows(self.machines) if r.cleaned_data["equipment"]]
        known, _unknown = read_machines(self.cleaned_data["pasted"])
        former = {_machine_key(m): m for m in values.get("machines") or ()}
        said: dict[tuple[str, str], dict[str, Any]] = {}
        for row in (*rows, *known):
            there = former.get(_machine_key(row))
            guessed = {**row, "inferred": True}
            said.setdefault(_machine_key(row), guessed if there == guessed else row)
        return list(said.values())


def _machine_key(machine: Mapping[str, Any]) -> tuple[str, str]:
    return str(machine["equipment"]), str(machine.get("make_model", ""))


def _rows(forms_of: "BaseFormSet[Any]") -> list[Any]:
    gone = forms_of.deleted_forms
    return [row for row in forms_of if row.cleaned_data and row not in gone]


def _booked(value: object) -> str:
    return "" if value is None else ("yes" if value else "no")


def read_machines(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the machines of pasted rows, and the first cells that none was.

    Cells are parted by tabs, semicolons or commas: the machine, how many, make and
    model, working size, fee.
    """
    known: list[dict[str, Any]] = []
    unknown: list[str] = []
    delimiter = next((sign for sign in "\t;" if sign in text), ",")
    text = text.replace("\0", "")
    for cells in csv.reader(io.StringIO(text), delimiter=delimiter, strict=False):
        first, *rest = [" ".join(cell.split()) for cell in cells] or [""]
        if not first:
            continue
        equipment = _equipment_named(first)
        if equipment is None:
            unknown.append(first[:80])
        else:
            known.append(_machine_of(equipment, rest))
    return known[:MOST_ROWS], unknown[:MOST_ROWS]


def _equipment_named(words: str) -> str | None:
    if words in current().equipment:
        return words
    guesses = suggest(words, vocabulary=current()).equipment
    return guesses[0].id if guesses else None


def _machine_of(equipment: str, rest: Sequence[str]) -> dict[str, Any]:
    count, model, size, fee = [*rest, "", "", "", ""][:4]
    row: dict[str, Any] = {"equipment": equipment}
    if count.isascii() and count.isdigit() and len(count) <= 3:
        row["count"] = int(count)
    for name, words, most in (
        ("make_model", model, 200),
        ("working_size", size, 120),
        ("fee", fee, 120),
    ):
        if words:
            row[name] = words[:most]
    return row
