"""Who asks too often reads when to come back, at every limit that ends in a page."""

import re
from collections.abc import Callable

import pytest
from allauth.account import app_settings
from allauth.mfa import app_settings as mfa_settings

from geoapp.web.about.rate_limited import WAIT_S
from tests.people import member

pytestmark = pytest.mark.django_db

LIMITS = {
    "login": ("/accounts/login/", {"login": "a@example.org", "password": "x"}),
    "signup": ("/accounts/signup/", {"email": "no"}),
    "reset_password": ("/accounts/password/reset/", {"email": "a@example.org"}),
    "change_password": ("/accounts/password/change/", {"oldpassword": "x"}),
    "manage_email": ("/accounts/email/", {"action_add": "", "email": "no"}),
    "reauthenticate": ("/accounts/reauthenticate/", {"password": "x"}),
    "reset_password_from_key": ("/accounts/password/reset/key/1-set-password/", {}),
}
MOST = 40


@pytest.fixture
def ask(client) -> Callable[[str], object]:
    client.force_login(member("often"))

    def again(name: str):
        if name in {"login", "signup"}:
            client.logout()
        address, form = LIMITS[name]
        for _time in range(MOST):
            answer = client.post(address, form)
            if answer.status_code == 429:
                return answer
        pytest.fail(f"{name} is not limited within {MOST} tries")

    return again


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_every_limit_has_a_retry_after_header(ask, name):
    answer = ask(name)
    assert answer["Retry-After"] == str(WAIT_S)
    text = answer.content.decode()
    assert "Try again in a minute" in text
    assert 'class="site-header' in text or "<header" in text
    assert "Too Many Requests" not in text


def test_no_limit_that_ends_in_a_page_is_longer():
    """Else the page would promise too much; the others answer inside a form."""
    inside = {"login_failed", "confirm_email", "verify_phone", "change_phone"}
    rates = {**app_settings.RATE_LIMITS, **mfa_settings.RATE_LIMITS}
    shown = {name: rate for name, rate in rates.items() if name not in inside}
    assert shown.keys() >= LIMITS.keys()
    assert all(re.fullmatch(r"(\d+/m/\w+,?)+", rate) for rate in shown.values()), shown


def test_the_page_exists_in_german(client):
    address, form = LIMITS["login"]
    for _time in range(MOST):
        answer = client.post(address, form, headers={"accept-language": "de"})
        if answer.status_code == 429:
            break
    assert "Versuch es in einer Minute noch einmal" in answer.content.decode()
