"""Tutorials and questions around Hackney."""

from datetime import date

from geoapp.discovery.matching.matches import matches_for
from geoapp.discovery.matching.requirements import Requirements
from geoapp.geo.values import Position, Radius
from geoapp.tutorials.models import Need, Tutorial, TutorialCraft, TutorialEquipment
from tests.world import AT, HACKNEY

TEN_KM = Radius(10_000)
POT = Requirements(crafts=("pottery",), required=("kiln",))
FRESH = date(2026, 11, 1)


def north(km):
    """A position so many kilometres north of Hackney (a degree is 111.2 km)."""
    return Position(lon=HACKNEY.lon, lat=HACKNEY.lat + km / 111.2)


def matched(needs, *, within=TEN_KM, **more):
    return matches_for(needs, near=HACKNEY, within=within, at=AT, **more)


def order(needs, **more):
    return [match.venue.name for match in matched(needs, **more).items]


def only(needs, **more):
    (match,) = matched(needs, **more).items
    return match


def words(reasons):
    return [reason.label for reason in reasons]


def codes(reasons):
    return [reason.code for reason in reasons]


def tutorial(slug, craft, *required):
    one = Tutorial.objects.create(
        slug=slug, title=slug, url=f"https://example.org/{slug}", site="E", added_at=AT
    )
    TutorialCraft.objects.create(tutorial=one, craft_id=craft, confirmed=True)
    for equipment in required:
        TutorialEquipment.objects.create(
            tutorial=one, equipment_id=equipment, need=Need.REQUIRED, confirmed=True
        )
    return one
