"""T11: nobody learns by asking whether an address has an account."""

import re
import time
from statistics import median

import pytest
from django.core import mail
from django.test import Client

from tests.people import member

pytestmark = pytest.mark.django_db

OF_THE_MOMENT = {"Content-Length", "Expires"}
# Of one length, so that the answers must be too.
KNOWN, UNKNOWN = "known-1@example.org", "other-1@example.org"


def sign_up(client, email):
    form = {"email": email, "password1": "a-kiln-at-midnight-7", "guidelines": "on"}
    return client.post("/accounts/signup/", form, follow=True)


def sign_in(client, email):
    form = {"login": email, "password": "a wrong one"}
    return client.post("/accounts/login/", form, follow=True)


def reset(client, email):
    return client.post("/accounts/password/reset/", {"email": email}, follow=True)


DOORS = [sign_up, sign_in, reset]


@pytest.fixture
def known(db):
    person = member("known-1")
    person.emailaddress_set.create(email=KNOWN, verified=True, primary=True)
    return person


def seen(answer, email: str) -> dict[str, object]:
    """Return all that a visitor can compare, without what they typed and tokens."""
    raw = answer.content.decode()
    text = raw.replace(email, "ADDRESS")
    text = re.sub(r'(csrfmiddlewaretoken" value=)"[^"]+"', r'\1"TOKEN"', text)
    return {
        "status": answer.status_code,
        "way": [(address, status) for address, status in answer.redirect_chain],
        "body": text,
        "length": len(raw),
        "headers": {k: v for k, v in answer.items() if k not in OF_THE_MOMENT},
        "cookies": sorted(answer.client.cookies),
    }


@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_addresses_get_one_answer(client_of, known, door):
    answers = [seen(door(client_of(), email), email) for email in (KNOWN, UNKNOWN)]
    assert answers[0]["status"] == 200
    assert answers[0] == answers[1]
    # The one is told by mail what the page does not say: it was no empty form.
    assert sorted({m.to[0] for m in mail.outbox}) == (
        [] if door is sign_in else [KNOWN, UNKNOWN]
    )


@pytest.mark.parametrize("door", DOORS)
def test_a_second_factor_is_not_to_be_seen_from_outside(client_of, known, door):
    known.authenticator_set.create(type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    answers = [seen(door(client_of(), email), email) for email in (KNOWN, UNKNOWN)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("door", DOORS)
def test_the_comparison_sees_a_difference(client_of, known, door):
    """What is typed wrong is answered otherwise: this check can fail."""
    right = seen(door(client_of(), UNKNOWN), UNKNOWN)
    assert right != seen(door(client_of(), "no address"), "no address")


def test_a_passkey_challenge_needs_no_email(client, known):
    options = client.get(
        "/accounts/2fa/webauthn/login/", headers={"accept": "application/json"}
    ).json()["request_options"]["publicKey"]
    assert not options.get("allowCredentials")


@pytest.fixture
def client_of():
    """Return a fresh visitor each time it is asked."""
    return Client


@pytest.mark.long
@pytest.mark.usefixtures("hashed_as_on_a_site")
@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_addresses_take_one_time(client_of, known, door, settings):
    """T11: medians differ by less than 5 % over 200 pairs."""
    settings.ACCOUNT_RATE_LIMITS = False
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(200):
        for is_known in (True, False) if number % 2 else (False, True):
            email = KNOWN if is_known else f"other{number:03}@example.org"
            begun = time.perf_counter()
            door(client_of(), email)
            took[is_known].append(time.perf_counter() - begun)
    there, nowhere = median(took[True]), median(took[False])
    assert abs(there - nowhere) / max(there, nowhere) < 0.05, (there, nowhere)
