"""A handful of places for tests that need no whole world."""

from itertools import count

from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.geocoding.geonames import PlaceRow
from geoapp.geocoding.models import GazetteerName, GazetteerPlace
from geoapp.geocoding.name_keys import name_key

_ids = count(1)


def row(
    name: str, lon: float, lat: float, *others: str, people: int = 0, **more: str
) -> PlaceRow:
    """Return a place as the package gives it; `others` are its other names."""
    return PlaceRow(
        geonameid=next(_ids),
        name=name,
        region=more.get("region", ""),
        region_code=more.get("region_code", ""),
        country=more.get("country", "GB"),
        country_name=more.get("country_name", "United Kingdom"),
        population=people,
        time_zone="Europe/London",
        lon=lon,
        lat=lat,
        names=tuple(dict.fromkeys(name_key(n) for n in (name, *others))),
    )


def known(*rows: PlaceRow) -> None:
    """Put the places into the gazetteer."""
    for said in rows:
        place = GazetteerPlace.objects.create(
            geonameid=said.geonameid,
            name=said.name,
            region=said.region,
            region_code=said.region_code,
            country=said.country,
            country_name=said.country_name,
            population=said.population,
            time_zone=said.time_zone,
            point=to_point(Position(lon=said.lon, lat=said.lat)),
        )
        for number, name in enumerate(said.names):
            GazetteerName.objects.create(
                place=place,
                folded=name,
                is_main=number < said.main,
                **({"weight": said.population} if said.population else {}),
            )
