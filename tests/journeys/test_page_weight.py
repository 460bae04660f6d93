"""What a first look costs: bytes of script and style, and a page that stands still."""

import brotli
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import BrowserContext

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import open_whole

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

MOST_SCRIPT = 150_000
MOST_STYLE = 60_000
# Below 0.1 a page counts as good; ours has no reason to move at all.
MOST_SHIFT = 0.01
_SEARCH = "/?q=pottery&where=Hackney"
_WATCH = """
window.shifts = [];
function movement({ node, previousRect, currentRect }) {
  const [from, to] = [previousRect, currentRect].map((box) => JSON.stringify(box));
  return `${node?.nodeName} ${node?.className} ${from} -> ${to}`;
}
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.shifts.push({ value: entry.value, moved: entry.sources.map(movement) });
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def test_the_first_look_at_the_map_is_light(context: BrowserContext):
    """As compressed on the wire: the server sends brotli, made when files are collected."""
    page = context.new_page()
    asked: list[str] = []
    page.on("response", lambda answer: asked.append(answer.url))
    open_whole(page, "/")
    sizes = {"js": 0, "css": 0}
    for url in asked:
        path = url.split("/static/")[-1].split("?")[0]
        kind = path.rsplit(".", 1)[-1]
        if "/static/" in url and kind in sizes:
            found = finders.find(path)
            with open(str(found), "rb") as file:  # noqa: PTH123 - finders give text
                sizes[kind] += len(brotli.compress(file.read()))
    assert 30_000 < sizes["js"] <= MOST_SCRIPT
    assert 5_000 < sizes["css"] <= MOST_STYLE


@pytest.mark.parametrize(
    ("viewport", "address"),
    [
        pytest.param(PHONE, "/", id="phone"),
        pytest.param(DESKTOP, _SEARCH, id="desktop-search"),
        pytest.param(PHONE, _SEARCH, id="phone-search", marks=pytest.mark.long),
        pytest.param(DESKTOP, "/", id="desktop", marks=pytest.mark.long),
    ],
)
def test_nothing_moves_while_the_map_comes(context: BrowserContext, viewport, address):
    page = context.new_page()
    page.set_viewport_size(viewport)
    page.add_init_script(_WATCH)
    open_whole(page, address)
    page.locator(".leaflet-container").first.wait_for()
    shifts = page.evaluate("window.shifts")
    assert sum(shift["value"] for shift in shifts) <= MOST_SHIFT, shifts
