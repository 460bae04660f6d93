"""Which changes of a published venue await review."""

import pytest

from geoapp.stewardship.rules import held_fields

BASE = {"name": "Kiln", "summary": "Clay.", "operation": "operating"}
PAUSE = {"operation": "paused", "operation_since": "2026-12-24"}


@pytest.mark.parametrize(
    ("accepted", "changes", "held"),
    [
        (0, {"summary": "Buy pills."}, {"summary"}),
        (0, {"summary": "Clay.", "name": "Kiln"}, set()),
        (0, {"machines": [], "price": "free"}, {"machines", "price"}),
        (0, PAUSE, set()),
        (0, {**PAUSE, "operation_reason": "Pills."}, {"operation_reason"}),
        (0, {"operation": "paused"}, {"operation"}),
        (
            0,
            {"operation": "closed", "operation_since": "2026-12-24"},
            {"operation", "operation_since"},
        ),
        (0, {"hide_exact_place": True}, set()),
        (1, {"summary": "Buy pills.", "operation": "closed"}, set()),
        (1, {"name": "Casino", "summary": "Clay."}, {"name"}),
    ],
)
def test_a_new_manager_has_every_change_reviewed_but_dated_closures(
    accepted, changes, held
):
    assert held_fields(changes=changes, base=BASE, accepted=accepted) == held
