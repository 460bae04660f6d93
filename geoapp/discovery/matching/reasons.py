"""Why a venue fits and what it lacks: codes for programs, words for people."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, ngettext

from geoapp.crafts.choices import Induction, Mode, Operation
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.vocabulary import current
from geoapp.discovery.hours.open_state import CLOSED, UNKNOWN
from geoapp.discovery.matching.fit import (
    BROADER,
    LISTED,
    LISTED_BROKEN,
    NARROWER,
    NO,
    NO_CRAFT,
    SAID_ABSENT,
    Facts,
    Fit,
    Visitor,
    admits,
    equipment_status,
)
from geoapp.discovery.matching.requirements import Requirements

FRESH_MONTHS, STALE_MONTHS = 6, 12


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code, its subject, and the words for it."""

    code: str
    subject: str
    label: str
    inferred: bool = False


def months_since(day: date, at: datetime) -> int:
    """Return the number of whole months between a day and a moment."""
    now = at.date()
    months = (now.year - day.year) * 12 + now.month - day.month
    return months - (now.day < day.day)


def freshness(day: date | None, at: datetime) -> str:
    """Return fresh, ageing (6 months), stale (12 months), or unknown."""
    if day is None:
        return "unknown"
    months = months_since(day, at)
    if months < FRESH_MONTHS:
        return "fresh"
    return "ageing" if months < STALE_MONTHS else "stale"


def reasons_of(fit: Fit, facts: Facts, needs: Requirements) -> tuple[Reason, ...]:
    """Return the reasons for the venue, strongest first."""
    reasons = [
        _machine_reason(equipment, facts)
        for equipment in (*needs.required, *needs.guessed, *needs.optional)
        if equipment_status(equipment, facts.equipment) == LISTED
    ]
    if fit.craft_step != NO_CRAFT:
        reasons.append(_craft_reason(fit, facts))
    return tuple(reasons)


def _machine_reason(equipment: str, facts: Facts) -> Reason:
    row = facts.equipment[equipment]
    words = {
        Induction.NONE: gettext("%(machine)s, no induction needed"),
        Induction.GENERAL: gettext("%(machine)s, general induction needed"),
        Induction.MACHINE: gettext("%(machine)s, induction needed"),
        Induction.STAFF: gettext("%(machine)s, operated by staff"),
    }.get(row.induction, gettext("%(machine)s available"))  # type: ignore[call-overload]
    return Reason(
        "has_equipment",
        equipment,
        words % {"machine": _label(equipment)},
        row.inferred,
    )


def _craft_reason(fit: Fit, facts: Facts) -> Reason:
    craft = current().label(fit.craft, of="crafts", language=language())
    words = {
        Mode.USE: gettext("%(craft)s: you can use the workshop"),
        Mode.LEARN: gettext("%(craft)s: taught here"),
        Mode.COMMISSION: gettext("%(craft)s: made to order"),
        Mode.REPAIR: gettext("%(craft)s: repairs"),
        Mode.BUY: gettext("%(craft)s: for sale"),
    }[Mode(fit.mode)]
    modes = {offer.mode for offer in facts.offers if offer.craft == fit.craft}
    if {Mode.USE, Mode.LEARN} <= modes:
        words = gettext("%(craft)s: you can use the workshop or learn it there")
    code = {NARROWER: "craft_narrower", BROADER: "craft_broader"}.get(
        fit.craft_step, "craft_equal"
    )
    inferred = any(
        o.inferred for o in facts.offers if (o.craft, o.mode) == (fit.craft, fit.mode)
    )
    return Reason(code, fit.craft, words % {"craft": craft}, inferred)


def gaps_of(
    fit: Fit, facts: Facts, needs: Requirements, *, visitor: Visitor, at: datetime
) -> tuple[Reason, ...]:
    """Return what is missing, unknown or uncertain, most important first."""
    gaps = [
        _missing(equipment, fit.equipment_statuses[equipment])
        for equipment in fit.missing
    ]
    gaps += [
        Reason(
            "usually_needs",
            equipment,
            gettext("usually needed and not listed here: %(machine)s")
            % {"machine": _machine(equipment)},
            inferred=True,
        )
        for equipment in needs.guessed
        if equipment_status(equipment, facts.equipment) != LISTED
    ]
    gaps += _doubts(facts, visitor)
    if facts.confirmed_at is None:
        gaps.append(Reason("never_confirmed", "", gettext("Not confirmed yet")))
    elif freshness(facts.confirmed_at, at) != "fresh":
        gaps.append(_old(facts.confirmed_at, at))
    return tuple(gaps)


def _missing(equipment: str, status: str) -> Reason:
    if status == SAID_ABSENT:
        words = gettext("no %(machine)s") % {"machine": _machine(equipment)}
        return Reason("equipment_absent", equipment, words)
    machine = {"machine": _label(equipment)}
    if status == LISTED_BROKEN:
        words = gettext("%(machine)s out of order") % machine
        return Reason("equipment_broken", equipment, words)
    words = gettext("%(machine)s not listed") % machine
    return Reason("equipment_not_listed", equipment, words)


def _doubts(facts: Facts, visitor: Visitor) -> list[Reason]:
    doubts = []
    if facts.operation == Operation.PLANNED:
        doubts.append(Reason("planned", "", gettext("not open yet")))
    elif facts.operation == Operation.PAUSED:
        doubts.append(Reason("paused", "", gettext("temporarily closed")))
    elif admits(facts.access, visitor.audience) == NO:
        doubts.append(Reason("access_restricted", "", _access_words(facts)))
    if facts.opening.state == UNKNOWN:
        doubts.append(
            Reason("hours_unknown", "", gettext("opening hours not known yet"))
        )
    elif facts.opening.state == CLOSED and visitor.asks_for_time:
        doubts.append(Reason("closed_then", "", gettext("closed at that time")))
    return doubts


def _access_words(facts: Facts) -> str:
    if "membership" in facts.access:
        return gettext("members only")
    if "appointment" in facts.access:
        return gettext("by appointment only")
    return gettext("not open to the public")


def _old(day: date, at: datetime) -> Reason:
    months = months_since(day, at)
    if months < STALE_MONTHS:
        words = ngettext(
            "Last confirmed %(n)d month ago", "Last confirmed %(n)d months ago", months
        ) % {"n": months}
    else:
        words = gettext("Last confirmed %(year)d") % {"year": day.year}
    return Reason("confirmed_long_ago", str(months), words)


def _label(equipment: str) -> str:
    return current().label(equipment, of="equipment", language=language())


def _machine(equipment: str) -> str:
    """Return the machine's name as used within a sentence."""
    label = _label(equipment)
    # German writes its nouns with a capital everywhere.
    if language() == "de" or label[:2].isupper():
        return label
    return label[:1].lower() + label[1:]
