"""Every account page speaks in this site's words, in English and in German."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail

from tests.people import member

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse"
# What allauth and Django say of themselves.
THEIRS = re.compile(
    r"Change Password|Set Password|Password \(again\)|Remember Me|Email:"
    r"|Bad Token|Enter your password|Use a security key"
    r"|This field is required|Enter a valid|Please type|Invalid login|are not correct"
    r"|Successfully|Dieses Feld|E-Mail-Adresse und"
)
OPEN = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-abc/",
    "/accounts/password/reset/key/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/abc/",
    "/accounts/inactive/",
)
OWN = (
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/reauthenticate/",
)


@pytest.fixture
def person(db, client):
    who = member("words")
    who.emailaddress_set.create(email=who.email, verified=True, primary=True)
    totp.TOTP.activate(who, totp.generate_totp_secret())
    RecoveryCodes.activate(who)
    return who


def shown(client, address, language, **form):
    ask = client.post if form else client.get
    answer = ask(address, form, headers={"accept-language": language}, follow=True)
    assert answer.status_code < 500, address
    text = answer.content.decode()
    assert not THEIRS.search(text), (address, language, THEIRS.search(text))
    assert "<h1" in text, address
    return text


@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_for_everybody(client, language):
    for address in OPEN:
        shown(client, address, language)


@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_of_a_person(client, person, language):
    client.force_login(person)
    for address in OWN:
        shown(client, address, language)


@pytest.mark.parametrize("language", ["en", "de"])
def test_errors_are_our_messages(client, person, language):
    wrong = {"login": "nobody", "password": ""}
    shown(client, "/accounts/login/", language, **wrong)
    wrong = {"login": person.email, "password": "wrong horse"}
    shown(client, "/accounts/login/", language, **wrong)
    shown(client, "/accounts/signup/", language, email="no", password1="x")
    shown(client, "/accounts/password/reset/", language, email="no")
    client.force_login(person)
    wrong = {"oldpassword": "wrong", "password1": "a-kiln-at-8", "password2": "b"}
    shown(client, "/accounts/password/change/", language, **wrong)
    shown(client, "/accounts/reauthenticate/", language, password="wrong horse")
    shown(client, "/accounts/2fa/reauthenticate/", language, code="000000")


def test_the_ways_to_prove_oneself_are_named(client, person):
    client.force_login(person)
    text = shown(client, "/accounts/reauthenticate/", "en")
    assert "Use a code from your app" in text


def test_a_changed_password_has_our_message(client, person):
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    new = {"password1": "a-kiln-at-midnight-7", "password2": "a-kiln-at-midnight-7"}
    text = shown(
        client, "/accounts/password/change/", "en", oldpassword=PASSWORD, **new
    )
    assert "Your password has been changed." in text


def test_letters_speak_of_venues_and_to_strangers_too(client, db):
    form = {"email": "new@example.org", "password1": "a-kiln-at-midnight-7"}
    client.post("/accounts/signup/", {**form, "guidelines": "on"})
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    welcome, unknown = mail.outbox
    assert "To confirm that it is yours" in str(welcome.body)
    assert "no account uses this email address" in str(unknown.body)
    assert "You are receiving" not in str(unknown.body)


def test_what_is_agreed_to_stands_last_before_the_button(client):
    page = client.get("/accounts/signup/").content.decode()
    names = ("email", "password1", "guidelines")
    assert [page.index(f'name="{name}"') for name in names] == sorted(
        page.index(f'name="{name}"') for name in names
    )
