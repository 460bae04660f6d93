"""A world in which every text that a stranger can write holds the same text."""

from collections.abc import Sequence

from geoapp.accounts.models import User
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import (
    Need,
    Tutorial,
    TutorialCraft,
    TutorialEquipment,
)
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import Venue
from geoapp.venues.records import (
    Address,
    HoursRecord,
    MachineRecord,
    SourceInfo,
    VenueRecord,
)
from tests.safety.payloads import EVERY
from tests.world import AT, HACKNEY, record

_KEY = "hostile-"
PLAIN = "Plain words"


def hostile_record(number: int, text: str) -> VenueRecord:
    """Return a record with the text in every field that holds one."""
    return record(
        text,
        external_id=f"{number} {text}"[:200],
        at=HACKNEY,
        alternate_names={"en": text, text[:35]: text},
        summary=text,
        address=Address(
            street=text,
            locality=text[:120],
            region=text[:120],
            postcode=text[:20],
            country="GB",
        ),
        organisation=text,
        networks=(text,),
        directions_hint=text,
        floor=text[:20],
        contact={"web": text, "phone": text, "matrix": text, text: text},
        access=("drop_in",),
        minimum_age=16,
        price="hour",
        price_amount="12.50",
        price_currency=text[:3],
        price_note=text,
        wheelchair="limited",
        accessibility={"wheelchair:description": text, text: text},
        newcomers="welcome",
        languages=(text[:35],),
        operation="paused",
        operation_reason=text,
        confirmed_at=AT.date(),
        offers=[("pottery", "use")],
        machines=(
            MachineRecord(
                equipment="kiln", make_model=text, fee=text[:120], note=text, count=2
            ),
            MachineRecord(equipment="loom", count=0, note=text),
        ),
        materials=("clay",),
        unmatched=(text,),
        url=text,
        raw={text: text},
    )


def with_hours(said: VenueRecord, text: str) -> VenueRecord:
    """Return the record with the text as the hours of two audiences."""
    return VenueRecord(
        **{name: getattr(said, name) for name in said.__slots__ if name != "hours"},
        hours=(
            HoursRecord(audience="public", text=text),
            HoursRecord(audience="members", text=f'Mo-Fr 10:00-18:00 "{text}"'),
        ),
    )


def create_all() -> None:
    """Publish what holds each payload, and plain words in the same fields."""
    create(EVERY, key="bad")
    create([PLAIN, "https://example.org/plain"], key="plain")


def create(texts: Sequence[str], *, key: str) -> None:
    """Publish a venue and a tutorial for each text."""
    for number, text in enumerate(texts):
        source = SourceInfo(
            key=f"{_KEY}{key}-{number}",
            name=text,
            licence=text[:64],
            attribution=text,
            url=text,
            edition=AT.date(),
        )
        said = with_hours(hostile_record(number, text), text)
        record_source(source=source, records=[said], at=AT)
        tutorial = Tutorial.objects.create(
            slug=f"{_KEY}{key}-{number}",
            title=text,
            url=f"https://example.org/{key}/{number}?{text}",
            site=text[:120],
            language=text[:35],
            added_at=AT,
        )
        TutorialCraft.objects.create(tutorial=tutorial, craft_id="pottery")
        for equipment in ("kiln", "pottery_wheel"):
            TutorialEquipment.objects.create(
                tutorial=tutorial,
                equipment_id=equipment,
                need=Need.REQUIRED,
                confirmed=True,
            )


def hostile_venues(key: str) -> list[Venue]:
    """Return the venues laid under a key, in the order of their texts."""
    found = Venue.objects.filter(source_records__source__key__startswith=_KEY + key)
    return sorted(
        found, key=lambda v: int(v.source_records.get().external_id.split()[0])
    )


def hostile_tutorials(key: str) -> list[Tutorial]:
    """Return the tutorials laid under a key, in the order of their texts."""
    found = Tutorial.objects.filter(slug__startswith=_KEY + key)
    return sorted(found, key=lambda t: int(t.slug.rpartition("-")[2]))


def person_with_likes() -> User:
    """Return a person who likes all of these tutorials."""
    person = User.objects.create(email="hostile@example.org")
    for tutorial in Tutorial.objects.filter(slug__startswith=_KEY):
        like(user=person, tutorial=tutorial, at=AT)
    return person
