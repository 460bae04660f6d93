"""No venue has everything: the plan that combines them, or a wider circle."""

import pytest

from geoapp.discovery.matching.requirements import Requirements
from geoapp.geo.values import Radius
from tests.discovery.near import POT, matched, north
from tests.world import venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


class TestPlan:
    needs = Requirements(
        crafts=("pcb",), required=("pcb_mill_etch", "soldering_station")
    )
    use = {"offers": [("electronics", "use")]}

    def stops(self, needs=None, **more):
        plan = matched(needs or self.needs, **more).plan
        return plan and [(s.match.venue.name, s.equipment) for s in plan.stops]

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
        assert [name for name, _equipment in self.stops()] == ["Mill", "Near irons"]

    def test_two_far_venues_beat_three_near_ones(self):
        three = ("kiln", "loom", "welder")
        for number, equipment in enumerate(three):
            venue(equipment, machines=[equipment], at=north(number), **self.use)
        venue("Two of them", machines=["loom", "welder"], at=north(9), **self.use)
        needs = Requirements(crafts=("pottery",), required=three)
        assert [name for name, _equipment in self.stops(needs)] == [
            "kiln",
            "Two of them",
        ]

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
        assert [name for name, _equipment in self.stops()] == ["Irons", "Mill"]

    def test_four_venues_are_no_plan(self):
        four = ("kiln", "loom", "welder", "wood_lathe")
        for equipment in four:
            venue(equipment, machines=[equipment], **self.use)
        assert self.stops(Requirements(crafts=("pottery",), required=four)) is None
        assert (
            len(self.stops(Requirements(crafts=("pottery",), required=four[:3]))) == 3
        )

    def test_eight_machines_have_a_plan_and_nine_are_too_many(self):
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
        eight = Requirements(crafts=("pottery",), required=tuple(machines[:8]))
        nine = Requirements(crafts=("pottery",), required=tuple(machines))
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
    def test_a_wider_circle_has_a_count(self):
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
