"""Who asks for too many pages waits a little, and loses nothing."""

import pytest
from django.db import connection
from django.test import Client

from geoapp.web import page_limits
from tests.people import member

pytestmark = pytest.mark.django_db
AT = 1_800_000_000.0


@pytest.fixture(autouse=True)
def limits(settings, tmp_path, monkeypatch):
    settings.PAGE_LIMIT, settings.TEXT_SEARCH_LIMIT = 30, 6
    settings.PAGE_COUNTS = str(tmp_path / "counts")
    monkeypatch.setattr(page_limits, "time", lambda: AT)


def passed(client: Client, address: str, count: int, **more: str) -> int:
    statuses = [client.get(address, **more).status_code for _ in range(count)]
    assert set(statuses) <= {200, 404, 429}
    return len(statuses) - statuses.count(429)


def test_an_address_may_open_so_many_pages_and_another_as_many(client):
    assert passed(client, "/robots.txt", 40) == 30
    assert passed(Client(), "/robots.txt", 1) == 0
    assert passed(Client(REMOTE_ADDR="192.0.2.9"), "/robots.txt", 40) == 30


def test_a_network_of_ipv6_is_one_address_as_it_is_for_the_api(client):
    def of(number: int) -> dict[str, str]:
        return {"REMOTE_ADDR": f"2001:db8:1:2::{number}"}

    assert passed(client, "/robots.txt", 30, **of(1)) == 30
    assert passed(client, "/robots.txt", 1, **of(2)) == 0
    assert passed(client, "/robots.txt", 1, REMOTE_ADDR="2001:db8:1:3::1") == 1


def test_only_the_header_of_a_trusted_proxy_names_another_client(client, settings):
    spoofed = [{"HTTP_X_FORWARDED_FOR": f"192.0.2.{n}"} for n in range(40)]
    assert sum(passed(client, "/robots.txt", 1, **header) for header in spoofed) == 30
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert sum(passed(client, "/robots.txt", 1, **header) for header in spoofed) == 40


def test_who_is_signed_in_is_counted_alone(client):
    assert passed(client, "/robots.txt", 40) == 30
    for name in ("ada", "ben"):
        person = Client()
        person.force_login(member(name))
        assert passed(person, "/robots.txt", 40) == 30
    made_up = Client()
    made_up.cookies["sessionid"] = "x" * 32
    assert passed(made_up, "/robots.txt", 1) == 0


def test_searches_for_a_text_are_fewer(client, vocabulary):
    assert passed(client, "/tutorials/?q=bowl", 8) == 6
    assert passed(client, "/results/?where=Leeds", 1) == 0
    assert passed(client, "/tutorials/?q=", 3) == 3


def test_files_and_probes_are_never_counted_and_pictures_hardly(client, vocabulary):
    for address in ("/livez", "/map/basemap.json", "/embed/make-it-near-you.js"):
        assert passed(client, address, 31) == 31
    assert passed(client, "/api/crafts", 31) == 31
    photo = f"/photos/{'0' * 8}-0000-4000-8000-{'0' * 12}/{'0' * 8}-0000-4000-8000-{'0' * 12}-640.webp"
    assert passed(client, photo, 10) == 10
    assert passed(client, "/robots.txt", 30) == 29


def test_the_page_says_how_long_to_wait_and_asks_no_database(client):
    passed(client, "/robots.txt", 30)
    with connection.execute_wrapper(pytest.fail):
        answer = client.get("/?q=pottery", headers={"accept-language": "de"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "2")
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert 'href="/?q=pottery"' in text
    assert "2 Sekunden" in text


def test_a_program_reads_a_problem(client):
    passed(client, "/robots.txt", 30)
    answer = client.get("/map/view/", headers={"accept": "application/json"})
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 429
    assert answer.json()["detail"] == "Too many requests. Try again in 2 seconds."


def test_a_form_can_be_sent_again_as_it_was(client):
    passed(client, "/robots.txt", 30)
    answer = client.post("/make/", {"text": "\n<b>a bowl</b>\n", "craft": ["a", "b"]})
    text = answer.content.decode()
    assert answer.status_code == 429
    assert '<form method="post" action="/make/">' in text
    assert "&lt;b&gt;a bowl&lt;/b&gt;" in text
    assert text.count('name="craft"') == 2
    assert "nothing you entered is lost" in text


@pytest.mark.parametrize(
    "form", [{"password1": "a-kiln-at-midnight-7"}, {"text": "x" * 200_000}]
)
def test_a_password_or_a_long_text_is_not_repeated(client, form):
    passed(client, "/robots.txt", 30)
    answer = client.post("/accounts/signup/", form)
    assert answer.status_code == 429
    assert "Go back in your browser" in answer.content.decode()
    assert len(answer.content) < 5_000
    assert "kiln-at-midnight" not in answer.content.decode()


def test_pages_are_counted_without_a_statement(client):
    with connection.execute_wrapper(pytest.fail):
        assert passed(client, "/robots.txt", 40) == 30
