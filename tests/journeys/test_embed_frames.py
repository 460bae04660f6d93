"""A venue and a search in frames of another site's page."""

import re

import pytest
from playwright.sync_api import Browser, expect

from geoapp.web.embed.framing import element_line, frame_line
from tests.journeys.host_page import check_clean

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def test_a_venue_and_a_search_are_shown_in_frames(reader, host, site):
    lines = [
        frame_line("/embed/venues/london-hackspace/", title="Here", height_px=360),
        frame_line("/embed/search/?q=pottery", title="There", height_px=560),
    ]
    reader.goto(host.page("/frames", "".join(lines), title="Frames"))
    place = reader.frame_locator("iframe[title=Here]")
    expect(place.get_by_role("heading", level=1)).to_contain_text("London Hackspace")
    found = reader.frame_locator("iframe[title=There]")
    expect(found.get_by_role("listitem").first).to_be_visible()
    for frame in (place, found):
        for link in frame.get_by_role("link").all():
            assert link.get_attribute("target") == "_blank"
            assert "noopener" in (link.get_attribute("rel") or "")
    check_clean(reader)
    with reader.context.expect_page() as other:
        place.get_by_role("link", name="London Hackspace").click()
    assert other.value.url == f"{site}/venues/london-hackspace/"


def test_no_other_page_of_ours_is_shown_in_a_frame(context, host):
    page = context.new_page()
    line = frame_line("/venues/london-hackspace/", title="Here", height_px=360)
    with page.expect_event(
        "console", lambda m: "frame-ancestors" in m.text or "X-Frame" in m.text
    ):
        page.goto(host.page("/framed", line, title="Framed"))
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_count(0)


@pytest.mark.long
def test_frames_work_without_javascript(browser: Browser, site: str):
    context = browser.new_context(
        java_script_enabled=False, service_workers="block", base_url=site
    )
    page = context.new_page()
    page.goto("/embed/search/?q=pottery&where=Hackney")
    expect(page.get_by_role("listitem").first).to_be_visible()
    page.goto("/?q=pottery&where=Hackney")
    page.get_by_text("Embed on your website").click()
    line = page.get_by_label("Paste this line into your page:").input_value()
    address = re.search(r'src="([^"]+)"', line)
    assert address
    page.goto(address[1].replace("&amp;", "&"))
    expect(page.get_by_role("listitem").first).to_be_visible()
    page.goto("/embed/")
    line = page.get_by_label("Paste this line into your page:").input_value()
    assert line == element_line()
    context.close()
