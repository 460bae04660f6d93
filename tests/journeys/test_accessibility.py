"""No axe violation: on a phone in the light, in `--all` on every page in every way.

A usual run opens a page of each kind, the fuller of those that look alike.
"""

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page

from tests.drawing import ALL
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import faults, violations
from tests.journeys.people import like, sign_in
from tests.journeys.test_find_a_place_to_make_it import PLANNED, a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

# In pairs that look alike: a usual run opens one of each pair.
PUBLIC = (
    *("/?q=pottery&where=Hackney&open_at=now&hours=known", "/"),
    *("/venues/london-hackspace/", "/nowhere/"),
    *(f"/tutorials/{PLANNED}/?where=Hackney", "/tutorials/"),
    *("/crafts/pottery/?where=Hackney", "/equipment/kiln/"),
    *("/crafts/", "/offline-activities/?where=Hackney"),
    *("/make/?title=pottery+bowl&where=Hackney", "/make/?url=javascript:x&title=qqq"),
    *("/accounts/signup/", "/accounts/login/"),
    *("/privacy/", "/help/make/"),
)
# One and the other of each pair; `--all` looks at both.
SOME = PUBLIC if ALL else PUBLIC[::2]
REST = PUBLIC if ALL else PUBLIC[1::2]
OTHER_PUBLIC = (
    "/?q=pottery&where=Hackney",
    "/venues/pedalen/",
    "/tutorials/?q=nothing-at-all",
    f"/tutorials/{PLANNED}/",
    "/crafts/?q=nothing-at-all",
    "/equipment/",
    "/offline-activities/",
    "/about/",
    "/help/",
    "/help/places/",
    "/help/data/",
    "/guidelines/",
    "/make/",
    "/accounts/password/reset/",
)
PERSONAL = (
    "/likes/?where=Hackney",
    "/account/",
    "/account/delete/",
    "/tutorials/add/?title=pottery+bowl",
)
OTHER_PERSONAL = ("/likes/", "/account/likes/delete/", "/accounts/logout/")
SCHEMES = ("light", "dark") if ALL else ("light",)
# A size, and the schemes that are looked at in it.
WAYS = [
    pytest.param((PHONE, ("light",)), id="phone-light"),
    pytest.param((PHONE, ("dark",)), id="phone-dark", marks=pytest.mark.long),
    pytest.param((DESKTOP, ("light", "dark")), id="desktop", marks=pytest.mark.long),
]


@pytest.fixture(params=WAYS)
def way(request) -> tuple[dict[str, int], tuple[str, ...]]:
    return request.param


@pytest.fixture
def visitor(way, browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        service_workers="block",
        viewport=way[0],
        base_url=site,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def faults_of(
    page: Page, addresses: Sequence[str], schemes: Sequence[str] = SCHEMES
) -> list[str]:
    return [v for one in addresses for v in violations(page, one, schemes=schemes)]


def test_public_pages_have_none(visitor: Page, way):
    addresses = (*PUBLIC, *OTHER_PUBLIC) if ALL else SOME
    assert faults_of(visitor, addresses, way[1]) == []


def test_personal_pages_have_none(visitor: Page, way):
    sign_in(visitor, a_person())
    like(visitor, f"/tutorials/{PLANNED}/")
    addresses = (*PERSONAL, *OTHER_PERSONAL) if ALL else PERSONAL
    assert faults_of(visitor, addresses, way[1]) == []


def test_a_fault_in_the_dark_alone_is_found(page: Page):
    """What is switched on the open page is judged: this check can fail."""
    page.goto("/about/")
    page.locator("h1").evaluate("node => { node.style.color = '#1a1a1a'; }")
    page.emulate_media(color_scheme="light")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert [fault["id"] for fault in faults(page)] == ["color-contrast"]
