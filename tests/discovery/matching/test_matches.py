"""The order of "best first", step by step."""

import pytest

from geoapp.crafts.choices import Audience
from geoapp.discovery.matching.requirements import (
    Requirements,
    requirements_in_text,
    tutorial_requirements,
)
from geoapp.tutorials.models import Need, Tutorial, TutorialCraft, TutorialEquipment
from geoapp.venues.records import MachineRecord
from tests.discovery.near import POT, matched, north, order, words
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


class TestFirstEquipment:
    def test_who_lacks_less_comes_first_however_far(self):
        needs = Requirements(crafts=("pottery",), required=("kiln", "pottery_wheel"))
        pottery = [("pottery", "use")]
        venue("None", offers=pottery)
        venue("One", offers=pottery, machines=["kiln"], at=north(3))
        venue("Both", offers=pottery, machines=["kiln", "pottery_wheel"], at=north(9))
        assert order(needs) == ["Both", "One", "None"]

    @pytest.mark.parametrize("denied", [{"state": "broken"}, {"count": 0}])
    def test_broken_and_absent_weigh_more_than_not_listed(self, denied):
        pottery = [("pottery", "use")]
        venue(
            "Denied",
            offers=pottery,
            machines=[MachineRecord(equipment="kiln", **denied)],
        )
        venue("Silent", offers=pottery, at=north(5))
        assert order(POT) == ["Silent", "Denied"]

    def test_a_machine_of_unknown_or_limited_state_counts(self):
        machines = [MachineRecord(equipment="kiln", state="limited")]
        venue("Limited", offers=[("pottery", "use")], machines=machines)
        venue("Unknown", offers=[("pottery", "use")], machines=["kiln"], at=north(1))
        assert [m.fit.missing for m in matched(POT).items] == [(), ()]

    def test_optional_and_guessed_equipment_never_ranks(self):
        needs = Requirements(crafts=("pottery",), optional=("kiln",), guessed=("loom",))
        pottery = [("pottery", "use")]
        venue("Near", offers=pottery)
        venue("Equipped", offers=pottery, machines=["kiln", "loom"], at=north(1))
        assert order(needs) == ["Near", "Equipped"]

    def test_only_confirmed_requirements_are_required(self):
        tutorial = Tutorial.objects.create(
            slug="a", title="A", url="https://example.org/", site="E", added_at=AT
        )
        TutorialCraft.objects.create(tutorial=tutorial, craft_id="pottery")
        for equipment, need, confirmed in (
            ("kiln", Need.REQUIRED, True),
            ("pottery_wheel", Need.REQUIRED, False),
            ("loom", Need.OPTIONAL, True),
        ):
            TutorialEquipment.objects.create(
                tutorial=tutorial,
                equipment_id=equipment,
                need=need,
                confirmed=confirmed,
            )
        assert tutorial_requirements(tutorial) == Requirements(
            crafts=("pottery",),
            required=("kiln",),
            guessed=("pottery_wheel",),
            optional=("loom",),
        )

    def test_what_was_read_out_of_a_title_is_never_required(self):
        needs = requirements_in_text(crafts=("pottery",), equipment=("pottery_wheel",))
        assert needs.required == ()
        assert set(needs.guessed) == {"pottery_wheel", "kiln"}


class TestThenMode:
    def test_use_and_learn_come_before_commission_before_repair(self):
        for number, mode in enumerate(("repair", "commission", "learn", "use")):
            offers = [("pottery", mode)]
            venue(mode, offers=offers, machines=["kiln"], at=north(number))
        assert order(POT) == ["learn", "use", "commission", "repair"]

    def test_the_best_mode_of_a_venue_counts(self):
        offers = [("pottery", "repair"), ("pottery", "use")]
        venue("Both", offers=offers, at=north(2))
        venue("Commission", offers=[("pottery", "commission")])
        assert order(Requirements(crafts=("pottery",))) == ["Both", "Commission"]

    def test_who_only_sells_is_listed_apart(self):
        venue("Shop", offers=[("pottery", "buy")])
        venue("Studio", offers=[("pottery", "use"), ("pottery", "buy")], at=north(1))
        matches = matched(Requirements(crafts=("pottery",)))
        assert [m.venue.name for m in matches.items] == ["Studio"]
        assert [m.venue.name for m in matches.sellers] == ["Shop"]

    def test_a_shop_with_a_kiln_to_use_is_a_place_to_make(self):
        offers = [("pottery", "buy"), ("glass", "use")]
        venue("Glass", offers=offers, machines=["kiln"])
        matches = matched(POT)
        assert [m.fit.mode for m in matches.items] == ["use"]
        assert matches.sellers == ()

    def test_a_venue_without_offers_stands_between_use_and_commission(self):
        venue("Unknown", machines=["kiln"])
        venue("Commission", offers=[("pottery", "commission")], machines=["kiln"])
        venue("Use", offers=[("pottery", "use")], machines=["kiln"], at=north(2))
        assert order(POT) == ["Use", "Unknown", "Commission"]


class TestThenCraft:
    def test_equal_comes_before_narrower_before_broader(self):
        venue("Broader", offers=[("textiles", "use")])
        venue("Narrower", offers=[("mending", "use")], at=north(1))
        venue("Equal", offers=[("sewing", "use")], at=north(2))
        assert order(Requirements(crafts=("sewing",))) == [
            "Equal",
            "Narrower",
            "Broader",
        ]

    def test_mode_weighs_more_than_craft(self):
        venue("Repairs it", offers=[("sewing", "repair")])
        venue("Broader", offers=[("textiles", "learn")], at=north(1))
        assert order(Requirements(crafts=("sewing",))) == ["Broader", "Repairs it"]

    def test_siblings_are_candidates_only_with_required_equipment(self):
        venue("Carver", offers=[("woodcarving", "use")])
        venue(
            "Carver with lathe",
            offers=[("woodcarving", "use")],
            machines=["wood_lathe"],
        )
        needs = Requirements(crafts=("woodturning",), required=("wood_lathe",))
        assert order(needs) == ["Carver with lathe"]

    def test_a_broken_machine_makes_no_candidate(self):
        machines = [MachineRecord(equipment="kiln", state="broken")]
        venue("Weaver", offers=[("weaving", "use")], machines=machines)
        assert order(POT) == []


class TestThenUsableForMe:
    @pytest.mark.parametrize(
        ("audience", "expected"),
        [
            (Audience.PUBLIC, ["Drop-in", "Silent", "Members", "School"]),
            (Audience.MEMBERS, ["Members", "Drop-in", "Silent", "School"]),
        ],
    )
    def test_access_counts_with_unknown_between(self, audience, expected):
        pottery = [("pottery", "use")]
        venue("School", offers=pottery, access=("school_only",), at=north(4))
        venue("Members", offers=pottery, access=("membership",), at=north(1))
        venue("Silent", offers=pottery, at=north(2))
        venue("Drop-in", offers=pottery, access=("drop_in",), at=north(3))
        assert order(Requirements(crafts=("pottery",)), audience=audience) == expected

    def test_open_at_my_time_counts_with_unknown_between(self):
        more = {"offers": [("pottery", "use")], "access": ("public",)}
        venue("Closed", hours="Sa 10:00-16:00", **more)
        venue("Silent", at=north(1), **more)
        venue("Open", hours="Mo-Fr 09:00-18:00", at=north(2), **more)
        needs = Requirements(crafts=("pottery",))
        assert order(needs) == ["Closed", "Silent", "Open"]
        assert order(needs, open_at=AT) == ["Open", "Silent", "Closed"]

    def test_a_planned_venue_is_not_usable(self):
        more = {"offers": [("pottery", "use")], "machines": ["kiln"]}
        venue("Planned", access=("public",), operation="planned", **more)
        venue("Members", access=("membership",), at=north(2), **more)
        venue("Public", access=("public",), at=north(3), **more)
        matches = matched(POT)
        assert [m.venue.name for m in matches.items] == ["Public", "Planned", "Members"]
        assert "not open yet" in words(matches.items[1].gaps)

    def test_a_closed_venue_is_no_match(self):
        venue("Gone", offers=[("pottery", "use")], operation="closed")
        assert order(Requirements(crafts=("pottery",))) == []


class TestThenDistance:
    def test_the_nearer_comes_first_and_the_radius_ends_it(self):
        for name, km in (("Far", 9.9), ("Near", 0.5), ("Outside", 10.1)):
            venue(name, offers=[("pottery", "use")], at=north(km))
        matches = matched(Requirements(crafts=("pottery",)))
        assert [m.venue.name for m in matches.items] == ["Near", "Far"]
        assert matches.items[0].distance_m == pytest.approx(500, rel=0.005)
