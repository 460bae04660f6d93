"""What every journey of a signed-in person begins with."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from playwright.sync_api import Page, expect

from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import VERSION

PASSWORD = "a-kiln-at-midnight-7"


def committed(act: Callable[[], None]) -> None:
    """Do something that the server sees: outside of the test's own transaction."""

    def alone() -> None:
        act()
        connection.close()

    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(alone).result()


def sign_in(page: Page, email: str, **more: bool) -> None:
    """Give a new account to a page, as if its person had signed in before.

    The forms have journeys of their own; no other one has to go through them.
    """
    client = Client()

    def make() -> None:
        user = User.objects.create_user(
            email, PASSWORD, guidelines_version=VERSION, **more
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        client.force_login(user)

    committed(make)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    # Passkeys need the site to be called by a name.
    number = settings.PUBLIC_BASE_URL
    for address in (number, number.replace("127.0.0.1", "localhost")):
        page.context.add_cookies([{"name": name, "value": value, "url": address}])


def sign_up(page: Page, email: str) -> None:
    """Make an account in the browser, with the link from the mail."""
    page.goto("/accounts/signup/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I agree to follow the").check()
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    confirm_address(page, email)


def confirm_address(page: Page, email: str) -> None:
    """Open the link of the newest mail to this address, and say yes."""
    (message, *_older) = [m for m in reversed(mail.outbox) if m.to == [email]]
    link = re.search(r"https?://\S+/accounts/confirm-email/\S+", str(message.body))
    assert link is not None
    # Some journeys call the site by another name than its public one.
    page.goto(urlsplit(link.group()).path)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("link", name="Sign in")).to_have_count(0)


def like(page: Page, address: str) -> None:
    """Like the tutorial of a page, and wait until it is kept."""
    page.goto(address)
    page.locator(".like button").first.click()
    expect(page.locator(".like .button-like--on").first).to_be_visible()
