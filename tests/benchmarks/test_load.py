"""The load is what it says, and its table too."""

from collections import Counter
from itertools import islice

import pytest

from tests.benchmarks.load.clients import Sample
from tests.benchmarks.load.report import Cost, table
from tests.benchmarks.load.views import SHARES, View, zipf

VIEWS = [
    View(kind, f"/{kind}/{number}", "en")
    for kind, share in SHARES.items()
    for number in range(round(2_000 * share))
]


def test_a_popular_view_is_asked_for_often_and_each_kind_has_its_share():
    asked = list(islice(zipf(VIEWS, seed=1), 50_000))
    ((_first, times), (_second, fewer)) = Counter(asked).most_common(2)
    assert times == pytest.approx(2 * fewer, rel=0.1)
    kinds = Counter(view.kind for view in asked)
    for kind, share in SHARES.items():
        assert kinds[kind] / len(asked) == pytest.approx(share, abs=0.02)


def test_the_table_names_every_kind_the_errors_and_who_used_the_processor():
    samples = [Sample(kind, 0.1, "") for kind in SHARES for _ in range(99)]
    samples += [Sample("tile", 0.5, "500 /api/tiles/0/0/0")]
    cost = Cost(server_ns=80, database_ns=15, client_ns=5, edits_ns=0)
    text = table("Some views", samples, seconds=2, edits=3, cost=cost)
    assert "694 requests of 16 clients in 2.0 s: 347.0/s, 1 errors, 3 edits." in text
    assert "| tile | 100 | 100 | 100 | 500 |" in text
    assert "server 80%, database 15%, clients 5%, edits 0%" in text
    assert text.endswith("1 times 500 /api/tiles/0/0/0")


def test_a_kind_that_was_not_asked_for_has_no_times():
    nothing = Cost(server_ns=0, database_ns=0, client_ns=0, edits_ns=0)
    assert "| venue | 0 | nan | nan | nan |" in table(
        "Nothing", [], seconds=1, edits=0, cost=nothing
    )
