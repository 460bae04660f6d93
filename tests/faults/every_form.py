"""Every form of the site, as people of each role meet it on the pages they open."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from tests.photos import picture

SITE = "http://testserver"
# Pages of one view that differ in one of these have other forms.
_TELLING = ("name", "audience", "kind")
# What people enter where nothing stands yet, by the name of the field or its type.
_ENTERED = {
    "lat": "51.5",
    "lon": "-0.05",
    "near": "51.5, -0.05",
    "kind": "open_studio",
    "login": "guest@example.org",
    "password1": "a kiln of one's own",
    "password2": "a kiln of one's own",
    "textarea": "Because of the kiln.",
    "email": "guest@example.org",
    "url": "https://pots.example/jug",
    "number": "2",
    "date": "2026-12-24",
    "time": "10:00",
    "password": "correct horse",
}
_WORDS = "Kiln Yard"


@dataclass(frozen=True, slots=True)
class Entry:
    """A form with what is entered, and the button that sends it."""

    page: str
    path: str
    view: str
    button: tuple[str, str]
    values: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what makes two of them the same form."""
        names = tuple(dict.fromkeys(name for name, _value in self.values))
        name, value = self.button
        # Most values of buttons are verbs, the others name what they are about.
        return (self.view, name, value if value.isalpha() else "", names)

    def send(self, client: Client) -> int:
        """Send it; return the status."""
        entered: dict[str, Any] = {}
        for name, value in self.values:
            entered.setdefault(name, []).append(value)
        for name in self.files:
            data = picture(hue=120)
            entered[name] = SimpleUploadedFile("a.jpg", data, "image/jpeg")
        return client.post(self.path, entered).status_code


def forms_of(client: Client, starts: tuple[str, ...]) -> Iterator[Entry]:
    """Follow the links from some pages; yield each form that changes something once.

    Of each view one page is opened.
    """
    waiting, opened = deque(starts), set()
    yielded = set()
    while waiting:
        path = waiting.popleft()
        if (page := _page_key(path)) in opened or page is None:
            continue
        opened.add(page)
        answer = client.get(path)
        if "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
            continue
        if answer.status_code in (301, 302):
            waiting.append(urljoin(_full(path), answer.headers["Location"]))
            continue
        tree = html.fromstring(answer.content.decode())
        for entry in _entries(tree, path):
            if entry.key not in yielded:
                yielded.add(entry.key)
                yield entry
        links = (urljoin(_full(path), link) for link in tree.xpath("//a/@href"))
        waiting.extend(link for link in links if link.startswith(SITE))


def _full(path: str) -> str:
    return urljoin(SITE, path)


def _page_key(address: str) -> tuple[Any, ...] | None:
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    telling = (match.kwargs.get(name) for name in _TELLING)
    return (match.view_name, *telling)


def _entries(tree: html.HtmlElement, path: str) -> Iterator[Entry]:
    for form in tree.forms:
        if form.method != "POST":
            continue
        target = urljoin(_full(path), form.action or path)
        key = _page_key(target)
        buttons = form.xpath(
            ".//button[@name and not(@type='button')]|.//input[@type='submit'][@name]"
        )
        named = [(str(b.get("name")), str(b.get("value", ""))) for b in buttons]
        for button in named or [("", "")]:
            yield Entry(
                page=path,
                path=target.removeprefix(SITE),
                view=str(key and key[0]),
                button=button,
                values=(*_entered(form), *((button,) if button[0] else ())),
                files=tuple(form.xpath(".//input[@type='file'][@name]/@name")),
            )


def _entered(form: html.FormElement) -> Iterator[tuple[str, str]]:
    """Yield what the form holds, what is required and empty being filled in."""
    chosen = {
        field.get("name")
        for field in form.xpath(".//input[@type='radio'][@checked and @name]")
    }
    for field in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
        name, kind = field.get("name"), _kind(field)
        if kind in ("submit", "button", "file", "image"):
            continue
        if kind in ("checkbox", "radio"):
            if "checked" in field.attrib or _is_needed(field, chosen):
                chosen.add(name)
                yield name, field.get("value", "on")
        elif kind == "select":
            yield from ((name, value) for value in _options(field))
        else:
            yield name, _text(field) or _typed(field)


def _typed(field: html.HtmlElement) -> str:
    """Return what somebody enters who fills in what is required, and all large boxes."""
    kind = _kind(field)
    is_filled = "required" in field.attrib or kind in ("textarea", "email")
    by_type = _ENTERED.get(kind, _WORDS) if is_filled and kind != "hidden" else ""
    return _ENTERED.get(str(field.get("name")), by_type)


def _kind(field: html.HtmlElement) -> str:
    return str(field.get("type", "text") if field.tag == "input" else field.tag)


def _is_needed(field: html.HtmlElement, chosen: set[str | None]) -> bool:
    if _kind(field) == "radio":
        return field.get("name") not in chosen
    return "required" in field.attrib


def _options(field: html.HtmlElement) -> list[str]:
    values = [str(option.get("value", "")) for option in field.xpath(".//option")]
    selected = field.xpath(".//option[@selected]/@value")
    return list(filter(None, selected)) or list(filter(None, values))[:1]


def _text(field: html.HtmlElement) -> str:
    return (
        str(field.text or "").strip()
        if field.tag == "textarea"
        else str(field.get("value", ""))
    )
