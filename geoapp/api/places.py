"""Places by name, so that another site's page can ask "near where?" in words."""

from typing import Any

from geoapp.api.answer import Answer, Asked
from geoapp.api.criteria import PLACES, PLACES_LIMIT, PLACES_MOST
from geoapp.api.resource import resource
from geoapp.discovery.criteria import InvalidCriteria
from geoapp.discovery.places import FoundPlace, find_places, is_only_a_country
from geoapp.discovery.reading import Problem

_DIGITS = 5  # about a metre: a town has no finer position
_EMPTY = "Required: the name of a town, or how it begins."


@resource(takes=PLACES, limit=PLACES_LIMIT)
def places(asked: Asked) -> Answer:
    """Answer the towns that a text names or begins, best first.

    A whole country is no place to search near: it answers none.
    """
    criteria = asked.criteria
    text = criteria.written
    if not text:
        raise InvalidCriteria([Problem("q", _EMPTY)])
    found = find_places(text, limit=min(criteria.limit, PLACES_MOST), typing=True)
    if is_only_a_country(text, next(iter(found), None)):
        found = ()
    body = {
        "places": [_place(one) for one in found],
        "numberReturned": len(found),
        "links": [link.body() for link in asked.links],
    }
    return Answer(title="Places", body=body)


def _place(place: FoundPlace) -> dict[str, Any]:
    position = place.position.rounded(_DIGITS)
    return {
        "name": place.name,
        "label": place.label,
        "country": place.country,
        "position": [position.lon, position.lat],
        "exact": place.foremost,
        "venues": place.venues,
    }
