"""A second factor: asked for, replaced by a recovery code once, and needed by staff."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from geoapp.accounts.personal_data import export_personal_data
from tests.people import member

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse"


def code_of(secret: str, *, steps_later: int = 0) -> str:
    """Return the six digits that an app with this secret would show."""
    counter = next(iter(totp.yield_hotp_counters_from_time())) + steps_later
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def person(db):
    who = member("twice")
    who.emailaddress_set.create(email=who.email, verified=True, primary=True)
    return who


def sign_in(client, person):
    form = {"login": person.email, "password": PASSWORD}
    return client.post(reverse("account_login"), form)


def sign_in_afresh(client, person):
    """Sign in, and say the password again as who changes how they sign in has to."""
    sign_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def second_step(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def secret(person):
    """The secret of an app that the person has set up, with recovery codes."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def test_an_app_is_set_up_by_its_code_and_brings_recovery_codes(client, person):
    sign_in_afresh(client, person)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page).group(1)
    assert Authenticator.objects.count() == 0
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000x"})
    assert wrong.status_code == 200
    assert Authenticator.objects.count() == 0
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"]).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", codes)) == 10


def test_the_qr_code_names_the_site(client, person, settings):
    sign_in_afresh(client, person)
    label = client.get(reverse("mfa_activate_totp")).context["totp_url"]
    assert parse_qs(urlsplit(label).query)["issuer"] == ["Makerloom"]
    assert person.email in unquote(label)


def test_the_password_alone_opens_nothing(client, person, secret):
    assert sign_in(client, person)["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)
    assert client.get("/account/").status_code == 302
    assert second_step(client, "123456x").status_code == 200
    assert not signed_in(client)
    assert second_step(client, code_of(secret)).status_code == 302
    assert signed_in(client)


def test_a_code_is_not_taken_twice(client, person, secret):
    code = code_of(secret)
    sign_in(client, person)
    second_step(client, code)
    client.logout()
    sign_in(client, person)
    assert second_step(client, code).status_code == 200
    assert not signed_in(client)


def test_a_recovery_code_works_once(client, person, secret):
    row = Authenticator.objects.get(user=person, type="recovery_codes")
    code = row.wrap().get_unused_codes()[0]
    sign_in(client, person)
    second_step(client, code)
    assert signed_in(client)
    client.logout()
    sign_in(client, person)
    assert second_step(client, code).status_code == 200
    assert not signed_in(client)


def test_the_export_has_names_and_no_secret(person, secret):
    said = export_personal_data(user=person, at=timezone.now())
    kinds = {one["type"] for one in said["second_factors"]}
    assert kinds == {"totp", "recovery_codes"}
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap()
    for unsaid in (secret, codes.instance.data["seed"], *codes.get_unused_codes()):
        assert unsaid not in str(said)


@pytest.fixture
def staff(person, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    person.is_staff = person.is_superuser = True
    person.save()
    return person


def test_staff_are_led_to_a_second_factor_first(client, staff):
    sign_in(client, staff)
    for address in ("/admin/", "/admin/accounts/user/"):
        answer = client.get(address)
        assert answer["Location"] == reverse("mfa_index")
    said = [str(one) for one in get_messages(answer.wsgi_request)]
    assert any("two-step verification" in one for one in said)
    assert client.post("/admin/logout/").status_code == 200
    assert not signed_in(client)


def test_recovery_codes_alone_do_not_open_the_administration(client, staff):
    RecoveryCodes.activate(staff)
    client.force_login(staff)
    assert client.get("/admin/")["Location"] == reverse("mfa_index")


def test_staff_with_a_second_factor_come_in(client, staff, secret):
    sign_in(client, staff)
    second_step(client, code_of(secret))
    assert client.get("/admin/").status_code == 200


def test_where_it_is_not_needed_staff_come_in_without(client, staff, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    sign_in(client, staff)
    assert client.get("/admin/").status_code == 200


def test_others_are_shown_the_door_as_before(client, person, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    sign_in(client, person)
    answer = client.get("/admin/")
    assert answer["Location"] != reverse("mfa_index")
