"""Reporting and deciding take their locks in one order: neither ends in a deadlock.

One of two verbs is stopped after each of its statements that lock something, in turn.
The other runs until it has ended or waits for the first, which then goes on: two that
lock the same things in two orders are found at one of these stops.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import count

import pytest
from django.db import OperationalError, connection, transaction

from geoapp.accounts.models import User
from geoapp.stewardship.actions.report import ReportDraft, claim_venue, report_item
from geoapp.stewardship.actions.resolve_report import (
    ReportChanged,
    Resolution,
    resolve_report,
)
from geoapp.stewardship.models import Outcome, Report, ReportTopic
from geoapp.venues.models import Venue
from tests.drawing import ALL, pairs
from tests.people import member, moderator
from tests.stewardship.reporting import anonymous, managed
from tests.world import AT

pytestmark = pytest.mark.django_db(transaction=True)
_PATIENCE_S = 30
_LOOK_S = 0.02
_LOCKS = ("INSERT", "UPDATE", "DELETE")
_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND %s = any(pg_blocking_pids(pid))"
_numbers = count()
Verb = Callable[[], object]


class Stop:
    """Stops a connection after a statement that locks something, the n-th of them."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.pid = 0

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if " FOR " in sql or (ALL and sql.startswith(_LOCKS)):
            self.left -= 1
            if self.left == 0:
                self.pid = context["connection"].connection.info.backend_pid
                self.reached.set()
                assert self.go_on.wait(_PATIENCE_S)
        return result


def run(verb: Verb, stop: Stop | None = None) -> None:
    try:
        if stop is None:
            verb()
        else:
            with connection.execute_wrapper(stop):
                verb()
    finally:
        if stop is not None:
            stop.reached.set()
        connection.close()


def waits_for(pid: int, task: Future) -> bool:
    """Wait until a task has ended or waits for a connection; return whether it waits."""
    while not wait([task], timeout=_LOOK_S).done:
        with connection.cursor() as cursor:
            cursor.execute(_WAITS, [pid])
            if cursor.fetchone()[0]:
                return True
    return False


def interleave(first: Verb, second: Verb, *, number: int) -> bool:
    """Return whether the first had so many statements that lock something."""
    stop = Stop(number)
    with ThreadPoolExecutor(max_workers=2) as threads:
        one = threads.submit(run, first, stop)
        try:
            assert stop.reached.wait(_PATIENCE_S)
            if not stop.pid:
                one.result()
                return False
            other = threads.submit(run, second)
            waits_for(stop.pid, other)
        finally:
            stop.go_on.set()
        one.result(_PATIENCE_S)
        other.result(_PATIENCE_S)
    return True


def decide_on(row: Report, outcome: Outcome) -> None:
    judge = User.objects.get(email__startswith="judge")
    resolution = Resolution(outcome=outcome, reason="Because.", ground="privacy")
    seen = Report.objects.get(pk=row.pk).state
    with suppress(ReportChanged):  # in between the author wrote something else
        resolve_report(
            report_id=row.pk, by=judge, resolution=resolution, at=AT, seen=seen
        )


def of_a_home(place, _person) -> tuple[Verb, Verb]:
    row = anonymous(place)
    return lambda: decide_on(row, Outcome.REMOVED), lambda: anonymous(place)


def of_the_same_person(place, person) -> tuple[Verb, Verb]:
    def send(topic: ReportTopic) -> Report:
        draft = ReportDraft(kind="venue", item_id=place, topic=topic, words="Moved.")
        return report_item(draft=draft, author=person, at=AT)

    row = send(ReportTopic.MISTAKE)
    return (
        lambda: decide_on(row, Outcome.UNCHANGED),
        lambda: send(ReportTopic.PERSONAL),
    )


def of_a_claim(place, person) -> tuple[Verb, Verb]:
    def claim(words: str) -> Report:
        return claim_venue(user=person, venue_id=place, words=words, at=AT)

    row = claim("Mine.")
    return lambda: decide_on(row, Outcome.UNCHANGED), lambda: claim("It is mine.")


@pytest.mark.parametrize(
    ("scene", "decision_first"),
    pairs([of_a_home, of_the_same_person, of_a_claim], [False, True], one_in=2),
)
def test_a_report_and_a_decision_never_wait_for_each_other(
    vocabulary, scene, decision_first
):
    moderator("judge")
    for number in count(1):
        name = f"{next(_numbers)}"
        place, _manager = managed(f"Kiln {name}", f"manager{name}")
        verbs = scene(place, member(f"person{name}"))
        if not interleave(*(verbs if decision_first else verbs[::-1]), number=number):
            break
    assert number > 1


@pytest.mark.long  # the database waits for a second before it looks for a deadlock
def test_two_orders_of_locks_are_found(vocabulary):
    places = [managed(f"Kiln {name}", name)[0] for name in ("one", "two")]

    def lock_in_turn(order: list) -> None:
        with transaction.atomic():
            for place in order:
                Venue.objects.select_for_update().get(pk=place)

    with pytest.raises(OperationalError, match="deadlock"):
        interleave(
            lambda: lock_in_turn(places),
            lambda: lock_in_turn(places[::-1]),
            number=1,
        )
