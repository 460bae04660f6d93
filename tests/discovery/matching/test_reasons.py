"""Why a place fits and what it lacks, in words that never claim too much."""

from dataclasses import replace
from datetime import date

import pytest

from geoapp.crafts.choices import Audience
from geoapp.discovery.matching.requirements import (
    Requirements,
    requirements_in_text,
)
from geoapp.venues.records import HoursRecord, MachineRecord
from tests.discovery.near import FRESH, POT, codes, matched, north, only, words
from tests.world import AT, record, venue, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


class TestReasonsAndGaps:
    def test_unlisted_equipment_is_never_called_absent(self):
        venue("Silent", offers=[("pottery", "use")])
        gaps = words(only(POT).gaps)
        assert "Kiln not listed" in gaps
        assert "no kiln" not in gaps

    def test_only_the_venue_itself_says_no(self):
        machines = [MachineRecord(equipment="kiln", count=0)]
        venue("Says no", offers=[("pottery", "use")], machines=machines)
        assert "no kiln" in words(only(POT).gaps)

    def test_a_broken_machine_is_out_of_order(self):
        machines = [MachineRecord(equipment="kiln", state="broken")]
        venue("Broken", offers=[("pottery", "use")], machines=machines)
        matches = matched(POT)
        assert "Kiln out of order" in words(matches.items[0].gaps)
        assert matches.missing_everywhere == ()

    @pytest.mark.parametrize(
        ("induction", "said"),
        [
            ("none", "Kiln, no induction needed"),
            ("general", "Kiln, general induction needed"),
            ("machine", "Kiln, induction needed"),
            ("staff", "Kiln, operated by staff"),
            ("", "Kiln available"),
        ],
    )
    def test_a_machine_is_named_with_its_induction(self, induction, said):
        machines = [MachineRecord(equipment="kiln", induction=induction)]
        venue("Kiln", machines=machines)
        assert words(only(POT).reasons) == [said]

    @pytest.mark.parametrize(
        ("equipment", "said"),
        [
            ("overlocker", "Overlocker available"),
            ("cnc_mill", "CNC mill available"),
            ("plastic_recycling_set", "Plastic recycling machines available"),
        ],
    )
    def test_names_of_machines_read_as_english(self, equipment, said):
        venue("A", machines=[equipment])
        needs = Requirements(crafts=("sewing",), required=(equipment,))
        assert words(only(needs).reasons) == [said]

    def test_the_craft_and_the_way_it_serves_are_reasons(self):
        venue("Equal", offers=[("sewing", "learn")])
        venue("Narrower", offers=[("mending", "use")], at=north(1))
        venue("Broader", offers=[("textiles", "commission")], at=north(2))
        reasons = [
            m.reasons[0] for m in matched(Requirements(crafts=("sewing",))).items
        ]
        assert codes(reasons) == ["craft_equal", "craft_narrower", "craft_broader"]
        assert words(reasons)[0].endswith(": taught here")

    def test_usual_needs_are_gaps_that_never_rank(self):
        needs = requirements_in_text(crafts=("pottery",), equipment=())
        venue("Silent", offers=[("pottery", "use")])
        (gap,) = (g for g in only(needs).gaps if g.code == "usually_needs")
        assert gap.label == "usually needed and not listed here: kiln"
        assert gap.inferred

    @pytest.mark.parametrize(
        ("confirmed", "said"),
        [
            (date(2026, 4, 1), "Last confirmed 7 months ago"),
            (date(2025, 9, 1), "Last confirmed 2025"),
            (date(2015, 3, 1), "Last confirmed 2015"),
        ],
    )
    def test_old_knowledge_says_how_old_it_is(self, confirmed, said):
        venue("A", offers=[("pottery", "use")], confirmed_at=confirmed)
        gaps = words(only(Requirements(crafts=("pottery",))).gaps)
        assert said in gaps

    def test_a_complete_and_fresh_place_that_is_open_has_no_gaps(self):
        venue(
            "All well",
            offers=[("pottery", "use")],
            machines=["kiln"],
            access=("public",),
            hours="24/7",
            confirmed_at=FRESH,
        )
        assert only(POT).gaps == ()

    def test_members_only_is_shown_at_night_too(self):
        venue(
            "Club",
            offers=[("pottery", "use")],
            machines=["kiln"],
            access=("membership",),
            hours="Sa 10:00-16:00",
            confirmed_at=FRESH,
        )
        assert words(only(POT).gaps) == ["members only"]
        asked = only(POT, open_at=AT)
        assert words(asked.gaps) == ["members only", "closed at that time"]

    def test_hours_speak_of_my_audience(self):
        club = record("Club", machines=["kiln"])
        venues(replace(club, hours=(HoursRecord(audience="members", text="24/7"),)))
        assert only(POT).opening.state == "unknown"
        assert only(POT, audience=Audience.MEMBERS).opening.state == "open"
