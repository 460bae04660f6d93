"""The element's script: for every origin, at an address that stays."""

import json
import re

import pytest

from geoapp.api.resources.post_matches import MAX_TITLE
from geoapp.tutorials.addresses import MAX_URL_LENGTH
from geoapp.web.embed import element
from geoapp.web.embed.messages import all_messages

pytestmark = pytest.mark.django_db
SCRIPT = "/embed/make-it-near-you.js"


@pytest.fixture
def entry(client):
    return client.get(SCRIPT, headers={"Origin": "https://elsewhere.example"})


def test_it_may_be_loaded_by_every_page_and_hangs_on_no_cookie(entry):
    assert entry.status_code == 200
    assert entry["Content-Type"].startswith("text/javascript")
    assert entry["Access-Control-Allow-Origin"] == "*"
    assert entry["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not entry.cookies
    assert "Cookie" not in entry.get("Vary", "")


def test_the_script_is_revalidated(client, entry):
    assert "no-cache" in entry["Cache-Control"]
    again = client.get(SCRIPT, headers={"If-None-Match": entry["ETag"]})
    assert again.status_code == 304
    assert client.get(SCRIPT, headers={"If-None-Match": '"x"'}).status_code == 200


def test_all_its_imports_are_served_and_cacheable(client, entry):
    waiting = [("/embed/", entry.content.decode())]
    seen = set()
    while waiting:
        base, text = waiting.pop()
        for target in re.findall(r'from "(\.{1,2}/[^"]+)"', text):
            address = resolved(base, target)
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert "immutable" in answer["Cache-Control"]
            waiting.append((address, answer.content.decode()))
    names = {address.split("/", 4)[4] for address in seen}
    assert names == element._PARTS


def resolved(base: str, target: str) -> str:
    """Return the address that a relative import leads to."""
    steps = base.rsplit("/", 1)[0].split("/")
    for step in target.split("/"):
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def test_a_part_of_another_release_is_not_cached(client):
    answer = client.get("/embed/parts/long-ago/embed/results.js")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name",
    [
        "main.js",
        "embed/nothing.js",
        "embed/../worker.js",
        "../css/tokens.css",
        "..%2f..%2f..%2fmanage.py",
        "embed/element.js/",
    ],
)
def test_nothing_else_is_handed_out(client, name):
    assert client.get(f"/embed/parts/x/{name}").status_code == 404


def placeholders(text: str | dict[str, str]) -> set[str]:
    """The places to fill of a message; of all forms where it has a plural."""
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for name in re.findall(r"%\(\w+\)s", str(form))}


def test_every_language_has_every_word_with_the_same_places_to_fill():
    words = all_messages()
    assert set(words) == {"en", "de"}
    english = words["en"]
    assert english["title"] == "Make it near you"
    assert words["de"]["title"] == "Mach es in deiner Nähe"
    for said in words.values():
        assert set(said) == set(english)
        for name, text in said.items():
            if name == "kinds":
                assert set(text) == set(english["kinds"])
            else:
                assert placeholders(text) == placeholders(english[name])


def test_it_uses_only_texts_that_it_is_given(client):
    text = "".join(
        client.get(f"/embed/parts/x/{name}").content.decode()
        for name in sorted(element._PARTS)
    )
    used = re.findall(r'(?:message|RequestError)\("(\w+)"', text)
    assert len(set(used)) > 15
    assert set(used) <= set(all_messages()["en"])


def test_its_colours_are_the_sites(entry):
    told = json.loads(entry.content.decode().split("define(", 1)[1].rstrip(");\n"))
    light, others = told["style"].split("@supports", 1)
    assert light.startswith(":host {")
    assert "--paper: #faf6ef;" in light
    assert "--paper: light-dark(#faf6ef, #171411);" in others
    # Else it would follow the reader's system, not the page that it stands in.
    assert "color-scheme" not in light
    assert "prefers-color-scheme" not in others
    used = set(re.findall(r"var\((--[\w-]+)\)", others))
    assert used
    for token in used:
        assert f"{token}:" in light, token


def test_it_sends_no_more_than_the_api_takes(client):
    text = client.get("/embed/parts/x/embed/tutorial.js").content.decode()
    assert f"MAX_TITLE = {MAX_TITLE};" in text
    assert f"MAX_ADDRESS = {MAX_URL_LENGTH};" in text
