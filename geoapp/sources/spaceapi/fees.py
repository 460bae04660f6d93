"""The price of membership, from `membership_plans` (SpaceAPI 14)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geoapp.crafts.choices import Price
from geoapp.sources.spaceapi.values import RepairLog, number_of, text_of

_INTERVALS = {
    "hourly": Price.HOUR.value,
    "daily": Price.DAY.value,
    "monthly": Price.MONTH.value,
}
_MAX_AMOUNT = 9_999_999.0
_MAX_NOTE_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePlan:
    """A membership plan as fields of a record; empty values are unknown."""

    price: str = ""
    amount: str = ""
    currency: str = ""
    note: str = ""


def plan_of(document: Mapping[str, Any], book: RepairLog) -> FeePlan:
    """Return the first plan with a supported interval; its name is the note."""
    plans = document.get("membership_plans")
    for plan in plans if isinstance(plans, list) else ():
        if not isinstance(plan, Mapping):
            continue
        price = _INTERVALS.get(str(plan.get("billing_interval")))
        amount = number_of(plan.get("value"))
        currency = str(plan.get("currency", ""))
        if price is None or amount is None or not 0 < amount < _MAX_AMOUNT:
            continue
        if not re.fullmatch(r"[A-Z]{3}", currency, re.ASCII):
            continue
        note = text_of(plan.get("name"), book, what="plan", longest=_MAX_NOTE_LENGTH)
        return FeePlan(
            price=price, amount=f"{amount:.2f}", currency=currency, note=note
        )
    return FeePlan()
