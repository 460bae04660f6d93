"""Changes of how one signs in: confirmed, carried through, and told by email."""

import re
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import reverse

from geoapp.accounts.keys import key_of, make_key
from geoapp.accounts.models import ApiKey, User
from geoapp.mailing.models import Message
from geoapp.web.accounts.adapter import MAX_CONFIRMATION_EMAILS
from tests.people import member
from tests.web.accounts.test_second_factor import code_of
from tests.web.factories import confirm_it_is_them
from tests.world import AT

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse"
NEW_PASSWORD = "a-kiln-at-midnight-7"
EMAIL = "/accounts/email/"
KEYS = "/account/keys/"


@pytest.fixture
def person(client, vocabulary):
    user = member("person")
    for address, primary in ((user.email, True), ("second@example.org", False)):
        user.emailaddress_set.create(email=address, verified=True, primary=primary)
    client.force_login(user)
    return user


@pytest.fixture
def confirmed(client, person):
    confirm_it_is_them(client, person)
    return person


def told() -> dict[str, set[str]]:
    """Return the subjects of the emails sent, each with its recipients."""
    subjects: dict[str, set[str]] = {}
    for message in mail.outbox:
        subjects.setdefault(message.subject, set()).update(message.to)
    return subjects


BOTH = {"person@example.org", "second@example.org"}


@pytest.mark.parametrize(
    ("address", "form", "has_changed"),
    [
        (
            EMAIL,
            {"action_add": "", "email": "third@example.org"},
            lambda: EmailAddress.objects.filter(email="third@example.org").exists(),
        ),
        (
            EMAIL,
            {"action_primary": "", "email": "second@example.org"},
            lambda: User.objects.get().email == "second@example.org",
        ),
        (
            EMAIL,
            {"action_remove": "", "email": "second@example.org"},
            lambda: EmailAddress.objects.count() == 1,
        ),
        (
            KEYS,
            {"name": "My map", "likes": "1"},
            lambda: ApiKey.objects.get().scopes == ["likes"],
        ),
        ("/account/delete/", {}, lambda: not User.objects.exists()),
    ],
)
def test_a_change_waits_for_the_password_with_what_was_entered(
    client, person, address, form, has_changed
):
    reply = client.post(address, form)
    where = f"/accounts/reauthenticate/?next={quote(address, safe='')}"
    assert reply["Location"] == where
    wrong = client.post(where, {"password": "wrong", "next": address})
    assert wrong.status_code == 200
    assert User.objects.exists()
    assert EmailAddress.objects.count() == 2
    assert not ApiKey.objects.exists()
    client.post(where, {"password": PASSWORD, "next": address})
    assert has_changed()


def test_a_key_is_revoked_after_the_password(client, person):
    key, text = make_key(user=person, name="My map", scopes=[], at=AT)
    address = f"{KEYS}{key.pk}/revoke/"
    where = client.post(address)["Location"]
    assert key_of(text, at=AT)
    client.post(where, {"password": PASSWORD, "next": address})
    assert key_of(text, at=AT) is None


@pytest.mark.parametrize(
    "name",
    [
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    ],
)
def test_a_second_factor_waits_for_the_password(client, person, name):
    if "recovery" in name:
        totp.TOTP.activate(person, totp.generate_totp_secret())
        RecoveryCodes.activate(person)
    assert "/reauthenticate/" in client.get(reverse(name))["Location"]
    if "_view_" not in name and "_download_" not in name:
        assert "/reauthenticate/" in client.post(reverse(name))["Location"]


def test_both_addresses_are_told_of_addresses(client, confirmed):
    client.post(EMAIL, {"action_add": "", "email": "third@example.org"})
    client.post(EMAIL, {"action_primary": "", "email": "second@example.org"})
    client.post(EMAIL, {"action_remove": "", "email": "person@example.org"})
    emails = told()
    prefix = "Makerloom: "
    assert emails.pop(f"{prefix}Confirm your email address") == {"third@example.org"}
    assert emails == {
        f"{prefix}An email address was added to your account": BOTH,
        f"{prefix}Your main email address was changed": BOTH,
        f"{prefix}An email address was removed from your account": BOTH,
    }


def test_links_to_entered_addresses_are_limited_by_day(client, confirmed, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    for number in range(MAX_CONFIRMATION_EMAILS + 2):
        address = f"other{number}@example.org"
        client.post(EMAIL, {"action_add": "", "email": address})
        client.post(EMAIL, {"action_remove": "", "email": address})
    emails = [m for m in mail.outbox if "Confirm your" in m.subject]
    assert len(emails) == MAX_CONFIRMATION_EMAILS


def test_an_unverified_address_is_not_told_that_it_was_removed(client, confirmed):
    confirmed.emailaddress_set.create(email="other@example.org", verified=False)
    client.post(EMAIL, {"action_remove": "", "email": "other@example.org"})
    assert set().union(*told().values()) == BOTH


def test_both_addresses_are_told_of_keys(client, confirmed):
    client.post(KEYS, {"name": "My <b>map</b>"})
    client.post(f"{KEYS}{ApiKey.objects.get().pk}/revoke/")
    assert told() == {
        "Makerloom: An API key was created for your account": BOTH,
        "Makerloom: An API key of your account was revoked": BOTH,
    }
    assert "“My <b>map</b>”" in mail.outbox[0].body


def test_both_addresses_are_told_of_second_factors(
    client, confirmed, django_capture_on_commit_callbacks
):
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
        client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    prefix = "Makerloom: "
    assert told() == {
        f"{prefix}An authenticator app was added to your account": BOTH,
        f"{prefix}New recovery codes were created for your account": BOTH,
        f"{prefix}An authenticator app was removed from your account": BOTH,
    }


def test_a_deleted_account_is_told_and_then_forgotten(client, confirmed):
    client.post("/account/delete/")
    assert told() == {"Makerloom: Your account has been deleted": BOTH}
    assert not Message.objects.exists()


def change_password(client, **more):
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
    address = "/accounts/password/change/"
    return client.post(address, {**form, "password2": NEW_PASSWORD, **more})


def test_a_changed_password_offers_to_revoke_keys(client, person):
    assert "revoke" not in client.get("/accounts/password/change/").content.decode()
    _key, text = make_key(user=person, name="My map", scopes=[], at=AT)
    page = client.get("/accounts/password/change/").content.decode()
    assert "Also revoke my API key" in page
    other = client.__class__()
    other.force_login(person)
    change_password(client)
    assert key_of(text, at=AT)
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert told()["Makerloom: Your password was changed"] == BOTH


def test_keys_are_revoked_with_the_password(client, person):
    _key, text = make_key(user=person, name="My map", scopes=[], at=AT)
    change_password(client, revoke_keys="on")
    assert key_of(text, at=AT) is None


def test_a_forgotten_password_offers_to_revoke_keys(client, person):
    _key, text = make_key(user=person, name="My map", scopes=[], at=AT)
    client.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]
    where = client.get(link)["Location"]
    assert "Also revoke my API key" in client.get(where).content.decode()
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "revoke_keys": "on"}
    client.post(where, form)
    assert key_of(text, at=AT) is None
    assert told()["Makerloom: Your password was reset"] == BOTH


def test_notices_are_in_the_language_of_the_page(client, confirmed):
    client.cookies["django_language"] = "de"
    client.post(EMAIL, {"action_primary": "", "email": "second@example.org"})
    client.post(KEYS, {"name": "Karte"})
    client.post("/account/delete/")
    for message in mail.outbox:
        assert message.body.startswith("Guten Tag."), message.subject
        assert " your " not in message.subject + message.body


def test_every_link_leads_to_the_public_address(client, confirmed, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_BASE_URL = "https://makerloom.example"
    forged = {"HTTP_HOST": "evil.example"}
    client.post(EMAIL, {"action_add": "", "email": "third@example.org"}, **forged)
    change_password(client)
    client.post(KEYS, {"name": "My map"}, **forged)
    client.logout()
    for email in ("person@example.org", "nobody@example.org"):
        client.post("/accounts/password/reset/", {"email": email}, **forged)
    for email in ("person@example.org", "new@example.org"):
        form = {"email": email, "password1": NEW_PASSWORD, "guidelines": "on"}
        client.post("/accounts/signup/", form, **forged)
    links = re.findall(r"\S+://\S+", "\n".join(m.body for m in mail.outbox))
    assert len(links) >= 9
    assert {link.partition("/accounts/")[0] for link in links} == {
        "https://makerloom.example"
    }


def test_a_form_sent_twice_is_told_once(client, person):
    for _click in range(2):
        client.post("/accounts/password/reset/", {"email": person.email})
    assert Message.objects.filter(kind__contains="reset_key").count() == 1
