"""No axe violation on any page of an account, and none that is too wide."""

from collections.abc import Iterator, Sequence

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import violations
from tests.journeys.people import PASSWORD, sign_in, sign_up
from tests.journeys.pseudo_locale import LANGUAGE, spoken_here
from tests.journeys.test_find_a_place_to_make_it import a_person
from tests.journeys.test_right_to_left import too_wide

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
SCHEMES = ("light", "dark")

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
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/account/",
    "/account/delete/",
)
# Once an authenticator app is set up.
TWICE = (
    "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/totp/deactivate/",
)


def context_of(browser: Browser, site: str, **options) -> BrowserContext:
    """Return a visitor's; the site is asked for by name, as passkeys want it."""
    return browser.new_context(
        service_workers="block",
        base_url=site.replace("127.0.0.1", "localhost"),
        reduced_motion="reduce",
        **options,
    )


def say_the_password(page: Page) -> None:
    if "/reauthenticate/" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()


def set_up_an_app(page: Page) -> None:
    page.goto("/accounts/2fa/totp/activate/")
    say_the_password(page)
    secret = page.locator("main code").inner_text()
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    page.locator("[name=code]").fill(code)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main code").first).to_be_visible()


def faults(
    page: Page, addresses: Sequence[str], schemes: Sequence[str] = SCHEMES
) -> list[str]:
    found = []
    for address in addresses:
        found += violations(page, address, schemes=schemes)
        found += too_wide(page, address)
    return found


@pytest.fixture(params=["phone", "desktop"])
def visitor(request, browser: Browser, site: str) -> Iterator[Page]:
    size = PHONE if request.param == "phone" else DESKTOP
    context = context_of(browser, site, viewport=size)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = context_of(browser, site, viewport=PHONE)
    yield context.new_page()
    context.close()


def test_some_pages_of_an_account_have_none(phone: Page):
    """The cheap part of the next ones, in every run."""
    assert faults(phone, OPEN[4:5], ["dark"]) == []
    sign_in(phone, a_person())
    assert faults(phone, OWN[3:4], ["light"]) == []


@pytest.mark.long
def test_pages_before_an_account_have_none(visitor: Page):
    assert faults(visitor, OPEN) == []


@pytest.mark.long
def test_pages_of_an_account_have_none(visitor: Page):
    sign_up(visitor, a_person())
    visitor.goto("/accounts/2fa/totp/activate/")
    say_the_password(visitor)
    found = faults(visitor, OWN)
    set_up_an_app(visitor)
    assert found + faults(visitor, TWICE) == []


@pytest.mark.long
def test_pages_of_an_account_from_right_to_left(
    browser: Browser, site: str, tmp_path_factory
):
    with spoken_here(tmp_path_factory.mktemp("locale")):
        context = context_of(browser, site, viewport=PHONE)
        page = context.new_page()
        sign_up(page, a_person())
        page.set_extra_http_headers({"Accept-Language": LANGUAGE})
        found = faults(page, OWN[2:])
        assert page.locator("html").get_attribute("dir") == "rtl"
        set_up_an_app(page)
        found += faults(page, TWICE)
        context.clear_cookies()
        found += faults(page, OPEN)
        context.close()
    assert found == []
