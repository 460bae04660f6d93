"""Somebody leaves: takes everything along, deletes the account, by keyboard too."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geoapp.accounts.models import User
from tests.drawing import ALL
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import faults
from tests.journeys.people import PASSWORD, like, sign_in, sign_up
from tests.journeys.test_find_a_place_to_make_it import (
    PLANNED,
    a_person,
    press_until_focused,
)
from tests.journeys.test_keyboard import walk

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture(
    params=[
        pytest.param(True, id="with JavaScript"),
        pytest.param(False, id="without JavaScript", marks=pytest.mark.long),
    ]
)
def phone(request, browser: Browser, site: str):
    context = browser.new_context(
        service_workers="block",
        viewport=PHONE,
        base_url=site,
        reduced_motion="reduce",
        java_script_enabled=request.param,
    )
    yield context.new_page()
    context.close()


def press(page: Page, name: str, role: str = "button") -> None:
    """Reach what is called so by Tab alone, and press it."""
    press_until_focused(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press("Enter")


def faults_here(page: Page) -> list[dict]:
    """Return what axe finds on the open page; in `--all` at both sizes, in the dark too."""
    found = []
    for size in (DESKTOP, PHONE) if ALL else (PHONE,):
        page.set_viewport_size(size)
        for scheme in ("light", "dark") if ALL else ("light",):
            page.emulate_media(color_scheme=scheme)
            found += faults(page)
    return found


def test_an_account_is_taken_along_and_deleted(phone: Page):
    email = a_person()
    sign_up(phone, email)
    like(phone, f"/tutorials/{PLANNED}/")
    phone.goto("/account/")
    with phone.expect_download() as downloading:
        phone.get_by_role("link", name="Download your data (JSON)").click()
    told = json.loads(Path(downloading.value.path()).read_text())
    assert told["account"]["email"] == email
    assert len(told["likes"]) == 1
    phone.get_by_role("link", name="Delete account").click()
    # Signed in by the link of a mail: nothing was said yet that only they know.
    phone.get_by_label("Password").fill(PASSWORD)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Delete your account")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="Delete my account").click()
    expect(phone.get_by_text("Your account has been deleted.")).to_be_visible()
    assert not User.objects.filter(email=email).exists()
    phone.goto("/accounts/login/")
    phone.get_by_label("Email address").fill(email)
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("link", name="Your account")).to_have_count(0)


def test_who_signed_in_long_ago_says_the_password_by_keyboard(
    browser: Browser, site: str, settings
):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    context = browser.new_context(
        service_workers="block", viewport=PHONE, base_url=site, reduced_motion="reduce"
    )
    page = context.new_page()
    email = a_person()
    sign_in(page, email)
    page.goto("/account/")
    press(page, "Delete account", role="link")
    expect(page).to_have_url(re.compile("/accounts/reauthenticate/"))
    assert faults_here(page) == []
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    press_until_focused(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Delete your account")).to_be_visible()
    assert walk(page, "/account/delete/") == []
    assert walk(page, "/guidelines/") == []
    page.goto("/account/delete/")
    press(page, "Delete my account")
    expect(page.get_by_text("Your account has been deleted.")).to_be_visible()
    assert not User.objects.filter(email=email).exists()
    context.close()
