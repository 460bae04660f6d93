"""T15: fifty accounts do what they can at once; nothing of it stays.

Prints how long pages took meanwhile; run it alone on a quiet machine for the figures.
"""

import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from geoapp.accounts.models import User
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.take_back import deeds_of, take_back
from geoapp.stewardship.models import Contribution, Report
from geoapp.venues.models import Invitation, Photo
from tests.databases import world
from tests.demo import load_demo
from tests.faults.conftest import site_of
from tests.faults.visitor import Visitor
from tests.people import member, moderator, named
from tests.photos import picture
from tests.running import ROOT, database_url, running
from tests.stewardship.attack import public_bytes
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ACCOUNTS, REPORTERS, AT_ONCE, READERS = 50, 20, 8, 4
QUIET_S = 10.0
SPAM = "The best benches in town. Order today and save."
PASTE = "<a " * 6_000
_PAGES = ("/", "/?q=pottery", "/?craft=woodworking&near=-0.05,51.5", "/crafts/")


@dataclass
class Reading:
    """Seconds that pages took, and the answers of the server that were faults."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def p99_ms(self) -> float:
        """Return how long 99 of 100 pages took at most."""
        return 1000 * sorted(self.seconds)[int(0.99 * (len(self.seconds) - 1))]


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker, media) -> Iterator[list["Attacker"]]:
    """New accounts before a site with a worker, whose database holds the demo."""
    with django_db_blocker.unblock(), world("attack", load_demo):
        url = database_url(str(connection.settings_dict["NAME"]))
        more = {
            "PAGE_LIMIT": "600",
            "TEXT_SEARCH_LIMIT": "120",
            "STATEMENT_TIMEOUT_MS": "10000",
            "MEDIA_ROOT": str(media),
        }
        worker = [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker"]
        with site_of(url, **more) as (address, _process):
            environment = {
                "DATABASE_URL": url,
                "MEDIA_ROOT": str(media),
                "SECRET_KEY": settings.SECRET_KEY,
            }
            with running(worker, environment, ready=f"{address}/livez"):
                yield attackers(address)


@contextmanager
def readers(site: str, pages: tuple[str, ...]) -> Iterator[Reading]:
    """Let people at many addresses read pages until the block ends."""
    reading, stop = Reading(), threading.Event()

    def read(number: int) -> None:
        chance = random.Random(number)
        while not stop.is_set():
            visitor = Visitor(site, address=f"2001:db8:{chance.randrange(5000):x}::1")
            path, begun = chance.choice(pages), time.perf_counter()
            status, _text = visitor.get(path)
            reading.seconds.append(time.perf_counter() - begun)
            if status != 200:
                reading.faults.append(f"{status} {path}")

    with ThreadPoolExecutor(READERS) as threads:
        for number in range(READERS):
            threads.submit(read, number)
        try:
            yield reading
        finally:
            stop.set()


@dataclass
class Attacker:
    """One account, and what it got for its forms."""

    account: User
    visitor: Visitor
    number: int
    statuses: list[int] = field(default_factory=list)

    def send(self, path: str, form_field: str, **entered: str) -> str:
        """Fill in and send a form; return where it leads."""
        values = self.visitor.form(path, form_field) | entered
        status, _text, location = self.visitor.post(values["action"], values)
        self.statuses.append(status)
        return location

    def everything(self, honest: str, victim: str) -> None:
        """Register a fake and do whatever else a new account can do."""
        name = f"Best Deals {self.number}"
        where = {"lat": "51.5", "lon": "-0.05", "kind": "open_studio"}
        own = self.send("/manage/add/", "draft_id", name=name, **where)
        own = "/".join(own.split("/")[:3])
        self.send("/manage/add/from/", "text", text=PASTE)
        picture_of = (("photos", "a.jpg", picture(hue=self.number)),)
        credit = {"author": "Me", "licence": "CC-BY-4.0", "rights": "on"}
        values = self.visitor.form(f"{own}/photos/", "photos") | credit
        answer = self.visitor.post(values["action"], values, picture_of)
        self.statuses.append(answer[0])
        self.send(f"{own}/preview/", "csrfmiddlewaretoken")
        url = f"https://deals.example/{self.number}"
        self.send("/tutorials/add/", "url", url=url, title=SPAM, craft="mending")
        email = f"guest{self.number}@example.org"
        self.send(f"{own}/people/", "email", email=email, invite="1")
        claim = f"/manage/about/{victim}/claim/"
        self.send(claim, "words", words="This is mine.")
        if self.number < REPORTERS:
            report = f"/report/venue/{honest}/"
            topic = "personal" if self.number % 2 else "closed"
            self.send(report, "token", topic=topic, words="Closed.")
        status, _text = self.visitor.get(f"/manage/{honest}/what/")
        self.statuses.append(200 if status == 404 else 500)


def attackers(site: str) -> list[Attacker]:
    """Return new accounts, signed in at addresses of their own."""
    rows = []
    for number in range(ACCOUNTS):
        account, client = named(member(f"attacker{number}"), "Best Deals"), Client()
        client.force_login(account)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        visitor = Visitor(site, cookies, address=f"2001:db8:a{number:03x}::1")
        rows.append(Attacker(account=account, visitor=visitor, number=number))
    return rows


def at_once(calls: list[Callable[[], None]]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for done in [threads.submit(call) for call in calls]:
            done.result()


def assert_nothing_is_public(crowd: list[Attacker]) -> None:
    """Everything has arrived, no answer was a fault, and no fake is on the map."""
    assert {s for a in crowd for s in a.statuses if s >= 500} == set()
    assert Photo.objects.filter(added_by__email__startswith="attacker").exists()
    assert Contribution.objects.pending().count() >= 2 * ACCOUNTS
    assert Report.objects.count() == ACCOUNTS + REPORTERS
    assert Invitation.objects.count() == ACCOUNTS
    assert not PublishedVenue.objects.filter(name__startswith="Best Deals").exists()


def test_t15_fifty_accounts_attack_and_nothing_stays(crowd, capsys):
    site = crowd[0].visitor.site
    honest, victim = PublishedVenue.objects.order_by("name")[:2]
    before = public_bytes()
    pages = (*_PAGES, f"/venues/{victim.slug}/")
    with readers(site, pages):  # warm
        time.sleep(QUIET_S / 4)
    with readers(site, pages) as quiet:
        time.sleep(QUIET_S)
    begun = time.monotonic()
    with readers(site, pages) as busy:
        at_once(
            [lambda a=a: a.everything(str(honest.pk), str(victim.pk)) for a in crowd]
        )
        lasted = time.monotonic() - begun
    assert quiet.faults == busy.faults == []
    assert_nothing_is_public(crowd)
    begun = time.monotonic()
    take_back(
        account_ids=[a.account.pk for a in crowd],
        by=moderator("judge"),
        reason="Advertising.",
        closes=True,
        at=AT,
    )
    took = time.monotonic() - begun
    assert public_bytes() == before
    assert not deeds_of([a.account.pk for a in crowd])
    with capsys.disabled():
        sys.stdout.write(
            f"\nT15: {sum(len(a.statuses) for a in crowd)} forms in {lasted:.0f} s,"
            f" published fakes 0, taken back in {took:.1f} s;"
            f" p99 quiet {quiet.p99_ms():.0f} ms ({len(quiet.seconds)} pages),"
            f" attacked {busy.p99_ms():.0f} ms ({len(busy.seconds)} pages)\n"
        )
