"""A venue in a response: the stored feature, and what a request adds."""

from typing import Annotated, Literal, NotRequired, Required

from geoapp.api.http.links import LinkObject
from geoapp.common.json_types import Id, JsonSchema, Moment, TypedDict, Url, component
from geoapp.discovery.hours.open_state import CLOSED, OPEN, UNKNOWN
from geoapp.publishing.feature import FeatureProperties, PointGeometry
from geoapp.publishing.venue_document import (
    OperationDetails,
    PriceDetails,
    PublicDetails,
    VenueDocument,
)

_EMPTY = "An empty string or list means not known, like null."


class RequestProperties(TypedDict, total=False):
    """What a request adds to a stored feature."""

    url: Required[Url]
    distance_m: Annotated[float, JsonSchema("With near.")]
    open_state: Annotated[
        str,
        JsonSchema(
            "Present with `open_at` or `open_during`.", enum=[OPEN, CLOSED, UNKNOWN]
        ),
    ]
    next_open: Moment | None


@component("venueProperties")
class VenueProperties(FeatureProperties, RequestProperties):
    """The properties of a venue in a list."""


@component("venue")
class VenueFeature(TypedDict):
    """A venue in a list."""

    type: Literal["Feature"]
    id: Id
    geometry: PointGeometry
    properties: VenueProperties
    links: NotRequired[list[LinkObject]]


class DetailProperties(PublicDetails):
    """What the feature of one venue has beyond that of a list."""

    price_details: NotRequired[PriceDetails | None]
    operation_details: NotRequired[OperationDetails]


@component("venueDetails", description=_EMPTY)
class VenueDetails(TypedDict):
    """One venue with everything public about it."""

    type: Literal["Feature"]
    id: Id
    geometry: PointGeometry
    properties: Annotated[DetailProperties, JsonSchema(extends="venueProperties")]
    links: list[LinkObject]


def detail_properties(page: VenueDocument) -> DetailProperties:
    """Return the details of a venue, by the names of the API."""
    public: PublicDetails = page
    return {
        **public,
        "price_details": page["price"],  # `price` is only what it is per
        "operation_details": page["operation"],
    }
