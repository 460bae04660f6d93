"""Rules for what we write for the browser, held by reading the files."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "static" / "makerloom"
SCRIPTS = sorted((OURS / "js").rglob("*.js"))
# Scripts that are given a part of the page, or look one up.
COMPONENTS = [
    path
    for path in SCRIPTS
    if path.parent.name in {"components", "map"}
    and re.search(r"querySelector|dataset", path.read_text())
]
STYLES = sorted((OURS / "css").rglob("*.css"))
PAGES = sorted((ROOT / "templates").rglob("*.html"))

HTML_STRINGS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment"
    r"|parseFromString|bind(Popup|Tooltip)\(\s*[\"'`]|setContent\(\s*[\"'`]"
    r"|html:\s*[\"'`]|\beval\(|new Function"
)
SIDES = re.compile(
    r"(?<![\w-])(left|right|top|bottom|width|height|(min|max)-(width|height)"
    r"|(margin|padding|border)-(left|right|top|bottom))\s*:"
)
COLOURS = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", SCRIPTS, ids=named(SCRIPTS))
def test_no_script_builds_html_from_strings(path: Path):
    assert HTML_STRINGS.findall(path.read_text()) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named(SCRIPTS))
def test_imports_are_relative_and_end_so_that_they_can_be_renamed(path: Path):
    for line in path.read_text().splitlines():
        if line.startswith("import "):
            assert re.search(r'from "\.{1,2}/[\w/]+\.js";$', line), line


@pytest.mark.parametrize("path", PAGES, ids=named(PAGES))
def test_templates_have_nothing_inline_and_switch_no_escaping_off(path: Path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|\|safe\b|autoescape off", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script


@pytest.mark.parametrize("path", STYLES, ids=named(STYLES))
def test_styles_know_no_left_and_right(path: Path):
    assert [found[0] for found in SIDES.findall(path.read_text())] == []


@pytest.mark.parametrize("path", STYLES, ids=named(STYLES))
def test_colours_stand_in_the_tokens_alone(path: Path):
    if path.name != "tokens.css":
        assert COLOURS.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES], ids=named([*SCRIPTS, *STYLES]))
def test_no_file_is_longer_than_300_lines(path: Path):
    assert len(path.read_text().splitlines()) <= 300


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


KEEPERS = frozenset({"manage", "moderation", "week"})
DEVELOPERS = frozenset({"api"})
# What other sites load: small pages in a frame, and the element.
EMBEDDED = frozenset({"embed", "near_you"})


def test_pages_stay_light():
    leaflet = finders.find("leaflet/leaflet.js")
    assert leaflet
    assert sum(map(packed, SCRIPTS)) + packed(Path(leaflet)) < 150_000
    # What managers of a venue load is no weight for anybody else.
    kept = sum(path.stat().st_size for path in STYLES if path.stem in KEEPERS)
    assert kept < 20_000
    for path in STYLES:
        assert path.stem not in EMBEDDED or path.stat().st_size < 6_000
    others = KEEPERS | DEVELOPERS | EMBEDDED
    pages = [path for path in STYLES if path.stem not in others]
    assert sum(path.stat().st_size for path in pages) < 60_000


TOKENS = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance of #rrggbb."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def tokens(scheme: str) -> dict[str, str]:
    always, *media = (OURS / "css" / "tokens.css").read_text().split("@media ")
    found = dict(TOKENS.findall(always))
    wanted = {"dark": "(prefers-color-scheme: dark)", "paper": "print"}.get(scheme)
    for block in media:
        if wanted and block.startswith(wanted):
            found |= dict(TOKENS.findall(block))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_text_can_be_read_on_its_ground(scheme: str, ground: str):
    colours = tokens(scheme)
    texts = ("ink", "muted", "accent", "madder", "open", "unknown", "closed")
    for text in texts:
        assert contrast(colours[text], colours[ground]) >= 5.4, text
    assert contrast(colours["edge"], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_their_labels_have_enough_contrast(scheme: str):
    colours = tokens(scheme)
    for number in range(1, 9):
        series = colours[f"series-{number}"]
        assert contrast(series, colours["land"]) >= 3
        assert contrast(series, colours["sea"]) >= 3
        assert contrast(series, colours["surface"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["on-madder"], colours["madder"]) >= 4.5


@pytest.mark.parametrize("path", COMPONENTS, ids=named(COMPONENTS))
def test_a_component_begins_with_the_markup_it_expects(path: Path):
    first = path.read_text().partition("*/")[0]
    assert first.startswith("/*\n")
    assert "@example" in first
    assert "<" in first
