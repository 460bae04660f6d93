"""T5: what strangers write cannot forge a line of the log, nor is a secret in it."""

import io
import json
import logging
from urllib.parse import quote

import pytest
from django.test import Client

from geoapp.common.logs import JsonFormatter
from geoapp.web.map import urls
from tests.drawing import some
from tests.people import member

pytestmark = pytest.mark.django_db

FORGED = '{"at": 1, "level": "CRITICAL", "logger": "root", "message": "forged"}'
PAYLOADS = (
    f"x\n{FORGED}",
    f"x\r\n{FORGED}\r\n",
    f"x\r{FORGED}",
    f'x"}}\n{FORGED}',
    f"x\u2028{FORGED}\u2029",
    f"x\x85{FORGED}\x0b\x0c\x1c",
    "\x1b[2J\x1b[1;31mforged\x1b[0m",
    "\x1b]0;title\x07\x9b31m",
    '", "level": "CRITICAL", "x": "',
    "%s%n%(levelname)s{0.__class__}",
    "\\n\\r\\u000a",
    "\x00\x08\x7f",
    "\u202eforged\u2066",
)
SECRET = "a-secret-password-7"
ASKED = "asked-in-the-query"


class Log:
    """All that the JSON handler wrote, and how many events it was told."""

    def __init__(self):
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(JsonFormatter())
        self.events = 0
        self.handler.addFilter(self.count)

    def count(self, record):
        self.events += 1
        return True

    def entries(self) -> list[dict]:
        """Return each line's object; a line that is none fails, or is too many."""
        text = self.stream.getvalue()
        assert text.isascii()
        assert all(letter == "\n" or letter.isprintable() for letter in text)
        entries = [json.loads(line) for line in text.splitlines()]
        assert len(entries) == self.events
        assert all({"at", "level", "logger", "message"} <= set(e) for e in entries)
        assert not [e for e in entries if e["message"] == "forged"]
        assert not [e for e in entries if e["level"] == "CRITICAL"]
        return entries

    def text(self) -> str:
        return self.stream.getvalue()


@pytest.fixture
def log():
    """Everything from INFO up, as the handler of the settings would write it."""
    root, written = logging.getLogger(), Log()
    before = root.level
    root.addHandler(written.handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(written.handler)
    root.setLevel(before)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_path_of_nowhere(log, visitor, payload):
    address = f"/nowhere/{quote(payload)}?token={ASKED}{quote(payload)}"
    assert visitor.get(address).status_code in {400, 404}
    assert log.entries()
    assert ASKED not in log.text()


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/reset/key/1-the-key-of-a-link/",
        "/nowhere/decisions/by-link/1-the-key-of-a-link/",
        "/nowhere/reports/confirm/1-the-key-of-a-link/",
        "/accounts/confirm-email/the-key-of-a-link/x/",
    ],
)
def test_keys_of_links_in_emails(log, visitor, path):
    assert visitor.get(path).status_code == 404
    assert log.entries()
    assert "the-key-of-a-link" not in log.text()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_headers(log, payload):
    headers = {"user-agent": payload, "referer": f"https://evil.example/?{payload}"}
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    form = {"login": payload, "password": SECRET}
    answer = strict.post(f"/accounts/login/?q={ASKED}", form, headers=headers)
    assert answer.status_code == 403
    assert log.entries()
    assert ASKED not in log.text()
    assert SECRET not in log.text()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_host_that_is_none(log, visitor, payload):
    host = f"evil.example{payload}"
    assert visitor.get("/", headers={"host": host}).status_code == 400
    assert log.entries()


@pytest.mark.parametrize("payload", some(PAYLOADS, one_in=3))
def test_who_signs_in_and_how_often(log, visitor, payload):
    member("person")
    for login in (payload, f"{payload}@example.org", "person@example.org"):
        for _ in range(7):
            form = {"login": login, "password": SECRET}
            address = f"/accounts/login/?next=/{ASKED}"
            assert visitor.post(address, form).status_code in {200, 429}
    # Signing in itself is not logged; what follows shows that the log listened.
    visitor.get(f"/nowhere/{quote(payload)}")
    assert log.entries()
    assert SECRET not in log.text()
    assert ASKED not in log.text()


@pytest.mark.parametrize("payload", some(PAYLOADS, one_in=3))
def test_a_fault_of_ours_with_a_trace(log, visitor, payload, monkeypatch):
    def fails(request):
        raise RuntimeError(payload)

    (home,) = [one for one in urls.urlpatterns if one.name == "home"]
    monkeypatch.setattr(home, "callback", fails)
    answer = visitor.post(f"/?q={ASKED}", {"password": SECRET})
    assert answer.status_code == 500
    assert any("RuntimeError" in entry.get("trace", "") for entry in log.entries())
    assert SECRET not in log.text()
    assert ASKED not in log.text()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_check_finds_lines_of_a_plain_formatter(log, payload):
    """What escapes nothing is caught: this check can fail."""
    log.handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("geoapp").warning("%s", payload)
    with pytest.raises((AssertionError, json.JSONDecodeError)):
        log.entries()
