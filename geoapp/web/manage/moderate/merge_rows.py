"""The differences of two places, for choosing the values of the merged one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from geoapp.web.field_labels import field_label
from geoapp.web.manage.field_values import value_text

A, B, BOTH = "a", "b", "both"
# Fields that belong together are chosen together; the first one names them.
_GROUPS: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("kind",),
    ("address", "position", "precision", "uncertainty_m", "directions_hint", "floor"),
    ("area_served_m",),
    ("hours",),
    ("access",),
    ("newcomers",),
    ("minimum_age",),
    ("price", "price_amount", "price_currency", "price_note"),
    ("wheelchair", "accessibility"),
    ("languages",),
    ("offers",),
    ("machines",),
    ("materials",),
    ("contact",),
    ("summary",),
    ("organisation",),
    ("networks",),
    ("alternate_names",),
    ("operation", "operation_since", "operation_reason"),
)
_SILENT = frozenset({"precision", "uncertainty_m"})
# Of these, the merged place can have what both say.
_JOINABLE = frozenset(
    {"languages", "offers", "machines", "materials", "contact", "networks"}
)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """One difference: its fields, what both say, and what is chosen ("" if nothing)."""

    fields: tuple[str, ...]
    text_a: str
    text_b: str
    may_be_both: bool
    chosen: str = ""

    @property
    def name(self) -> str:
        """Return the name of the form field."""
        return self.fields[0]

    @property
    def label(self) -> str:
        """Return what the row is called."""
        return _label(self.fields)

    @property
    def options(self) -> tuple[str, ...]:
        """Return what can be chosen."""
        return (A, B, BOTH) if self.may_be_both else (A, B)


def merge_rows(
    a: Values, b: Values, chosen: Mapping[str, str] | None = None
) -> list[MergeRow]:
    """Return the differences of two places; `chosen` are the submitted choices.

    Without them, a value stands against an unknown one, and the newer confirmed place
    against the older.
    """
    rows = []
    for fields in _GROUPS:
        if all(a.get(field) == b.get(field) for field in fields):
            continue
        row = MergeRow(
            fields=fields,
            text_a=_text(fields, a),
            text_b=_text(fields, b),
            may_be_both=_may_be_both(fields, a, b),
        )
        choice = _suggestion(row, a, b) if chosen is None else chosen.get(row.name, "")
        rows.append(_with_choice(row, choice))
    return rows


def equal_fields(a: Values, b: Values) -> list[str]:
    """Return the labels of what is known and equal in both."""
    return [
        _label(fields)
        for fields in _GROUPS
        if any(field in a for field in fields)
        and all(a.get(field) == b.get(field) for field in fields)
    ]


def chosen_values(rows: Iterable[MergeRow], a: Values, b: Values) -> dict[str, Any]:
    """Return the values of the merged place; every row has a choice."""
    choices = {row.name: row.chosen for row in rows}
    values: dict[str, Any] = {}
    for fields in _GROUPS:
        choice = choices.get(fields[0], A)
        for field in fields:
            values[field] = (
                _union(field, a[field], b[field])
                if choice == BOTH
                else (b if choice == B else a).get(field)
            )
    return values


def _with_choice(row: MergeRow, choice: str) -> MergeRow:
    return MergeRow(
        fields=row.fields,
        text_a=row.text_a,
        text_b=row.text_b,
        may_be_both=row.may_be_both,
        chosen=choice if choice in row.options else "",
    )


def _may_be_both(fields: tuple[str, ...], a: Values, b: Values) -> bool:
    name = fields[0]
    return name in _JOINABLE and bool(a.get(name)) and bool(b.get(name))


def _suggestion(row: MergeRow, a: Values, b: Values) -> str:
    is_known_a = any(a.get(field) for field in row.fields)
    is_known_b = any(b.get(field) for field in row.fields)
    if is_known_a != is_known_b:
        return A if is_known_a else B
    if row.may_be_both:
        return BOTH
    days = (a.get("confirmed_at") or "", b.get("confirmed_at") or "")
    if days[0] == days[1]:
        return ""
    return A if days[0] > days[1] else B


def _label(fields: tuple[str, ...]) -> str:
    return gettext("Location") if "position" in fields else field_label(fields[0])


def _text(fields: tuple[str, ...], values: Values) -> str:
    texts = [
        value_text(field, values[field])
        for field in fields
        if field not in _SILENT and values.get(field) not in (None, "", [], {})
    ]
    return ", ".join(texts) or value_text(fields[0], None)


def _union(field: str, a: Any, b: Any) -> Any:
    if isinstance(a, Mapping):
        return {**b, **a}
    keys = {"offers": ("craft", "mode"), "machines": ("equipment", "make_model")}
    if field not in keys:
        return [*a, *(item for item in b if item not in a)]
    known = {_key(row, keys[field]) for row in a}
    return [*a, *(row for row in b if _key(row, keys[field]) not in known)]


def _key(row: Mapping[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row.get(name, "") for name in names)
