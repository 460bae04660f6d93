"""The context of a list of results, and suggestions for an empty one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from geoapp.crafts.choices import Wheelchair
from geoapp.crafts.spoken_languages import language
from geoapp.discovery.search.beyond_horizon import TooManyToEvaluate
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.cursors import InvalidCursor
from geoapp.discovery.search.empty_result import (
    FURTHEST,
    EmptyResult,
    explain_empty_result,
)
from geoapp.discovery.search.facets import FACETS, ResultSummary, summarise
from geoapp.discovery.search.params import Problem
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import SearchResult, search_page
from geoapp.discovery.search.understood import understood
from geoapp.discovery.text.place_suggestions import PlaceSuggestion
from geoapp.discovery.text.spelling import spelling_suggestion
from geoapp.web.distances import radii_m
from geoapp.web.map.alternate_formats import alternate_formats
from geoapp.web.map.broader_searches import broader_searches, next_searches
from geoapp.web.map.chips import Chip, chips_of, readings
from geoapp.web.map.filter_choices import choices_of
from geoapp.web.map.matched_terms import matched_pieces, name_pieces, named_terms
from geoapp.web.map.page_title import results_title
from geoapp.web.marker_shapes import kinds_by_shape
from geoapp.web.page_params import DIGITS, PageParams, page_params


def result_context(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return the context of the list, its filters and its chips."""
    params = page_params(request, at=at)
    result, summary, params = _run_search(params, at=at)
    criteria = result.query.as_params
    params = replace(params, criteria=criteria)
    interpretation = result.interpretation
    chips = chips_of(criteria, interpretation, place=params.place)
    choices = choices_of(params.given, summary.facets)
    place = params.place or interpretation.place
    return {
        "page_title": results_title(criteria, interpretation, place=place),
        "at": at,
        "form_criteria": params.given,
        "where": params.where,
        "place": place,
        # Words left out of a search text are shown with its other unknown words.
        "near_place": params.place or (place and replace(place, left_out="")),
        "namesakes": _namesakes(params, place, result),
        "by_position": "near" in request.GET and params.place is None,
        "result": result,
        "rows": _rows(result, criteria),
        "criteria": result.criteria,
        "problems": params.problems,
        "total": summary,
        "fully_accessible": _fully_accessible(criteria, summary),
        "chips": [(chip.label, params.query(chip.without)) for chip in chips],
        "choices": choices,
        "filters_on": sum(c.chosen for group in choices for c in group.choices),
        "spelling_suggestions": _spelling_suggestions(params, result),
        **_elsewhere(params, chips, result),
        "form_query": params.query(params.given),
        "next_query": params.query(criteria),
        "understood": _understood(request, result),
        "alternate_formats": alternate_formats(result.criteria),
        "map_query": result.criteria.query_string(bbox=None),
        "kinds_by_shape": kinds_by_shape(),
        "text_without_place": _text_without_place(result),
    }


def _elsewhere(
    params: PageParams, chips: Sequence[Chip], result: SearchResult
) -> dict[str, Any]:
    """Return the context of an empty list: the nearest places and other searches."""
    broader = () if result.hits else broader_searches(params, chips, result.query)
    empty_result = (
        EmptyResult()
        if result.hits
        else explain_empty_result(
            result.query, [search.criteria for search in broader], radii_m=radii_m()
        )
    )
    return {
        "next_searches": next_searches(params, broader, empty_result),
        "nearest": empty_result.nearest,
        "nearest_hours_read": empty_result.hours_read,
        "furthest_m": FURTHEST.metres,
        "nearest_for": " · ".join(readings(result.interpretation)),
    }


def _fully_accessible(criteria: SearchCriteria, summary: ResultSummary) -> int | None:
    """Return how many places a wheelchair enters freely, where limited ones count."""
    if criteria.filters.get("wheelchair") != Wheelchair.LIMITED.value:
        return None
    return summary.facets["wheelchair"].get(Wheelchair.YES.value, 0)


def _understood(request: HttpRequest, result: SearchResult) -> str:
    """Return as parameters what the text says, for programs that read the page."""
    given = [(name, value) for name, them in request.GET.lists() for value in them]
    return urlencode(understood(result.query, given).params)


def framed_context(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return the context of an embedded list, which has no filters."""
    params = page_params(request, at=at)
    result, summary, params = _run_search(params, at=at, facets=())
    criteria = result.query.as_params
    return {
        "at": at,
        "rows": _rows(result, criteria),
        "hits": result.hits,
        "for_chosen_time": criteria.visit is not None,
        "problems": params.problems,
        "total": summary,
        "chips": chips_of(criteria, result.interpretation, place=params.place),
        "next_query": params.query(criteria),
    }


def _rows(result: SearchResult, criteria: SearchCriteria) -> list[tuple[Any, ...]]:
    """Return each hit with the pieces of its name and its matched terms."""
    terms = named_terms(criteria, result.interpretation)
    return [
        (hit, name_pieces(hit.venue.name, terms), matched_pieces(hit.venue, terms))
        for hit in result.hits
    ]


def _text_without_place(result: SearchResult) -> str:
    """Return "pottery" of "pottery in Leeds": the text once the map has moved away."""
    interpretation = result.interpretation
    if interpretation.place is None:
        return result.criteria.q
    return " ".join([*(t.words for t in interpretation.terms), *interpretation.words])


def _namesakes(
    params: PageParams, place: PlaceSuggestion | None, result: SearchResult
) -> list[tuple[str, str]]:
    """Return other places with the name, each with the same search there."""
    if place is None:
        return []
    elsewhere = params.criteria.replace(
        bbox=None, cursor="", q=_text_without_place(result)
    )
    return [
        (
            # "Bergen auf Rügen" already contains the name.
            other.label.removeprefix(f"{place.name}, "),
            replace(params, where=other.name).query(
                elsewhere.replace(near=other.position.rounded(DIGITS))
            ),
        )
        for other in place.others
    ]


def _spelling_suggestions(
    params: PageParams, result: SearchResult
) -> list[tuple[str, str]]:
    """Return corrections of misspelt words, each with the search for it."""
    interpretation = result.interpretation
    unknown = interpretation.ignored or (() if result.hits else interpretation.words)
    spellings = spelling_suggestion(unknown, language=language())
    return [
        (
            spelling,
            params.query(
                params.criteria.replace(q=params.criteria.q.replace(word, spelling))
            ),
        )
        for word, spellings_of_word in spellings.items()
        for spelling in spellings_of_word
    ]


def _run_search(
    params: PageParams, *, at: datetime, facets: Sequence[str] = FACETS
) -> tuple[SearchResult, ResultSummary, PageParams]:
    """Return result, summary and the parameters without those that failed."""
    try:
        query = resolve_query(params.criteria)
        summary = summarise(query, facets)
        if summary.count or params.criteria.cursor:
            return search_page(query, at=at), summary, params
        return SearchResult(hits=(), next_cursor="", query=query), summary, params
    except InvalidCursor as error:
        criteria = params.criteria.replace(cursor="")
        problems: tuple[Problem, ...] = (Problem("cursor", str(error)),)
    except TooManyToEvaluate as error:
        criteria = params.criteria.at_any_time()
        problems = error.problems
    left = replace(params, criteria=criteria, problems=(*params.problems, *problems))
    return _run_search(left, at=at, facets=facets)
