"""Counts for the criteria as they stand: what each choice would leave."""

from geoapp.api.answer import Answer, Asked
from geoapp.api.criteria import FILTERS
from geoapp.api.resource import resource
from geoapp.discovery.overview import overview
from geoapp.discovery.question import question_of


@resource(takes=FILTERS)
def facets(asked: Asked) -> Answer:
    """Answer how many venues there are, their extent, and counts by facet.

    A facet of alternatives (craft, kind, …) is counted without its own choices.
    """
    seen = overview(question_of(asked.criteria))
    box = seen.extent
    body = {
        "numberMatched": seen.count,
        "bbox": box and [box.west, box.south, box.east, box.north],
        "facets": {name: dict(counts) for name, counts in seen.facets.items()},
        "links": [link.body() for link in asked.links],
    }
    return Answer(title="Facets", body=body)
