"""A record that no table could hold is refused with its reason."""

from dataclasses import replace

import pytest

from geoapp.venues.records import Address, HoursRecord, MachineRecord, OfferRecord
from geoapp.venues.validation import InvalidVenue, check
from tests.sources.lists import KILN_YARD


def test_a_sound_record_passes():
    check(KILN_YARD)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "  "}, "name is missing"),
        ({"name": 5}, "name has the wrong type"),
        ({"name": "A" * 301}, "name has more than 300"),
        ({"name": "A\x00"}, "not text"),
        ({"name": "A\ud800"}, "not text"),
        ({"external_id": ""}, "id is missing"),
        ({"position": None}, "Location missing"),
        ({"kind": "brewery"}, "'brewery' is not a valid kind"),
        ({"kind": []}, "kind has the wrong type"),
        ({"access": "public"}, "access has the wrong type"),
        ({"access": ("everybody",)}, "'everybody' is not a valid access"),
        ({"contact": {"web": 5}}, "contact has the wrong type"),
        ({"minimum_age": -1}, "minimum_age has the wrong type"),
        ({"minimum_age": True}, "minimum_age has the wrong type"),
        ({"price_amount": "a lot"}, "not an amount"),
        ({"price_amount": "1e9"}, "not an amount"),
        ({"wheelchair": "maybe"}, "'maybe' is not a valid wheelchair"),
        ({"offers": (OfferRecord(craft="alchemy", mode="use"),)}, "'alchemy'"),
        ({"offers": (OfferRecord(craft="pottery", mode="steal"),)}, "'steal'"),
        ({"machines": (MachineRecord(equipment="tardis"),)}, "'tardis'"),
        ({"machines": (MachineRecord(equipment="kiln", count=99999),)}, "count"),
        ({"hours": (HoursRecord(audience="cats", text="24/7"),)}, "'cats'"),
        ({"materials": ("unobtainium",)}, "'unobtainium'"),
        ({"address": Address(country="England")}, "country has more than 2"),
        ({"raw": {"a": "x" * 200_001}}, "more than 200,000"),
    ],
)
def test_a_record_that_can_be_no_venue_is_refused_with_the_reason(change, reason):
    with pytest.raises(InvalidVenue, match=reason):
        check(replace(KILN_YARD, **change))
