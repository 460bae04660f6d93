"""Another site pastes our lines: the element and the frames, under a strict policy."""

import re
from html import escape

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from geoapp.web.embed.framing import element_line
from tests.drawing import ALL
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.host_page import Host, check_clean
from tests.journeys.page_checks import faults
from tests.journeys.test_find_a_place_to_make_it import PLANNED

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

SIZES = {"phone": PHONE, "desktop": DESKTOP}
POT = "Throw a pottery bowl"


def opened(page: Page, host: Host, *, title: str = POT, language: str = "en") -> None:
    """Open another site's page whose only line of ours is the documented one."""
    page.goto(host.page("/bowl", element_line(), title=title, language=language))


def ask(page: Page, town: str) -> None:
    page.get_by_label("Near", exact=True).fill(town)
    page.get_by_role("button", name="Show places").click()


def test_one_line_shows_readers_where_they_can_make_it(reader, host, site):
    opened(reader, host)
    ask(reader, "Hackney")
    expect(reader.get_by_role("status")).to_contain_text("best match first")
    places = reader.locator("make-it-near-you .match")
    assert 1 <= places.count() <= 3
    first = places.first
    address = first.get_by_role("link").get_attribute("href")
    assert address
    assert address.startswith(f"{site}/venues/")
    assert first.locator(".met").count() >= 1
    states = places.locator(".open-state").all_inner_texts()
    assert all(re.search("Open now|Closed", text) for text in states)
    # Who has no hours is counted below the list, and says nothing on its card.
    silent = reader.get_by_text(re.compile("We do not know whether"))
    assert bool(silent.count()) == (len(states) < places.count())
    expect(first.locator(".muted").first).to_contain_text(re.compile(r"\d (k?m)\b"))
    reader.get_by_role("link", name="See all results on Makerloom").click()
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    assert reader.url.startswith(f"{site}/make/?")
    assert "where=Hackney" in reader.url


def test_it_respects_the_hosts_policy_and_stores_nothing(reader, host, site):
    asked: list[tuple[str, str]] = []
    reader.on("request", lambda r: asked.append((r.url, r.headers.get("cookie", ""))))
    # Whoever is known here is not known there.
    reader.context.add_cookies([{"name": "sessionid", "value": "x", "url": site}])
    opened(reader, host)
    before = [address for address, _cookie in asked if "/api/" in address]
    assert before == []
    ask(reader, "Hackney")
    expect(reader.locator("make-it-near-you .match").first).to_be_visible()
    assert reader.evaluate("window.violations") == []
    ours = [one for one in asked if one[0].startswith(site)]
    assert any("/api/matches" in address for address, _cookie in ours)
    assert all(cookie == "" for _address, cookie in ours)
    reader.context.clear_cookies()
    check_clean(reader)
    assert {a.split("/")[2] for a, _c in asked if a.startswith("http")} == {
        host.url.split("/")[2],
        site.split("/")[2],
    }


def test_the_location_is_requested_only_on_a_press(reader, host):
    reader.context.grant_permissions(["geolocation"], origin=host.url)
    reader.context.set_geolocation({"longitude": -0.055312, "latitude": 51.545678})
    opened(reader, host)
    with reader.expect_request("**/api/matches") as question:
        reader.get_by_role("button", name="Use my location").click()
    assert question.value.post_data_json["near"] == [-0.055, 51.546]
    expect(reader.locator("make-it-near-you .match").first).to_be_visible()


def test_towns_are_suggested_and_one_can_go_by_keyboard(reader, host):
    opened(reader, host)
    reader.keyboard.press("Tab")
    with reader.expect_response("**/api/places**"):
        reader.keyboard.type("Hack")
    suggested = reader.locator("make-it-near-you datalist option")
    expect(suggested.first).to_be_attached()
    assert "Hackney" in (suggested.first.get_attribute("value") or "")
    reader.keyboard.press("Enter")
    expect(reader.locator("make-it-near-you .match").first).to_be_visible()


def test_it_speaks_the_hosts_language(reader, host):
    opened(reader, host, title="Eine Schale töpfern", language="de")
    reader.get_by_role("combobox").fill("Hackney")
    suggested = reader.locator("make-it-near-you datalist option").first
    expect(suggested).to_have_attribute("value", re.compile("Vereinigtes Königreich"))
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("status")).to_contain_text("Umkreis")
    expect(reader.get_by_role("status")).to_contain_text("km")  # no region of it
    everything = reader.get_by_role(
        "link", name="Alle Ergebnisse auf Makerloom ansehen"
    )
    expect(everything).to_have_attribute("href", re.compile("lang=de"))


def test_confirmed_needs_can_be_stated(reader, host):
    line = element_line().replace(
        "<make-it-near-you>",
        '<make-it-near-you crafts="pottery, woodturning" equipment="kiln,wood_lathe">',
    )
    reader.goto(host.page("/lamp", line, title="A lamp"))
    with reader.expect_response("**/api/matches") as answer:
        ask(reader, "Hackney")
    understood = answer.value.json()["understood"]
    assert understood["required"] == ["kiln", "wood_lathe"]
    assert understood["crafts"] == ["pottery", "woodturning"]


@pytest.mark.parametrize(
    ("locale", "unit"),
    [
        ("en-GB", "mi"),
        ("en-IE", "km"),
        pytest.param("de-DE", "km", marks=pytest.mark.long),
    ],
)
def test_it_counts_as_our_own_pages_do_for_that_reader(
    browser: Browser, site: str, host: Host, locale: str, unit: str
):
    context = browser.new_context(locale=locale, base_url=site, service_workers="block")
    page = context.new_page()
    opened(page, host)
    ask(page, "Hackney")
    expect(page.get_by_role("status")).to_contain_text(f" {unit},")
    page.goto("/embed/search/?q=pottery&where=Hackney&lang=en")
    place = page.locator(".result__place").first
    expect(place).to_contain_text(re.compile(rf"\d {unit}\b"))
    context.close()


def test_what_is_named_stands_on_the_page_that_it_leads_to_too(reader, host, site):
    known = reader.request.get(f"{site}/api/tutorials?limit=1").json()["tutorials"]
    line = element_line().replace(
        "<make-it-near-you>",
        f'<make-it-near-you url="{escape(known[0]["url"])}" crafts="pottery">',
    )
    reader.goto(host.page("/known", line, title="Known"))
    with reader.expect_response("**/api/matches") as answer:
        ask(reader, "Hackney")
    assert answer.value.json()["understood"]["crafts"] == ["pottery"]
    reader.get_by_role("link", name="See all results on Makerloom").click()
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    assert "/make/?" in reader.url


def test_an_address_that_is_too_long_is_left_out(reader, host):
    reader.goto(host.page(f"/{'x' * 800}", element_line(), title=POT))
    with reader.expect_request("**/api/matches") as question:
        ask(reader, "Hackney")
    assert "url" not in question.value.post_data_json
    expect(reader.locator("make-it-near-you .match").first).to_be_visible()


LIGHT, DARK = "rgb(255, 255, 255)", "rgb(33, 29, 24)"


_SCHEMES = [
    ("normal", "", LIGHT),
    ("light", "", LIGHT),
    ("dark", "", DARK),
    ("light dark", "", None),
    ("normal", ' scheme="dark"', DARK),
    ("dark", ' scheme="light"', LIGHT),
]


@pytest.mark.parametrize(
    ("system", "host_says", "attribute", "colour"),
    [
        # A page that is as its system is: it would be right by chance too.
        pytest.param(
            system, *scheme, marks=pytest.mark.long if scheme[2] == own else ()
        )
        for scheme in _SCHEMES
        for system, own in (("light", LIGHT), ("dark", DARK))
    ],
)
def test_it_is_as_light_as_its_page(reader, host, system, host_says, attribute, colour):
    """Not as its reader's system is: a box of the other kind stands out of a page."""
    reader.emulate_media(color_scheme=system)
    line = element_line().replace(
        "<make-it-near-you>", f"<make-it-near-you{attribute}>"
    )
    reader.goto(host.page("/bowl", line, title=POT))
    reader.evaluate(f"document.documentElement.style.colorScheme = '{host_says}'")
    expected = colour or {"light": LIGHT, "dark": DARK}[system]
    box = reader.locator("make-it-near-you section")
    expect(box).to_have_css("background-color", expected)


def test_places_that_together_have_everything_are_offered(reader, host, site):
    known = reader.request.get(f"{site}/api/tutorials?limit=1000").json()["tutorials"]
    (address,) = [one["url"] for one in known if one["slug"] == PLANNED]
    line = element_line().replace(
        "<make-it-near-you>", f'<make-it-near-you url="{escape(address)}">'
    )
    reader.goto(host.page("/speakers", line, title="Speakers"))
    ask(reader, "Hackney")
    plan = reader.locator("make-it-near-you .plan")
    expect(plan.get_by_role("heading")).to_have_text(
        "2 places together have everything"
    )
    stops = plan.get_by_role("listitem")
    expect(stops).to_have_count(2)
    expect(stops.first).to_contain_text("use here:")
    href = stops.first.get_by_role("link").get_attribute("href")
    assert href is not None
    assert href.startswith(f"{site}/venues/")
    # A tutorial that we know has a page of its own.
    reader.get_by_role("link", name="See all results on Makerloom").click()
    assert f"/tutorials/{PLANNED}/" in reader.url


@pytest.mark.parametrize(
    ("town", "words"),
    [("", "Enter a town"), ("Qqqqxx", "We could not find “Qqqqxx”")],
)
def test_a_place_that_is_missing_or_unknown(reader, host, town, words):
    opened(reader, host)
    ask(reader, town)
    expect(reader.get_by_role("status")).to_contain_text(words)
    expect(reader.get_by_label("Near", exact=True)).to_be_focused()


def test_what_nobody_understands_leads_on(reader, host):
    # The words of its address would be understood too.
    reader.goto(host.page("/qq", element_line(), title="Qqqq"))
    ask(reader, "Hackney")
    expect(reader.get_by_role("status")).to_contain_text("We could not tell")
    expect(reader.get_by_role("link", name="See all results")).to_be_visible()


@pytest.mark.parametrize(
    ("status", "words"), [(429, "Try again in 17 seconds"), (500, "Try again later")]
)
def test_it_says_what_to_do_when_it_is_refused(context, host, status, words):
    page = context.new_page()
    opened(page, host)
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Retry-After",
        "Retry-After": "17",
    }
    page.route("**/api/**", lambda r: r.fulfill(status=status, headers=headers))
    ask(page, "Hackney")
    expect(page.get_by_role("status")).to_contain_text(words)


def test_it_says_so_without_a_network_and_works_again_after(context, host):
    page = context.new_page()
    opened(page, host)

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/api/**", cut)
    ask(page, "Hackney")
    expect(page.get_by_role("status")).to_contain_text("could not reach")
    page.unroute("**/api/**", cut)
    ask(page, "Hackney")
    expect(page.locator("make-it-near-you .match").first).to_be_visible()


ADDRESSES = (
    "/embed/",
    "/embed/venues/london-hackspace/",
    "/embed/venues/nobody-of-this-name/",
    "/embed/search/?q=pottery&where=Hackney",
    "/embed/search/?q=nobody-has-this-word",
    "/embed/search/?craft=nonsense&lang=de",
)
_LONG = [
    pytest.param(size, scheme, marks=pytest.mark.long)
    for size in SIZES
    for scheme in ("light", "dark")
    if (size, scheme) != ("phone", "light")
]


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), *_LONG])
def test_axe_finds_nothing(browser: Browser, site: str, host: Host, size, scheme):
    context = browser.new_context(
        viewport=SIZES[size],
        color_scheme=scheme,
        service_workers="block",
        base_url=site,
        bypass_csp=True,  # for axe, whose script the host's policy does not know
    )
    page = context.new_page()
    found = []
    for address in ADDRESSES if ALL else ADDRESSES[1::2]:
        page.goto(address)
        found += [(address, fault["id"]) for fault in faults(page)]
    opened(page, host)
    if ALL:
        found += [("element", fault["id"]) for fault in faults(page)]
    ask(page, "Hackney")
    expect(page.locator("make-it-near-you .match").first).to_be_visible()
    for one in faults(page):
        nodes = [node["target"] for node in one["nodes"]]
        found.append(("answer", f"{one['id']} {nodes}"))
    context.close()
    assert found == []
