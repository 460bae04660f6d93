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
        ({"name": "  "}, "no name"),
        ({"name": 5}, "name is not of the right type"),
        ({"name": "A" * 301}, "name has more than 300"),
        ({"name": "A\x00"}, "no text"),
        ({"name": "A\ud800"}, "no text"),
        ({"external_id": ""}, "no id"),
        ({"position": None}, "no position"),
        ({"kind": "brewery"}, "'brewery' is no kind"),
        ({"kind": []}, "kind is not of the right type"),
        ({"access": "public"}, "access is not of the right type"),
        ({"access": ("everybody",)}, "'everybody' is no access"),
        ({"contact": {"web": 5}}, "contact is not of the right type"),
        ({"minimum_age": -1}, "minimum_age is not of the right type"),
        ({"minimum_age": True}, "minimum_age is not of the right type"),
        ({"price_amount": "a lot"}, "no amount"),
        ({"price_amount": "1e9"}, "no amount"),
        ({"wheelchair": "maybe"}, "'maybe' is no wheelchair"),
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
