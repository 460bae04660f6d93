"""Everything that the list of a search shows, and the ways on from an empty one."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.cursors import InvalidCursor
from geoapp.discovery.far_ahead import TooManyToEvaluate
from geoapp.discovery.overview import counts_of, overview
from geoapp.discovery.question import Question, question_of
from geoapp.discovery.reading import Problem
from geoapp.discovery.search import SearchResult, search
from geoapp.discovery.widening import wider_circles
from geoapp.web.distances import distance_words
from geoapp.web.map.answers import answers, asked_of, name_pieces
from geoapp.web.map.chips import Chip, chips_of
from geoapp.web.map.choices import choices_of
from geoapp.web.params import DIGITS, PageParams, page_params


@dataclass(frozen=True, slots=True)
class WayOn:
    """A search that finds something where the present one does not."""

    words: str
    query: str
    count: int


def result_context(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return the context of the list, its filters and its chips."""
    asked = page_params(request, at=at)
    form = asked.criteria
    result, asked = _searched(asked, at=at)
    criteria = asked.criteria
    understanding = result.understanding
    chips = chips_of(criteria, understanding, place=asked.place)
    seen = overview(result.question)
    choices = choices_of(criteria, seen.facets)
    wanted = asked_of(criteria, understanding)
    return {
        "at": at,
        # The form keeps a time that could not be asked for until a place is named.
        "asked": form,
        "where": asked.where,
        "place": asked.place or understanding.place,
        "by_position": "near" in request.GET and asked.place is None,
        "result": result,
        "rows": [
            (hit, name_pieces(hit.venue.name, wanted), answers(hit.venue, wanted))
            for hit in result.hits
        ],
        "criteria": result.criteria,
        "problems": asked.problems,
        "total": seen,
        "chips": [(chip.words, asked.query(chip.without)) for chip in chips],
        "choices": choices,
        "filters_on": sum(c.chosen for group in choices for c in group.choices),
        "ways_on": () if result.hits else ways_on(asked, chips, result.question),
        "next_query": asked.query(criteria),
        "map_query": result.criteria.query_string(bbox=None),
        "text_without_place": _text_without_place(result),
    }


def _text_without_place(result: SearchResult) -> str:
    """Return "pottery" of "pottery in Leeds": what stays when the map moves on."""
    understanding = result.understanding
    if understanding.place is None:
        return result.criteria.q
    return " ".join([*(t.words for t in understanding.terms), *understanding.words])


def _searched(asked: PageParams, *, at: datetime) -> tuple[SearchResult, PageParams]:
    """Return the result, and what was asked without what could not be answered."""
    try:
        return search(asked.criteria, at=at), asked
    except InvalidCursor as error:
        kept = asked.criteria.but(cursor="")
        problems: tuple[Problem, ...] = (Problem("cursor", str(error)),)
    except TooManyToEvaluate as error:
        kept = asked.criteria.at_any_time()
        problems = error.problems
    left = replace(asked, criteria=kept, problems=(*asked.problems, *problems))
    return _searched(left, at=at)


def ways_on(
    asked: PageParams, chips: tuple[Chip, ...], question: Question
) -> tuple[WayOn, ...]:
    """Return wider circles, and the search with less in it, each with its count."""
    found = [
        WayOn(
            gettext("Within %(radius)s")
            % {"radius": distance_words(wider.radius.metres)},
            asked.query(asked.criteria.but(radius=wider.radius, bbox=None, cursor="")),
            wider.count,
        )
        for wider in wider_circles(question)
    ]
    less = [
        (
            gettext("Without %(condition)s") % {"condition": chip.words},
            asked.query(chip.without),
            chip.without,
        )
        for chip in chips
    ]
    less += _anything_there(asked, question)
    asking = [(way, _question(way[-1], question)) for way in less]
    answered = [(way, one) for way, one in asking if one is not None]
    counts = counts_of([one for _way, one in answered])
    found += [
        WayOn(words, query, count)
        for ((words, query, _one), _asked), count in zip(answered, counts, strict=True)
        if count
    ]
    return tuple(found)


def _question(criteria: SearchCriteria, like: Question) -> Question | None:
    """Return what a way on asks, None where it is too far ahead for its places."""
    try:
        return question_of(criteria, like=like)
    except TooManyToEvaluate:
        return None


def _anything_there(
    asked: PageParams, question: Question
) -> list[tuple[str, str, SearchCriteria]]:
    """Return the search for all that is near the place which the text names."""
    place = question.understanding.place
    if place is None:
        return []
    there = asked.criteria.but(q="", near=place.position.rounded(DIGITS), cursor="")
    words = gettext("Anything near %(place)s") % {"place": place.name}
    return [(words, replace(asked, where=place.name).query(there), there)]
