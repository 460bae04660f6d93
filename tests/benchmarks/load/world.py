"""The site under load: the demo world in a database of its own, and who edits it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.geocoding.actions import load_gazetteer
from geoapp.publishing.actions import rebuild
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.correct_venue import correct_venue
from tests.benchmarks.venues import connect_to, create_database
from tests.demo import import_files

DATABASE = "test_bench_load"
_EVERY_S = 1.0


def open_world(say: Callable[[str], None]) -> None:
    """Connect Django to the demo world, made now if it is not there."""
    is_new = create_database(DATABASE)
    if is_new:
        say(f"Loading the demo world into {DATABASE}; it is kept for the next run.")
    connect_to(DATABASE)
    call_command("migrate", verbosity=0)
    if not PublishedVenue.objects.exists():
        call_command("createcachetable")
        load_vocabulary(vocabulary=current())
        load_gazetteer(at=timezone.now())
        import_files()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    # What is open is computed for some weeks, and the database may be older.
    rebuild(at=timezone.now())


@dataclass(slots=True)
class Edits:
    """How many edits there were, and the processor time that they cost here."""

    count: int = 0
    cpu_ns: int = 0


@contextmanager
def edits_every_second() -> Iterator[Edits]:
    """Change a venue each second until the block ends, one after the other."""
    edits, ending = Edits(), threading.Event()
    venue_ids = list(
        PublishedVenue.objects.order_by("slug").values_list("pk", flat=True)
    )

    def edit() -> None:
        began = time.monotonic()
        for number, venue_id in enumerate(cycle(venue_ids), 1):
            if ending.wait(max(0.0, began + number * _EVERY_S - time.monotonic())):
                break
            value = ("yes", "limited", "no")[number % 3]
            correct_venue(
                venue_id=venue_id,
                field="wheelchair",
                value=value,
                author=None,
                at=timezone.now(),
            )
            edits.count = number
        edits.cpu_ns = time.thread_time_ns()
        connection.close()

    thread = threading.Thread(target=edit)
    thread.start()
    try:
        yield edits
    finally:
        ending.set()
        thread.join()
