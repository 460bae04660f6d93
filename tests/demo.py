"""The demo world, as a visitor of a new site finds it."""

from datetime import UTC, datetime

from django.conf import settings

from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.geocoding.models import GazetteerName, GazetteerPlace
from geoapp.geocoding.name_keys import name_key
from geoapp.sources.actions import import_file
from geoapp.tutorials.actions import load_tutorials

_TOWNS = (
    ("Hackney", "England", "GB", Position(lon=-0.0553, lat=51.545)),
    ("Leeds", "England", "GB", Position(lon=-1.549, lat=53.8)),
    ("Bergen", "", "NO", Position(lon=5.3242, lat=60.393)),
)
_COUNTRIES = {"GB": "United Kingdom", "NO": "Norway"}


def load_demo() -> None:
    """Import every file of the demo, and the towns that examples and journeys name."""
    import_files()
    for number, (name, region, country, position) in enumerate(_TOWNS, 1):
        place = GazetteerPlace.objects.create(
            geonameid=number,
            name=name,
            region=region,
            country=country,
            country_name=_COUNTRIES[country],
            population=0,
            time_zone="Europe/London",
            point=to_point(position),
        )
        GazetteerName.objects.create(place=place, folded=name_key(name), is_main=True)


def import_files() -> None:
    """Import every file of the demo: its venues and tutorials."""
    at = datetime.now(tz=UTC)
    for path in sorted((settings.FIXTURE_FOLDER / "venues").glob("*.json")):
        import_file(path=path, at=at)
    load_tutorials(path=settings.FIXTURE_FOLDER / "tutorials.yaml", at=at)
