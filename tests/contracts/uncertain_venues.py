"""Five places, each uncertain in one way, and a tutorial whose needs are guessed.

Every proof of honesty asks its surface about these, and about nothing else.
"""

from dataclasses import replace
from datetime import date

from geoapp.geo.values import Position
from geoapp.tutorials.models import Need, Tutorial, TutorialCraft, TutorialEquipment
from geoapp.venues.records import HoursRecord, MachineRecord, OfferRecord
from tests.world import AT, HACKNEY, record, venues

NEAR = f"near={HACKNEY}"
TUTORIAL = "a-cup"
RECENT = date(2026, 11, 20)
OLD = date(2015, 3, 1)
CELL = Position(lon=-0.06, lat=51.55)


def create_venues() -> Tutorial:
    """Record the places and the tutorial; the projection follows by its hook."""
    venues(
        record("Unknown House", offers=[("pottery", "use")], confirmed_at=RECENT),
        _inferred(),
        record(
            "Stale House",
            offers=[("pottery", "use")],
            hours="Mo-Su 00:00-24:00",
            confirmed_at=OLD,
        ),
        record(
            "Imprecise House",
            at=CELL,
            offers=[("pottery", "use")],
            precision="city",
            uncertainty_m=5000,
            confirmed_at=RECENT,
        ),
        record(
            "Street House",
            offers=[("pottery", "use")],
            precision="postcode",
            uncertainty_m=300,
            confirmed_at=RECENT,
        ),
        record(
            "Paused House",
            offers=[("pottery", "use")],
            hours="Mo-Su 00:00-24:00",
            operation="paused",
            confirmed_at=RECENT,
        ),
    )
    return _tutorial()


def _inferred():
    everything = {
        "access": ("public",),
        "price": "free",
        "wheelchair": "yes",
        "newcomers": "welcome",
    }
    bare = record(
        "Inferred House",
        machines=[MachineRecord(equipment="kiln", inferred=True)],
        confirmed_at=RECENT,
        inferred=frozenset(everything),
        **everything,
    )
    hours = HoursRecord(audience="public", text="Mo-Su 00:00-24:00", inferred=True)
    offer = OfferRecord(craft="pottery", mode="use", inferred=True)
    return replace(bare, hours=(hours,), offers=(offer,))


def _tutorial() -> Tutorial:
    made = Tutorial.objects.create(
        slug=TUTORIAL,
        title="A cup",
        url="https://example.org/cup",
        site="Example",
        added_at=AT,
    )
    TutorialCraft.objects.create(tutorial=made, craft_id="pottery", confirmed=True)
    TutorialEquipment.objects.create(
        tutorial=made, equipment_id="kiln", need=Need.REQUIRED, confirmed=False
    )
    return made
