"""A reader of German: searches, opens a place and a tutorial, and reads no English."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from geoapp.config.management.commands.update_texts import po_path
from geoapp.config.translations.catalogue import read_po
from tests.journeys.conftest import DESKTOP
from tests.journeys.test_accessibility import PUBLIC
from tests.web.test_marked_texts import Reader

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

# The name that a language has for itself.
NAMES = {"English"}
PLACE = re.compile(r"%\\\((\w+)\\\)[sd]")


@pytest.fixture
def german(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESKTOP, base_url=site, locale="de-DE")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def english_phrases() -> re.Pattern[str]:
    """Every English text that is another one in German, whatever it counts or names."""
    phrases = set()
    for text, said in read_po(po_path("de").read_text()).items():
        for english in filter(None, (text.singular, text.plural)):
            plain = re.sub(r"<[^>]+>", "", english)
            words = re.sub(r"%\(\w+\)[sd]", "", plain)
            # "… and …" would be found in every sentence: its words are too few.
            few = 8 if words != plain else 2
            letters = len(re.findall(r"[A-Za-z]", words))
            if english not in said and letters > few:
                phrases.add(PLACE.sub(".+", re.escape(plain.strip())))
    return re.compile("|".join(sorted(phrases, key=len, reverse=True)))


def said_on(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    return [" ".join(said.split()) for said in reader.said if said.strip()]


def test_no_page_says_anything_in_english(german: BrowserContext):
    english = english_phrases()
    left = []
    for address in PUBLIC:
        answer = german.request.get(address, headers={"Accept-Language": "de"})
        left += [
            f"{address}: {said}"
            for said in said_on(answer.text())
            if english.fullmatch(said) and said not in NAMES
        ]
    assert left == []


def test_from_a_word_to_a_place_and_a_tutorial(german: BrowserContext):
    page = german.new_page()
    page.goto("/")
    page.get_by_role("combobox", name="Was möchtest du machen?").fill("Töpfern")
    page.get_by_role("combobox", name="In der Nähe von").fill("Hackney")
    page.get_by_role("button", name="Suchen", exact=True).click()
    expect(page.get_by_text("Im Umkreis von 10 km um Hackney")).to_be_visible()
    first = page.locator(".result").first
    expect(first).to_contain_text(re.compile(r"\d,\d km"))
    expect(first).to_contain_text("Töpfern")
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Besuch")).to_be_visible()
    expect(page.get_by_role("heading", name="Öffnungszeiten")).to_be_visible()
    page.locator(".tutorial-list__item a").first.click()
    expect(page.get_by_role("heading", name="Wo du es machen kannst")).to_be_visible()
    page.get_by_role("link", name="Über uns").click()
    expect(page).to_have_title("Über uns · Makerloom")


def test_english_is_one_choice_away_and_stays(german: BrowserContext):
    page = german.new_page()
    page.goto("/crafts/?q=holz")
    form = page.locator(".preferences")
    form.get_by_label("Sprache").select_option("English")
    form.get_by_label("Entfernungen").select_option("mi")
    form.get_by_role("button", name="Übernehmen").click()
    expect(page).to_have_url(re.compile(r"/crafts/\?q=holz$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/?q=pottery&where=Hackney")
    expect(page.locator(".result").first).to_contain_text(re.compile(r"\d\.\d mi"))
