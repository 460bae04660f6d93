"""No axe violation on any page: phone and desktop, light and dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.people import sign_up
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
    "/tutorials/add/?title=pottery+bowl",
    "/accounts/logout/",
)
SIZES = {"phone": PHONE, "desktop": DESKTOP}


def violations(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    return [
        f"{address}: {v['id']} at {[n['target'] for n in v['nodes']][:3]}"
        for v in found
    ]


@pytest.fixture(params=["light", "dark"])
def scheme(request) -> str:
    return str(request.param)


@pytest.fixture(params=sorted(SIZES))
def visitor(request, browser: Browser, site: str, scheme: str) -> Iterator[Page]:
    context = browser.new_context(
        service_workers="block",
        viewport=SIZES[request.param],
        color_scheme=scheme,  # type: ignore[arg-type] # one of its words
        base_url=site,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def test_public_pages_have_none(visitor: Page):
    assert [v for address in PUBLIC for v in violations(visitor, address)] == []


def test_personal_pages_have_none(visitor: Page):
    sign_up(visitor, a_person())
    visitor.goto(f"/tutorials/{PLANNED}/")
    visitor.locator(".like button").first.click()
    assert [v for address in PERSONAL for v in violations(visitor, address)] == []
