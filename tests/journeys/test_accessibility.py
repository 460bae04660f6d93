"""No axe violation on any page: phone and desktop, light and dark."""

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import faults, violations
from tests.journeys.people import like, sign_in
from tests.journeys.test_find_a_place_to_make_it import PLANNED, a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

PUBLIC = (
    "/",
    "/?q=pottery&where=Hackney",
    "/?q=pottery&where=Hackney&open_at=now&hours=known",
    "/venues/london-hackspace/",
    "/venues/pedalen/",
    "/tutorials/",
    "/tutorials/?q=nothing-at-all",
    f"/tutorials/{PLANNED}/",
    f"/tutorials/{PLANNED}/?where=Hackney",
    "/crafts/",
    "/crafts/?q=nothing-at-all",
    "/crafts/pottery/?where=Hackney",
    "/equipment/",
    "/equipment/kiln/",
    "/offline-activities/",
    "/offline-activities/?where=Hackney",
    "/about/",
    "/privacy/",
    "/guidelines/",
    "/make/",
    "/make/?title=pottery+bowl&where=Hackney",
    "/make/?url=javascript:x&title=qqq",
    "/accounts/signup/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/nowhere/",
)
PERSONAL = (
    "/likes/",
    "/likes/?where=Hackney",
    "/account/",
    "/account/likes/delete/",
    "/account/delete/",
    "/tutorials/add/?title=pottery+bowl",
    "/accounts/logout/",
)
SIZES = {"phone": PHONE, "desktop": DESKTOP}


SCHEMES = ("light", "dark")


@pytest.fixture(params=[pytest.param("desktop", marks=pytest.mark.long), "phone"])
def visitor(request, browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        service_workers="block",
        viewport=SIZES[request.param],
        base_url=site,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def faults_of(page: Page, addresses: Sequence[str]) -> list[str]:
    return [v for one in addresses for v in violations(page, one, schemes=SCHEMES)]


def test_public_pages_have_none(visitor: Page):
    assert faults_of(visitor, PUBLIC) == []


def test_personal_pages_have_none(visitor: Page):
    sign_in(visitor, a_person())
    like(visitor, f"/tutorials/{PLANNED}/")
    assert faults_of(visitor, PERSONAL) == []


def test_a_fault_in_the_dark_alone_is_found(visitor: Page):
    """What is switched on the open page is judged: this check can fail."""
    visitor.goto("/about/")
    visitor.locator("h1").evaluate("node => { node.style.color = '#1a1a1a'; }")
    visitor.emulate_media(color_scheme="light")
    assert faults(visitor) == []
    visitor.emulate_media(color_scheme="dark")
    assert [fault["id"] for fault in faults(visitor)] == ["color-contrast"]
