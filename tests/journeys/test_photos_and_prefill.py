"""Begin with what is written elsewhere, show the room in photos, and look at it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.drawing import ALL
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import violations
from tests.journeys.test_register_a_venue import Persons, persons, title
from tests.photos import picture, with_position
from tests.sources.prefill.test_extract import PLACE
from tests.sources.prefill.test_extract import page as page_source

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
__all__ = ["persons"]  # a fixture
BOTH = ("light", "dark")


def begin_from_a_page(page: Page) -> None:
    """Paste a page's source, and take of what is found all but the contact."""
    page.goto("/manage/add/")
    page.get_by_role("link", name="Import existing details").click()
    page.get_by_label("Or paste text").fill(page_source(PLACE))
    page.get_by_role("button", name="Find details").click()

    expect(page.get_by_text("Well Street 1")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Kiln Yard")
    page.get_by_label("Kind").select_option("open_studio")
    page.get_by_label("Contact").uncheck()
    page.get_by_role("button", name="Continue with these").click()
    title(page, "Name and location")
    expect(page.get_by_label("Street address")).to_have_value("Well Street 1")


def add_two_photos(page: Page) -> None:
    """Add two, and say of the first what is on it."""
    page.get_by_role("link", name="Photos and contact").click()
    expect(page.get_by_label("Website")).to_have_value("")
    page.get_by_label("Choose files").set_input_files(
        [
            {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": with_position()},
            {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": picture(hue=10)},
        ]
    )
    page.get_by_label("Photographer").last.fill("Ada Potter")
    page.get_by_label("Licence").last.select_option("CC-BY-4.0")
    page.get_by_role("button", name="Upload photos").click()
    expect(page.get_by_text("2 photos saved")).to_be_visible()
    page.get_by_label("Describe the photo").first.fill("Two kilns by a window")
    page.get_by_role("button", name="Save photo details").last.click()
    expect(page.get_by_text("Not shown yet")).to_have_count(1)


def look_at_it(page: Page) -> None:
    """See the described photo with its credit, and the other one not at all."""
    page.get_by_role("link", name="Preview").click()
    shown = page.get_by_role("img", name="Two kilns by a window")
    expect(shown).to_be_visible()
    shown.scroll_into_view_if_needed()
    expect(page.get_by_text("Photo: Ada Potter")).to_have_count(1)
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)")


def test_from_a_page_to_a_venue_with_photos(persons: Persons, media: Path) -> None:
    page = persons()
    begin_from_a_page(page)
    add_two_photos(page)
    form = page.url
    look_at_it(page)

    addresses = ("/manage/add/from/", form, page.url) if ALL else (form,)
    for address in addresses:
        assert violations(page, address, schemes=BOTH if ALL else BOTH[:1]) == []


@pytest.mark.long
def test_the_same_on_a_phone_without_scripts(persons: Persons, media: Path) -> None:
    page = persons(java_script_enabled=False, viewport=PHONE)
    begin_from_a_page(page)
    add_two_photos(page)
    look_at_it(page)


@pytest.mark.long
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_published_venue_with_photos_has_no_fault(
    persons: Persons, media: Path, viewport: dict[str, int]
) -> None:
    page = persons(viewport=viewport)
    begin_from_a_page(page)
    add_two_photos(page)
    here = page.url.partition("contact/")[0]
    page.goto(f"{here}preview/")
    page.get_by_role("button", name="Submit for review").click()
    judge = persons(moderator=True)
    judge.goto("/moderation/")
    judge.get_by_role("link", name="Kiln Yard").first.click()
    judge.get_by_role("button", name="Accept").click()
    page.goto(here)
    page.get_by_role("link", name="View public page").click()
    expect(page.get_by_role("img", name="Two kilns by a window")).to_have_count(1)
    for address in (page.url, f"{here}photos/", f"{here}contact/"):
        assert violations(page, address, schemes=BOTH) == []
