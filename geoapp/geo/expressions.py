"""PostGIS expressions that Django has no word for. Distances are metres."""

from django.contrib.gis.db.models import GeometryField, PointField
from django.db.models import BooleanField, FloatField, Func


class Geography(Func):
    """The geometry cast to geography, written as the index expressions have it."""

    template = "(%(expressions)s)::geography"
    output_field = PointField(geography=True, srid=4326)


class GeographyPoint(Func):
    """The geography of a longitude and a latitude in degrees.

    A bound GEOS point would say the same; Django compares expressions by their hash,
    and to hash it costs a WKT each time.
    """

    template = "ST_SetSRID(ST_MakePoint(%(expressions)s), 4326)::geography"
    output_field = PointField(geography=True, srid=4326)


class WithinMetres(Func):
    """`ST_DWithin` on geographies: metres along the geodesic (WGS 84 spheroid)."""

    function = "ST_DWithin"
    output_field = BooleanField()


class MetresApart(Func):
    """`ST_Distance` on geographies: metres along the geodesic (WGS 84 spheroid)."""

    function = "ST_Distance"
    output_field = FloatField()


class InBox(Func):
    """`geometry && ST_MakeEnvelope(...)`: a planar box that the index answers."""

    template = "(%(expressions)s)"
    arg_joiner = " && "
    output_field = BooleanField()


class Envelope(Func):
    """`ST_MakeEnvelope(west, south, east, north, 4326)` in degrees."""

    function = "ST_MakeEnvelope"
    output_field = GeometryField(srid=4326)

    def __init__(self, *edges: float) -> None:
        super().__init__(*edges, 4326)


class Longitude(Func):
    """`ST_X` of a point in EPSG:4326, in degrees."""

    function = "ST_X"
    output_field = FloatField()


class Latitude(Func):
    """`ST_Y` of a point in EPSG:4326, in degrees."""

    function = "ST_Y"
    output_field = FloatField()
