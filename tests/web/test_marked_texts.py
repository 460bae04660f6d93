"""Whatever is read by people is marked for translation."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path
    for pattern in ("*.html", "*.txt")
    for path in (ROOT / "templates").rglob(pattern)
)
# Attributes alone, which stand inside another template's tag.
PIECES = {"place_data.html", "button.html"}
# Names, which are the same in every language.
NAMES = {"OpenAPI", "Makerloom", "Makerloom:", "Nesta", "CC BY 4.0", "CC BY-SA 4.0"}
READ_ALOUD = {"alt", "aria-label", "placeholder", "title", "content"}
TECHNICAL = {
    *("viewport", "color-scheme", "theme-color", "format-detection", "robots"),
    "twitter:card",
}
TAGS = re.compile(
    r"\{% block body_class %\}.*?\{% endblock %\}|\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}"
    r"|\{% blocktranslate.*?\{% endblocktranslate %\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)


class Reader(HTMLParser):
    """Collects what a person sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.unread += tag in ("script", "style", "code")
        for name, value in attrs:
            heard = name in READ_ALOUD or name.startswith("data-text-")
            technical = given.get("name") in TECHNICAL or "property" in given
            if value and heard and not (name == "content" and technical):
                self.said.append(value)

    def handle_endtag(self, tag):
        self.unread -= tag in ("script", "style", "code")

    def handle_data(self, data):
        if not self.unread:
            self.said.append(data)


def unmarked_in(template: str) -> list[str]:
    reader = Reader()
    # A tag may stand where HTML wants an attribute: nothing is left in its place.
    reader.feed(TAGS.sub(" ", template))
    words = [word for said in reader.said for word in said.split()]
    return [w for w in words if re.search(r"[^\W\d_]{2}", w) and w not in NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_say_nothing_unmarked(path: Path):
    if path.name not in PIECES:
        assert unmarked_in(path.read_text()) == []


def test_unmarked_words_are_found():
    page = '<p title="Tip">Hello {{ name }}</p>{% translate "Bye" %}<b>{% if x %}or'
    assert unmarked_in(page) == ["Tip", "Hello", "or"]


MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
SAYING = [
    *(ROOT / "geoapp" / "web").rglob("*.py"),
    ROOT / "geoapp" / "discovery" / "matching" / "reasons.py",
    ROOT / "geoapp" / "discovery" / "search" / "params.py",
    ROOT / "geoapp" / "crafts" / "choices.py",
]
# What programs read: their words are names and stay as they are.
FOR_PROGRAMS = {"json_ld", "results_csv"}
SENTENCE = re.compile(r"[A-Za-z“][^\W\d_]*,? [^\W\d_]")


def unmarked_code(text: str) -> list[str]:
    """Return what looks like a phrase, is no docstring and is in no gettext()."""
    tree = ast.parse(text)
    fine = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            fine.add(node.value)
        is_call = isinstance(node, ast.Call)
        if is_call and getattr(node.func, "id", "") in MARKS:
            fine.update(ast.walk(node))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node not in fine
        if isinstance(node.value, str) and SENTENCE.match(node.value)
        if node.value not in NAMES
    ]


@pytest.mark.parametrize("path", sorted(SAYING), ids=lambda p: p.stem)
def test_code_says_nothing_unmarked(path: Path):
    if "management" not in path.parts and path.stem not in FOR_PROGRAMS:
        assert unmarked_code(path.read_text()) == []
