"""What every journey of a signed-in person begins with."""

import re

from django.core import mail
from playwright.sync_api import Page, expect

PASSWORD = "a-kiln-at-midnight-7"


def sign_up(page: Page, email: str) -> None:
    """Make an account in the browser, with the link from the mail."""
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I keep to the").check()
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    confirm_address(page, email)


def confirm_address(page: Page, email: str) -> None:
    """Open the link of the newest mail to this address, and say yes."""
    (message, *_older) = [m for m in reversed(mail.outbox) if m.to == [email]]
    link = re.search(r"https?://\S+/accounts/confirm-email/\S+", str(message.body))
    assert link is not None
    page.goto(link.group())
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_role("link", name="Sign in")).to_have_count(0)
