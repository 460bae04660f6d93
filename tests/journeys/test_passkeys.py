"""A passkey of the browser: made once, then it signs its person in by itself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.people import PASSWORD, sign_in
from tests.journeys.test_accessibility import faults_of
from tests.journeys.test_find_a_place_to_make_it import a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture(params=["phone", pytest.param("desktop", marks=pytest.mark.long)])
def desk(request, browser: Browser, site: str) -> Iterator[Page]:
    """A page before a device that keeps passkeys, and knows whose finger it feels.

    The site is asked for by name: a passkey belongs to a name, never to a number.
    """
    context = browser.new_context(
        service_workers="block",
        viewport=PHONE if request.param == "phone" else DESKTOP,
        base_url=site.replace("127.0.0.1", "localhost"),
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()
    assert wrong == []


def say_the_password(page: Page) -> None:
    """Prove once more who it is, where the site asks for it."""
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()


def add_passkey(page: Page, name: str, *, alone: bool = True) -> None:
    page.goto("/account/")
    page.get_by_role("link", name="Two-step verification and passkeys").click()
    page.get_by_role("link", name="Add a passkey").click()
    say_the_password(page)
    page.get_by_label("Passkey name").fill(name)
    page.get_by_label("Let me sign in with this passkey alone").set_checked(alone)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_passkey_signs_in_without_a_password(desk: Page):
    email = a_person()
    sign_in(desk, email)
    add_passkey(desk, "My phone")
    sign_out(desk)
    desk.goto("/accounts/login/")
    desk.get_by_role("button", name="Sign in with a passkey").click()
    desk.wait_for_url("**/likes/")
    desk.goto("/account/")
    expect(desk.get_by_text(email)).to_be_visible()


def test_a_key_is_the_second_factor_after_the_password(desk: Page):
    email = a_person()
    sign_in(desk, email)
    add_passkey(desk, "My key", alone=False)
    sign_out(desk)
    desk.goto("/accounts/login/")
    desk.get_by_label("Email address").fill(email)
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in", exact=True).click()
    expect(desk.get_by_role("heading", name="Two-step verification")).to_be_visible()
    assert faults_of_open(desk) == []
    desk.get_by_role("button", name="Use a passkey").click()
    desk.wait_for_url("**/likes/")


def faults_of_open(page: Page) -> list[str]:
    return faults_of(page, [page.url])


@pytest.mark.long
def test_the_pages_of_the_second_factor_have_no_axe_violation(desk: Page):
    sign_in(desk, a_person())
    add_passkey(desk, "My phone")
    desk.goto("/accounts/2fa/webauthn/")
    found = desk.content()
    (edit,) = set(re.findall(r"/accounts/2fa/webauthn/keys/\d+/edit/", found))
    addresses = [
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/webauthn/reauthenticate/",
        edit,
        edit.replace("edit", "remove"),
    ]
    assert faults_of(desk, addresses) == []
