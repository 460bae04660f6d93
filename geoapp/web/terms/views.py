"""The pages of crafts and equipment."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from geoapp.common.text import one_line
from geoapp.crafts.concepts import STRENGTHS
from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.results import SearchHit
from geoapp.discovery.term_pages import (
    TermPageQuery,
    craft_counts,
    craft_tutorials,
    equipment_counts,
    equipment_tutorials,
    mode_counts,
    places_listing,
    places_offering,
)
from geoapp.web.page_cache.cached_page import cached_page
from geoapp.web.page_params import page_params, position_of
from geoapp.web.terms.vocabulary_tree import (
    craft_tree,
    equipment_list,
    named,
    narrower_of,
    other_names,
)

PLACES, TUTORIALS = 30, 24
_MAX_WORD_LENGTH = 80


@require_safe
@cached_page
def crafts(request: HttpRequest) -> HttpResponse:
    """Show the tree of crafts, or those that match a word."""
    counts, word = craft_counts(), _word(request)
    terms = named(word, of="crafts", counts=counts) if word else ()
    context = {"word": word, "terms": terms, "tree": craft_tree(counts)}
    return render(request, "terms/crafts.html", context)


@require_safe
@cached_page
def all_equipment(request: HttpRequest) -> HttpResponse:
    """Show the types of equipment, or those that match a word."""
    counts, word = equipment_counts(), _word(request)
    terms = named(word, of="equipment", counts=counts) if word else ()
    context = {"word": word, "terms": terms, "entries": equipment_list(counts)}
    return render(request, "terms/all_equipment.html", context)


def _word(request: HttpRequest) -> str:
    return one_line(request.GET.get("q", ""), longest=_MAX_WORD_LENGTH)


@require_safe
@cached_page
def craft(request: HttpRequest, craft_id: str) -> HttpResponse:
    """Show a craft: its places, tutorials and equipment."""
    term = current().crafts.get(craft_id)
    if term is None:
        raise Http404
    query, context = _page_query(request)
    modes = mode_counts(craft_id)
    edges = sorted(term.equipment, key=lambda edge: STRENGTHS.index(edge.strength))
    hits = places_offering(craft_id, query)
    context |= {
        "craft": term,
        "names": other_names(term),
        "broader": reversed(current().ancestors(craft_id)),
        "narrower": narrower_of(term),
        "edges": edges,
        "all_places": modes.pop("any"),
        "modes": list(modes.items()),
        "rows": _craft_rows(craft_id, hits),
        "hits": hits,
        "tutorials": craft_tutorials(craft_id, limit=TUTORIALS),
    }
    return render(request, "terms/craft.html", context)


@require_safe
@cached_page
def equipment(request: HttpRequest, equipment_id: str) -> HttpResponse:
    """Show a type of equipment: its places, crafts and tutorials."""
    term = current().equipment.get(equipment_id)
    if term is None:
        raise Http404
    query, context = _page_query(request)
    hits = places_listing(equipment_id, query)
    context |= {
        "equipment": term,
        "names": other_names(term),
        "crafts": current().crafts_using(equipment_id),
        "rows": [(hit, _machines(hit, equipment_id)) for hit in hits],
        "hits": hits,
        "needs": equipment_tutorials(equipment_id, limit=TUTORIALS),
    }
    return render(request, "terms/equipment.html", context)


def _page_query(request: HttpRequest) -> tuple[TermPageQuery, dict[str, Any]]:
    """Return the query for places, and the context of its form."""
    at = timezone.now()
    params = page_params(request, at=at)
    near = position_of(request, params)
    query = TermPageQuery(
        at=at,
        audience=params.criteria.audience,
        near=near,
        radius=params.criteria.radius,
        limit=PLACES,
    )
    context = {
        "at": at,
        "near": near,
        "criteria": params.criteria,
        "where": params.where,
        "place": params.place,
        "problems": params.problems,
        "max_places": PLACES,
    }
    return query, context


def _craft_rows(
    craft_id: str, hits: tuple[SearchHit, ...]
) -> list[tuple[SearchHit, list[str], bool]]:
    """Return each place with its modes of the craft, and whether all are inferred."""
    craft_ids = {craft_id, *current().narrower(craft_id)}
    rows = []
    for hit in hits:
        offers = [o for o in hit.venue.page["offers"] if o["craft"] in craft_ids]
        modes = list(dict.fromkeys(offer["mode"] for offer in offers))
        rows.append((hit, modes, all(offer["inferred"] for offer in offers)))
    return rows


def _machines(hit: SearchHit, equipment_id: str) -> list[dict[str, Any]]:
    return [
        machine
        for machine in hit.venue.page["machines"]
        if machine["equipment"] == equipment_id and machine["count"] != 0
    ]
