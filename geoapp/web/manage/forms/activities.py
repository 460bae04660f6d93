"""The step for crafts and machines."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_forms import MAX_WORD_LENGTH
from geoapp.web.manage.forms.machine_row import (
    FEW_ROWS,
    MAX_ROWS,
    MachineForm,
    OfferForm,
    include_retired_terms,
    materials,
    named_term,
)
from geoapp.web.manage.forms.pasted_machines import read_machines
from geoapp.web.manage.forms.step_form import StepForm, lines_of

OfferForms = formset_factory(
    OfferForm, extra=1, max_num=MAX_ROWS, absolute_max=MAX_ROWS, can_delete=True
)
MachineForms = formset_factory(
    MachineForm, extra=1, max_num=MAX_ROWS, absolute_max=MAX_ROWS, can_delete=True
)


class ActivitiesForm(StepForm):
    """Crafts, machines and materials; `words` is free text for the curators."""

    field_names: ClassVar[tuple[str, ...]] = (
        "offers",
        "machines",
        "materials",
        "unmatched",
    )

    materials = forms.MultipleChoiceField(
        label=_("Materials people can work with"),
        choices=materials,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pasted = forms.CharField(
        label=_("Paste a list of machines"),
        help_text=_(
            "One per line, or rows from a spreadsheet: machine, how many, make and "
            "model, size, fee."
        ),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    words = forms.CharField(
        label=_("Crafts or machines missing from our lists"),
        help_text=_("One per line, in your own words. We may add them to our lists."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        initial = self.initial
        include_retired_terms(self, "materials", "materials")
        self.offers: BaseFormSet[OfferForm] = OfferForms(
            data, prefix="offer", initial=initial.get("offers")
        )
        self.machines: BaseFormSet[MachineForm] = MachineForms(
            data,
            prefix="machine",
            initial=initial.get("machines"),
            form_kwargs={"is_short": len(initial.get("machines") or ()) > FEW_ROWS},
        )

    @classmethod
    def initial_of(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the initial values, with modes grouped by craft."""
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
            "words": "\n".join(values.get("unmatched") or ()),
        }

    @property
    def machine_names(self) -> list[str]:
        """The names of all machines, if there are too many rows to list them in each."""
        if len(self.initial.get("machines") or ()) <= FEW_ROWS:
            return []
        return [
            named_term(term, "equipment")[1] for term in current().in_use("equipment")
        ]

    @property
    def shows_pasted(self) -> bool:
        """Whether the pasted list has a value or an error."""
        return self.shows("pasted")

    @property
    def shows_materials(self) -> bool:
        """Whether the materials have a value or an error."""
        return self.shows("materials")

    @property
    def recognised(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The machines recognised in the pasted rows, by name, to check before saving."""
        machines, _unknown = read_machines(str(self["pasted"].value() or ""))
        return [(named_term(row["equipment"], "equipment")[1], row) for row in machines]

    @property
    def unrecognised(self) -> list[str]:
        """The pasted rows without a recognised machine."""
        return read_machines(str(self["pasted"].value() or ""))[1]

    def is_valid(self) -> bool:
        """Whether the form and all its rows are valid."""
        rows = [self.offers.is_valid(), self.machines.is_valid()]
        return super().is_valid() and all(rows)

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values; unchanged inferred rows stay inferred."""
        return {
            "offers": self._offers(values) or None,
            "machines": self._machines(values) or None,
            "materials": sorted(self.cleaned_data["materials"]) or None,
            "unmatched": self._free_words() or None,
        }

    def clean_words(self) -> str:
        """Return the words; new lines have at most 80 characters."""
        words = str(self.cleaned_data["words"])
        former_lines = lines_of(str(self.initial.get("words") or ""))
        new = [line for line in lines_of(words) if line not in former_lines]
        if any(len(line) > MAX_WORD_LENGTH for line in new):
            raise ValidationError(_("Use no more than 80 characters per line."))
        return words

    def _free_words(self) -> list[str]:
        """Return the free text lines, with the unrecognised pasted rows."""
        _machines, unknown = read_machines(self.cleaned_data["pasted"])
        # Typed into a machine search without a match; the page's script sends it.
        typed = [" ".join(w.split())[:MAX_WORD_LENGTH] for w in self._typed()]
        text = "\n".join([self.cleaned_data["words"], *unknown, *typed])
        return lines_of(text)[:MAX_ROWS]

    def _typed(self) -> list[str]:
        return self.data.getlist("typed") if isinstance(self.data, QueryDict) else []

    def _offers(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        former = {(o["craft"], o["mode"]): o for o in values.get("offers") or ()}
        offers: dict[tuple[str, str], dict[str, Any]] = {}
        for row in _rows(self.offers):
            for mode in row.cleaned_data["modes"] if row.cleaned_data["craft"] else ():
                key = (row.cleaned_data["craft"], mode)
                offers[key] = former.get(key, {"craft": key[0], "mode": mode})
        return [offers[key] for key in sorted(offers)]

    def _machines(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = [r.record() for r in _rows(self.machines) if r.cleaned_data["equipment"]]
        pasted, _unknown = read_machines(self.cleaned_data["pasted"])
        former = {_machine_key(m): m for m in values.get("machines") or ()}
        machines: dict[tuple[str, str], dict[str, Any]] = {}
        for row in (*rows, *pasted):
            former_row = former.get(_machine_key(row))
            guessed = {**row, "inferred": True}
            machines.setdefault(
                _machine_key(row), guessed if former_row == guessed else row
            )
        return list(machines.values())


def _machine_key(machine: Mapping[str, Any]) -> tuple[str, str]:
    return str(machine["equipment"]), str(machine.get("make_model", ""))


def _rows(forms_of: "BaseFormSet[Any]") -> list[Any]:
    gone = forms_of.deleted_forms
    return [row for row in forms_of if row.cleaned_data and row not in gone]


def _booked(value: object) -> str:
    return "" if value is None else ("yes" if value else "no")
