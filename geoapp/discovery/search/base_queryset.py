"""The widest set of a query: its area, and what its text means."""

from django.db.models import Q

from geoapp.common.text import folded
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.filter_declaration import Circle
from geoapp.discovery.text.interpretation import Interpretation, Term
from geoapp.publishing.models import PublishedVenue, PublishedVenueQuerySet


def circle_of(criteria: SearchCriteria) -> Circle | None:
    """Return the search circle, or None if no position is given."""
    return (criteria.near, criteria.radius) if criteria.near else None


def base_queryset(
    criteria: SearchCriteria, interpretation: Interpretation
) -> PublishedVenueQuerySet:
    """Return the venues on the map that match area and text, before any filter.

    Every filtered result is a subset of this queryset.
    """
    near = circle_of(criteria)
    venues = PublishedVenue.objects.on_map()
    if criteria.bbox:
        venues = venues.in_bbox(criteria.bbox)
    if near:
        venues = venues.near(*near)
    for term in interpretation.terms:
        venues = venues.filter(_term_q(term, near))
    return venues.matching_words(interpretation.words)


def _term_q(term: Term, near: Circle | None) -> Q:
    """Return the condition that a venue has the craft or the machine, or its name."""
    everything = PublishedVenue.objects.all()
    condition = Q(name_folded__contains=folded(term.words))
    if term.crafts:
        offering = everything.offering(term.crafts, near=near)
        condition |= Q(pk__in=offering.values("pk"))
    if term.kinds:
        condition |= Q(kind__in=term.kinds)
    for equipment in term.equipment:
        having = everything.having_equipment([equipment], near=near)
        condition |= Q(pk__in=having.values("pk"))
    return condition
