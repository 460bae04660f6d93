"""A form sent several times at once leaves what it leaves when sent once (F12)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from psycopg.sql import SQL, Identifier, Literal

from geoapp.accounts.models import Quota
from tests.databases import keep, refill, world
from tests.faults.every_form import Entry, forms_of
from tests.faults.forms_world import ROLES, make_world

pytestmark = pytest.mark.long
CLICKS = 6
# Whoever signs in or out twice has two sessions, and nothing of them lasts.
_PASSING = {"django_session"}
_STARTS = (
    "/",
    "/account/",
    "/manage/",
    "/manage/add/",
    "/moderation/",
    "/accounts/login/",
)


@pytest.fixture
def forms_world(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A world in which every form is on some page."""
    with django_db_blocker.unblock(), world("forms", make_world):
        # Counts that end while the test runs would make a difference of their own.
        Quota.objects.all().delete()
        keep()
        yield


def test_each_form_sent_at_once_is_sent_once(forms_world):
    wrong, tried = {}, set()
    for role in ROLES:
        refill()
        for entry in list(forms_of(signed_in(role), _STARTS)):
            if entry.key not in tried:
                tried.add(entry.key)
                if difference := difference_at_once(role, entry):
                    wrong[role, entry.path, entry.button] = difference
    assert len(tried) > 60
    assert not wrong


def difference_at_once(role: str, entry: Entry) -> dict[str, tuple[int, int]]:
    """Return the tables with other numbers of rows, and the worst status if bad."""
    once, _statuses = rows_after(role, entry, times=1)
    rows, statuses = rows_after(role, entry, times=CLICKS)
    differing = {name: (n, rows[name]) for name, n in once.items() if rows[name] != n}
    return differing | ({"status": (200, statuses[-1])} if statuses[-1] >= 500 else {})


def signed_in(role: str) -> Client:
    """Return the browser of somebody with a role."""
    client = Client()
    if role:
        entered = {"login": f"{role}@example.org", "password": "correct horse"}
        client.post("/accounts/login/", entered)
    return client


def rows_after(
    role: str, entry: Entry, *, times: int
) -> tuple[dict[str, int], list[int]]:
    """Send a form so often at once; return the rows of each table, and the statuses."""
    refill()
    cache.clear()
    client = signed_in(role)
    ready = Barrier(times)

    def click(_number: int) -> int:
        own = Client(raise_request_exception=False)
        own.cookies.update(client.cookies)
        ready.wait()
        try:
            return entry.send(own)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as threads:
        statuses = sorted(threads.map(click, range(times)))
    return rows(), statuses


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    tables = set(connection.introspection.table_names()) - _PASSING
    count = SQL("SELECT {}, count(*) FROM {}")
    counts = [count.format(Literal(name), Identifier(name)) for name in sorted(tables)]
    with connection.cursor() as cursor:
        cursor.execute(SQL(" UNION ALL ").join(counts))
        return dict(cursor.fetchall())
