"""T12: guesses are counted by all processes together, and a lock holds for all."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache, caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from geoapp.accounts.models import User
from geoapp.web.accounts.known_devices import (
    MAX_DEVICES,
    known_device,
    remember_device,
)
from tests.drawing import ALL
from tests.people import member

PASSWORD = "correct horse"
ALLOWED = 5  # of one address in five minutes
OF_ITS_OWN = """
import sys
import django
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"]["BACKEND"] = plain
django.setup()
from django.test import Client
form = {"login": "person@example.org", "password": "correct horse"}
for _line in sys.stdin:
    answer = Client(HTTP_HOST="127.0.0.1").post("/accounts/login/", form)
    print(answer.status_code, flush=True)
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def counted_in_the_database(transactional_db, monkeypatch):
    """The cache of a running site, not the one in memory that other tests have."""
    monkeypatch.setitem(settings.CACHES, "default", settings.CACHES["site"])
    before = caches["default"]
    caches["default"] = caches.create_connection("default")
    cache.clear()
    yield
    cache.clear()
    caches["default"] = before


@pytest.fixture
def person(counted_in_the_database) -> User:
    user = member("person")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, password: str, **headers: str) -> int:
    form = {"login": "person@example.org", "password": password}
    return client.post(reverse("account_login"), form, **headers).status_code


def guess(number: int) -> int:
    """Guess once from an address of its own; return the answer's status."""
    return sign_in(Client(), f"wrong {number}", REMOTE_ADDR=f"203.0.113.{number}")


def tries_that_were_looked_at(monkeypatch) -> list[str]:
    """Return a list that grows by each password that is compared."""
    looked_at: list[str] = []
    compare = User.check_password

    def counted(user: User, raw: str) -> bool:
        looked_at.append(raw)
        return compare(user, raw)

    monkeypatch.setattr(User, "check_password", counted)
    return looked_at


def test_a_hundred_guesses_from_a_hundred_addresses(person, monkeypatch):
    looked_at = tries_that_were_looked_at(monkeypatch)
    count = 100 if ALL else 2 * ALLOWED
    assert {guess(number) for number in range(count)} == {200}
    assert len(looked_at) == ALLOWED
    assert sign_in(Client(), PASSWORD) == 200
    assert PASSWORD not in looked_at


def guess_often(client_of=Client, **headers: str) -> None:
    for number in range(11):
        sign_in(client_of(), f"wrong {number}", **headers)


def test_the_owner_gets_in_where_they_signed_in_before(person):
    owner = Client()
    assert sign_in(owner, PASSWORD) == 302
    owner.post(reverse("account_logout"))
    for number in range(ALLOWED):
        guess(number)
    guess_often()  # from the owner's own address
    assert sign_in(Client(), PASSWORD) == 200
    assert sign_in(Client(), PASSWORD, REMOTE_ADDR="203.0.113.99") == 200
    assert sign_in(owner, PASSWORD) == 302


def test_who_is_signed_in_confirms_it_while_others_guess(person):
    owner = Client()
    sign_in(owner, PASSWORD)
    for number in range(ALLOWED):
        guess(number)
    reply = owner.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert reply.status_code == 302


def test_a_link_lets_the_owner_in_on_an_unknown_device(person):
    for number in range(ALLOWED):
        guess(number)
    owner = Client()
    owner.post("/accounts/password/reset/", {"email": person.email})
    path = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]
    form = dict.fromkeys(("password1", "password2"), "a-kiln-at-midnight-7")
    owner.post(owner.get(path)["Location"], form)
    assert "_auth_user_id" in owner.session


def test_a_known_device_is_slowed_by_its_own_guesses(person, monkeypatch):
    owner = Client()
    sign_in(owner, PASSWORD)
    owner.post(reverse("account_logout"))
    looked_at = tries_that_were_looked_at(monkeypatch)
    guess_often(lambda: owner)
    assert len(looked_at) == ALLOWED
    assert sign_in(owner, PASSWORD) != 302
    assert sign_in(Client(), PASSWORD, REMOTE_ADDR="203.0.113.99") == 302


def test_a_known_device_of_somebody_else_is_an_unknown_one(person, monkeypatch):
    other = member("other")
    other.emailaddress_set.create(email=other.email, verified=True, primary=True)
    device = Client()
    form = {"login": other.email, "password": PASSWORD}
    assert device.post(reverse("account_login"), form).status_code == 302
    device.post(reverse("account_logout"))
    looked_at = tries_that_were_looked_at(monkeypatch)
    guess_often(lambda: device)
    assert len(looked_at) == ALLOWED


@pytest.mark.parametrize(
    ("page", "field", "limit"),
    [
        ("account_signup", "email", 20),
        ("account_reset_password", "email", 20),
        ("account_login", "login", 30),
    ],
)
def test_a_known_device_is_no_address_of_its_own(person, page, field, limit):
    """Else every sign-in to an account of one's own would begin at nought again."""
    device, statuses = Client(), []
    for number in range(limit + 1):
        device.cookies[settings.DEVICE_COOKIE_NAME] = device_cookie(person)
        form = {field: f"n{number}@example.org"} | {"login": person.email}
        statuses.append(device.post(reverse(page), form).status_code)
    assert statuses[-1] == 429
    assert 429 not in statuses[:-1]


def device_cookie(user: User) -> str:
    """Return the cookie of a device that is new to the account."""
    request, response = RequestFactory().get("/"), HttpResponse()
    remember_device(request=request, user=user, response=response)
    return response.cookies[settings.DEVICE_COOKIE_NAME].value


def test_many_devices_of_an_account_bring_no_more_tries(person):
    counts = set()
    for _device in range(100):
        request = RequestFactory().get("/")
        request.COOKIES[settings.DEVICE_COOKIE_NAME] = device_cookie(person)
        counts.add(known_device(request, email=person.email))
    assert None not in counts
    assert len(counts) <= MAX_DEVICES


def test_a_new_password_makes_every_device_unknown(person):
    owner = Client()
    sign_in(owner, PASSWORD)
    person.set_password("another horse")
    person.save()
    for number in range(ALLOWED):
        guess(number)
    assert sign_in(owner, "another horse") == 200


def test_a_network_of_ipv6_is_one_address(person, monkeypatch):
    looked_at = tries_that_were_looked_at(monkeypatch)
    for address, beside in (
        ("2001:db8:1:2::{:x}", "2001:db8:1:3::1"),
        # An IPv4 address in the form of IPv6 is that address, and not all of them.
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8"),
    ):
        for number in range(10):
            form = {"login": f"n{number}@example.org", "password": "wrong"}
            peer = address.format(number)
            Client().post(reverse("account_login"), form, REMOTE_ADDR=peer)
        assert sign_in(Client(), PASSWORD, REMOTE_ADDR=address.format(255)) == 200
        assert sign_in(Client(), PASSWORD, REMOTE_ADDR=beside) == 302
    assert looked_at == [PASSWORD] * 2


def test_guesses_at_the_same_moment_are_counted_too(person, monkeypatch):
    looked_at = tries_that_were_looked_at(monkeypatch)
    ready = Barrier(20)

    def one(number: int) -> int:
        ready.wait()
        try:
            return guess(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=20) as threads:
        statuses = set(threads.map(one, range(20)))
    assert statuses == {200}
    assert len(looked_at) <= ALLOWED
    for number in range(ALLOWED):
        guess(100 + number)
    assert sign_in(Client(), PASSWORD) == 200


@pytest.fixture
def another_process(person) -> Iterator[Callable[[], str]]:
    """A process of its own that signs in with the right password when it is asked."""
    name = connection.settings_dict["NAME"]
    address, _slash, _name = os.environ["DATABASE_URL"].partition("?")
    base = address.rpartition("/")[0]
    query = os.environ["DATABASE_URL"].partition("?")[2]
    database = f"{base}/{name}" + (f"?{query}" if query else "")
    with subprocess.Popen(
        [sys.executable, "-c", OF_ITS_OWN],
        env={
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "geoapp.config.settings",
        },
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def signs_in() -> str:
            process.stdin.write("\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        yield signs_in
    assert process.returncode == 0


def test_another_process_knows_of_the_lock(another_process):
    assert another_process() == "302"
    for number in range(ALLOWED):
        guess(number)
    assert another_process() == "200"


def test_a_lock_is_not_pushed_out_by_other_counts(person):
    for number in range(ALLOWED):
        guess(number)
    for number in range(400):
        cache.set(f"0-{number}", [1.0], 300)
        cache.set(f"z-{number}", [1.0], 300)
    assert sign_in(Client(), PASSWORD) == 200


def test_the_admin_is_no_other_door(person):
    User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
    for number in range(ALLOWED):
        guess(number)
    client = Client()
    form = {"username": person.email, "password": PASSWORD, "next": "/admin/"}
    answer = client.post("/admin/login/", form)
    assert answer["Location"].startswith(reverse("account_login"))
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert "_auth_user_id" not in client.session


def test_behind_a_proxy_who_guesses_locks_only_themselves_out(person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def from_address(forwarded: str, login: str) -> int:
        form = {"login": login, "password": "wrong"}
        header = {"HTTP_X_FORWARDED_FOR": forwarded}
        return Client().post(reverse("account_login"), form, **header).status_code

    # What the client itself wrote before the proxy's word makes no other address.
    for number in range(30):
        from_address(f"198.51.100.{number}, 203.0.113.9", f"n{number}@example.org")
    assert from_address("203.0.113.9", "else@example.org") == 429
    assert sign_in(Client(), PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.10") == 302


def test_without_a_proxy_nobody_is_believed_about_their_address(person):
    for number in range(30):
        form = {"login": f"n{number}@example.org", "password": "wrong"}
        header = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"}
        answer = Client().post(reverse("account_login"), form, **header)
    form = {"login": "else@example.org", "password": "wrong"}
    answer = Client().post(reverse("account_login"), form)
    assert answer.status_code == 429
