"""The order of "best first", step by step; reasons, gaps, and plans."""

from dataclasses import replace
from datetime import date

import pytest

from geoapp.crafts.terms import Audience
from geoapp.discovery.matches import for_needs
from geoapp.discovery.needs import Needs, needs_of, needs_of_text
from geoapp.geo.values import Position, Radius
from geoapp.tutorials.models import Need, Tutorial, TutorialCraft, TutorialEquipment
from geoapp.venues.records import HoursRecord, MachineRecord
from tests.world import AT, HACKNEY, record, venue, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

TEN_KM = Radius(10_000)
POT = Needs(crafts=("pottery",), required=("kiln",))
FRESH = date(2026, 11, 1)


def north(km):
    """A position so many kilometres north of Hackney (a degree is 111.2 km)."""
    return Position(lon=HACKNEY.lon, lat=HACKNEY.lat + km / 111.2)


def matched(needs, *, within=TEN_KM, **more):
    return for_needs(needs, near=HACKNEY, within=within, at=AT, **more)


def order(needs, **more):
    return [match.venue.name for match in matched(needs, **more).items]


def only(needs, **more):
    (match,) = matched(needs, **more).items
    return match


def words(reasons):
    return [reason.words for reason in reasons]


def codes(reasons):
    return [reason.code for reason in reasons]


class TestFirstEquipment:
    def test_who_lacks_less_comes_first_however_far(self):
        needs = Needs(crafts=("pottery",), required=("kiln", "pottery_wheel"))
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
        needs = Needs(crafts=("pottery",), optional=("kiln",), guessed=("loom",))
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
        assert needs_of(tutorial) == Needs(
            crafts=("pottery",),
            required=("kiln",),
            guessed=("pottery_wheel",),
            optional=("loom",),
        )

    def test_what_was_read_out_of_a_title_is_never_required(self):
        needs = needs_of_text(crafts=("pottery",), equipment=("pottery_wheel",))
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
        assert order(Needs(crafts=("pottery",))) == ["Both", "Commission"]

    def test_who_only_sells_is_listed_apart(self):
        venue("Shop", offers=[("pottery", "buy")])
        venue("Studio", offers=[("pottery", "use"), ("pottery", "buy")], at=north(1))
        matches = matched(Needs(crafts=("pottery",)))
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
        assert order(Needs(crafts=("sewing",))) == ["Equal", "Narrower", "Broader"]

    def test_mode_weighs_more_than_craft(self):
        venue("Repairs it", offers=[("sewing", "repair")])
        venue("Broader", offers=[("textiles", "learn")], at=north(1))
        assert order(Needs(crafts=("sewing",))) == ["Broader", "Repairs it"]

    def test_siblings_are_candidates_only_with_required_equipment(self):
        venue("Carver", offers=[("woodcarving", "use")])
        venue(
            "Carver with lathe",
            offers=[("woodcarving", "use")],
            machines=["wood_lathe"],
        )
        needs = Needs(crafts=("woodturning",), required=("wood_lathe",))
        assert order(needs) == ["Carver with lathe"]

    def test_a_broken_machine_makes_no_candidate(self):
        machines = [MachineRecord(equipment="kiln", state="broken")]
        venue("Weaver", offers=[("weaving", "use")], machines=machines)
        assert order(POT) == []


class TestThenUsableForMe:
    @pytest.mark.parametrize(
        ("audience", "expected"),
        [
            (Audience.PUBLIC, ["Drop in", "Silent", "Members", "School"]),
            (Audience.MEMBERS, ["Members", "Drop in", "Silent", "School"]),
        ],
    )
    def test_access_counts_with_unknown_between(self, audience, expected):
        pottery = [("pottery", "use")]
        venue("School", offers=pottery, access=("school_only",), at=north(4))
        venue("Members", offers=pottery, access=("membership",), at=north(1))
        venue("Silent", offers=pottery, at=north(2))
        venue("Drop in", offers=pottery, access=("drop_in",), at=north(3))
        assert order(Needs(crafts=("pottery",)), audience=audience) == expected

    def test_open_at_my_time_counts_with_unknown_between(self):
        more = {"offers": [("pottery", "use")], "access": ("public",)}
        venue("Closed", hours="Sa 10:00-16:00", **more)
        venue("Silent", at=north(1), **more)
        venue("Open", hours="Mo-Fr 09:00-18:00", at=north(2), **more)
        needs = Needs(crafts=("pottery",))
        assert order(needs) == ["Closed", "Silent", "Open"]
        assert order(needs, open_at=AT) == ["Open", "Silent", "Closed"]

    def test_a_planned_venue_is_not_usable(self):
        more = {"offers": [("pottery", "use")], "machines": ["kiln"]}
        venue("Planned", access=("public",), operation="planned", **more)
        venue("Members", access=("membership",), at=north(2), **more)
        venue("Public", access=("public",), at=north(3), **more)
        matches = matched(POT)
        assert [m.venue.name for m in matches.items] == ["Public", "Planned", "Members"]
        assert "planned, not open yet" in words(matches.items[1].gaps)

    def test_a_closed_venue_is_no_match(self):
        venue("Gone", offers=[("pottery", "use")], operation="closed")
        assert order(Needs(crafts=("pottery",))) == []


class TestThenDistance:
    def test_the_nearer_comes_first_and_the_radius_ends_it(self):
        for name, km in (("Far", 9.9), ("Near", 0.5), ("Outside", 10.1)):
            venue(name, offers=[("pottery", "use")], at=north(km))
        matches = matched(Needs(crafts=("pottery",)))
        assert [m.venue.name for m in matches.items] == ["Near", "Far"]
        assert matches.items[0].distance_m == pytest.approx(500, rel=0.005)


class TestReasonsAndGaps:
    def test_what_is_not_listed_is_asked_for_and_never_denied(self):
        venue("Silent", offers=[("pottery", "use")])
        gaps = words(only(POT).gaps)
        assert "kiln not listed, ask" in gaps
        assert "no kiln" not in gaps

    def test_only_the_venue_itself_says_no(self):
        machines = [MachineRecord(equipment="kiln", count=0)]
        venue("Says no", offers=[("pottery", "use")], machines=machines)
        assert "no kiln" in words(only(POT).gaps)

    def test_a_broken_machine_is_out_of_order(self):
        machines = [MachineRecord(equipment="kiln", state="broken")]
        venue("Broken", offers=[("pottery", "use")], machines=machines)
        matches = matched(POT)
        assert "kiln out of order" in words(matches.items[0].gaps)
        assert matches.missing_everywhere == ()

    @pytest.mark.parametrize(
        ("induction", "said"),
        [
            ("none", "has a kiln, no induction needed"),
            ("general", "has a kiln, general induction needed"),
            ("machine", "has a kiln, induction needed"),
            ("staff", "has a kiln, operated by staff"),
            ("", "has a kiln"),
        ],
    )
    def test_a_machine_is_told_with_its_induction(self, induction, said):
        machines = [MachineRecord(equipment="kiln", induction=induction)]
        venue("Kiln", machines=machines)
        assert words(only(POT).reasons) == [said]

    @pytest.mark.parametrize(
        ("equipment", "said"),
        [
            ("overlocker", "has an overlocker"),
            ("cnc_mill", "has a CNC mill"),
            ("plastic_recycling_set", "has plastic recycling machines"),
        ],
    )
    def test_names_of_machines_read_as_english(self, equipment, said):
        venue("A", machines=[equipment])
        needs = Needs(crafts=("sewing",), required=(equipment,))
        assert words(only(needs).reasons) == [said]

    def test_the_craft_and_the_way_it_serves_are_reasons(self):
        venue("Equal", offers=[("sewing", "learn")])
        venue("Narrower", offers=[("mending", "use")], at=north(1))
        venue("Broader", offers=[("textiles", "commission")], at=north(2))
        reasons = [m.reasons[0] for m in matched(Needs(crafts=("sewing",))).items]
        assert codes(reasons) == ["craft_equal", "craft_narrower", "craft_broader"]
        assert words(reasons)[0].endswith(": teaches it")

    def test_usual_needs_are_gaps_that_never_rank(self):
        needs = needs_of_text(crafts=("pottery",), equipment=())
        venue("Silent", offers=[("pottery", "use")])
        (gap,) = (g for g in only(needs).gaps if g.code == "usually_needs")
        assert gap.words == "usually needs a kiln: not listed, ask"
        assert gap.inferred

    @pytest.mark.parametrize(
        ("confirmed", "said"),
        [
            (date(2026, 4, 1), "confirmed 7 months ago"),
            (date(2025, 9, 1), "confirmed 14 months ago"),
            (date(2015, 3, 1), "as of 2015, may have changed"),
        ],
    )
    def test_old_knowledge_says_how_old_it_is(self, confirmed, said):
        venue("A", offers=[("pottery", "use")], confirmed_at=confirmed)
        gaps = words(only(Needs(crafts=("pottery",))).gaps)
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

    def test_members_only_is_told_by_night_too(self):
        venue(
            "Club",
            offers=[("pottery", "use")],
            machines=["kiln"],
            access=("membership",),
            hours="Sa 10:00-16:00",
            confirmed_at=FRESH,
        )
        assert words(only(POT).gaps) == ["for members"]
        asked = only(POT, open_at=AT)
        assert words(asked.gaps) == ["for members", "closed at that time"]

    def test_hours_speak_of_my_audience(self):
        club = record("Club", machines=["kiln"])
        venues(replace(club, hours=(HoursRecord(audience="members", text="24/7"),)))
        assert only(POT).opening.state == "unknown"
        assert only(POT, audience=Audience.MEMBERS).opening.state == "open"


class TestPlan:
    needs = Needs(crafts=("pcb",), required=("pcb_mill_etch", "soldering_station"))
    use = {"offers": [("electronics", "use")]}

    def stops(self, needs=None, **more):
        plan = matched(needs or self.needs, **more).plan
        return plan and [(s.match.venue.name, s.brings) for s in plan.stops]

    def test_two_venues_together_have_everything(self):
        venue("Mill", machines=["pcb_mill_etch"], at=north(2), **self.use)
        venue("Irons", machines=["soldering_station"], at=north(1), **self.use)
        assert self.stops() == [
            ("Irons", ("soldering_station",)),
            ("Mill", ("pcb_mill_etch",)),
        ]
        matches = matched(self.needs)
        assert not matches.complete
        assert matches.wider is None
        assert matches.plan.way_m == pytest.approx(3_000, rel=0.005)

    def test_the_shortest_way_wins_among_the_fewest_venues(self):
        venue("Mill", machines=["pcb_mill_etch"], at=north(2), **self.use)
        venue("Far irons", machines=["soldering_station"], at=north(5), **self.use)
        venue("Near irons", machines=["soldering_station"], at=north(3), **self.use)
        assert [name for name, _brings in self.stops()] == ["Mill", "Near irons"]

    def test_two_far_venues_beat_three_near_ones(self):
        three = ("kiln", "loom", "welder")
        for number, equipment in enumerate(three):
            venue(equipment, machines=[equipment], at=north(number), **self.use)
        venue("Two of them", machines=["loom", "welder"], at=north(9), **self.use)
        needs = Needs(crafts=("pottery",), required=three)
        assert [name for name, _brings in self.stops(needs)] == ["kiln", "Two of them"]

    def test_where_one_place_has_everything_no_plan_is_made(self):
        venue("All", machines=list(self.needs.required), at=north(9), **self.use)
        venue("Mill", machines=["pcb_mill_etch"], **self.use)
        matches = matched(self.needs)
        assert (matches.complete, matches.plan, matches.wider) == (True, None, None)

    @pytest.mark.parametrize(
        "unfit",
        [
            {"offers": [("electronics", "repair")]},
            {"offers": [("electronics", "use")], "operation": "planned"},
            {"offers": [("electronics", "use")], "operation": "paused"},
        ],
    )
    def test_a_place_where_nobody_can_make_neither_ends_nor_joins_a_plan(self, unfit):
        venue("Unfit", machines=list(self.needs.required), **unfit)
        venue("Mill", machines=["pcb_mill_etch"], at=north(2), **self.use)
        assert self.stops() is None
        assert not matched(self.needs).complete
        venue("Irons", machines=["soldering_station"], at=north(1), **self.use)
        assert [name for name, _brings in self.stops()] == ["Irons", "Mill"]

    def test_four_venues_are_no_plan(self):
        four = ("kiln", "loom", "welder", "wood_lathe")
        for equipment in four:
            venue(equipment, machines=[equipment], **self.use)
        assert self.stops(Needs(crafts=("pottery",), required=four)) is None
        assert len(self.stops(Needs(crafts=("pottery",), required=four[:3]))) == 3

    def test_eight_machines_are_planned_for_and_nine_are_said_to_be_too_many(self):
        machines = [
            "kiln",
            "loom",
            "welder",
            "wood_lathe",
            "band_saw",
            "table_saw",
            "laser_co2",
            "overlocker",
            "heat_press",
        ]
        venue("Some", machines=machines[:4], **self.use)
        venue("Others", machines=machines[4:], at=north(1), **self.use)
        eight = Needs(crafts=("pottery",), required=tuple(machines[:8]))
        nine = Needs(crafts=("pottery",), required=tuple(machines))
        assert len(self.stops(eight)) == 2
        assert not matched(eight).plan_too_large
        assert self.stops(nine) is None
        assert matched(nine).plan_too_large

    def test_what_nobody_lists_is_named(self):
        venue("Mill", machines=["pcb_mill_etch"], **self.use)
        matches = matched(self.needs)
        assert matches.plan is None
        assert matches.missing_everywhere == ("soldering_station",)


class TestWider:
    def test_a_wider_circle_tells_how_many_it_holds(self):
        venue("Here", offers=[("weaving", "use")])
        venue("Nearest", offers=[("pottery", "use")], at=north(40))
        venue("Next", machines=["kiln"], at=north(45))
        venue("Beyond", machines=["kiln"], at=north(60))
        matches = matched(POT)
        assert matches.items == ()
        assert (matches.wider.radius, matches.wider.count) == (Radius(50_000), 2)

    def test_steps_that_hold_no_more_are_left_out(self):
        venue("Here", offers=[("pottery", "use")])
        venue("Far", machines=["kiln"], at=north(200))
        matches = matched(POT)
        assert (matches.wider.radius, matches.wider.count) == (Radius(250_000), 2)

    def test_nothing_anywhere_widens_nowhere(self):
        assert matched(POT).wider is None
        assert matched(POT, within=Radius(500_000)).wider is None

    def test_artisans_who_take_commissions_are_named(self):
        venue("Studio", offers=[("pottery", "use")])
        venue("Potter", offers=[("pottery", "commission")])
        assert [m.venue.name for m in matched(POT).commissions] == ["Potter"]
