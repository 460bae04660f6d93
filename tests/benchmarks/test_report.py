"""The figures of a run say what was measured."""

import pytest

from tests.benchmarks.measurement import SQL, US, Measurement
from tests.benchmarks.report import figures, ratio, table


def test_a_ratio_is_taken_round_by_round():
    # One slow minute that both of them had.
    found = ratio([0.002, 0.2, 0.002], [0.001, 0.1, 0.001])
    assert found == {"median": 2, "low": 2, "high": 2}


def test_a_ratio_of_a_peer_says_how_much_longer_it_takes():
    assert ratio([0.002], [0.03], upside_down="tipg")["median"] == pytest.approx(15)


def test_the_middle_of_resampling_holds_the_median():
    found = ratio([1, 2, 3, 4, 5], [1, 1, 1, 1, 1])
    assert found["low"] < found["median"] == 3 < found["high"]


def test_everybody_who_was_measured_stands_in_the_table():
    by_name = {
        US: Measurement(rounds=[[0.002] * 99 + [0.5]], cpu_ns=[1.5e6], wire_bytes=1234),
        "empty view": Measurement(rounds=[[0.001]], cpu_ns=[1e6], wire_bytes=1234),
        SQL: Measurement(rounds=[[0.001]], cpu_ns=[0]),
    }
    rows = figures({"a box": by_name})
    assert [row["who"] for row in rows] == list(by_name)
    assert rows[0]["p50_ms"] == pytest.approx(2)
    assert rows[0]["p99_ms"] == pytest.approx(500)
    assert rows[2]["cpu_ms"] is None
    assert (
        "| a box | makerloom | 2.00 | 500.00 | 1.50 | 1,234 | is 1.00 (1.00 to 1.00) of statement"
        in table(rows)
    )
    assert "ours is 2.00 (2.00 to 2.00) of it" in table(rows)
