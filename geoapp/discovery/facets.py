"""How many venues each further choice would leave: counts beside every filter."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Count, F, Func, QuerySet, Value
from django.db.models.functions import Cast

from geoapp.discovery.question import Question
from geoapp.discovery.search import matching
from geoapp.publishing.models import PublishedEquipment, PublishedOffer
from geoapp.publishing.querysets import USABLE_STATES, PublishedVenueQuerySet

Counts = Mapping[str, Mapping[str, int]]
FACETS = ("craft", "equipment", "kind", "mode", "access", "wheelchair", "newcomers")
# The member of the criteria that each facet sets.
_MEMBERS = {
    "craft": "crafts",
    "equipment": "equipment",
    "kind": "kinds",
    "mode": "modes",
    "access": "access",
    "wheelchair": "wheelchair",
    "newcomers": "newcomers",
}


def facets(question: Question) -> Counts:
    """Return facet -> value -> count.

    Values of a facet that widens (OR) are counted without the facet's own
    choices; equipment narrows (AND) and is counted with them. One statement.
    """
    asked = {name: _without_own_choices(name, question) for name in FACETS}
    # Most facets have no choice of their own, and so one set of venues in common.
    found = {one: matching(one).order_by() for one in set(asked.values())}
    parts = [_part(name, found[asked[name]], question) for name in FACETS]
    counted: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for facet, value, count in parts[0].union(*parts[1:], all=True):
        if value:
            counted[facet][value] = count
    return counted


def _without_own_choices(name: str, question: Question) -> Question:
    """Return the question that a facet is counted for."""
    member = _MEMBERS[name]
    if name == "equipment":
        return question
    return question.but(**{member: type(getattr(question.criteria, member))()})


def _part(
    name: str, found: PublishedVenueQuerySet, question: Question
) -> QuerySet[Any, Any]:
    criteria = question.criteria
    if name in ("craft", "mode"):
        offers = PublishedOffer.objects.filter(venue_id__in=found.values("pk"))
        if name == "craft" and criteria.modes:
            offers = offers.filter(mode__in=criteria.modes)
        column = "craft_id" if name == "craft" else "mode"
        return _counted(name, offers, F(column), of="venue_id")
    if name == "equipment":
        machines = PublishedEquipment.objects.filter(
            venue_id__in=found.values("pk"), state__in=USABLE_STATES
        )
        return _counted(
            name, machines.exclude(count=0), F("equipment_id"), of="venue_id"
        )
    if name == "access":
        return _counted(name, found, Func(F("access"), function="unnest"), of="pk")
    return _counted(name, found, F(name), of="pk")


def _counted(
    name: str, rows: QuerySet[Any], value: Any, *, of: str
) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = (
        rows.values(
            facet=Value(name, output_field=CharField()),
            facet_value=Cast(value, CharField()),
        )
        .annotate(n=Count(of, distinct=True))
        .values_list("facet", "facet_value", "n")
        .order_by()
    )
    return counted
