"""F12: whoever sends a form many times at once has sent it once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Barrier

import pytest
from psycopg.sql import SQL, Identifier

from tests.faults.visitor import Visitor
from tests.photos import picture

pytestmark = [pytest.mark.django_db, pytest.mark.long]
CLICKS = 50
_numbers, _networks = count(1), count(1)


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form, what is entered, and what it makes: a row of a table with such a value."""

    path: str
    field: str
    entered: dict[str, str]
    made: tuple[str, str, str]
    files: tuple = ()
    signed_in: bool = True
    statuses: frozenset[int] = frozenset({302})


def forms(population, number: int) -> list[Form]:
    """Return a form of each kind; `number` makes what they say new."""
    return [*general_forms(population, number), *own_forms(population, number)]


def general_forms(population, number: int) -> list[Form]:
    """Return the forms that belong to no place of the person."""
    name, title = f"Kiln Yard {number}", f"How to darn {number}"
    address = f"https://pots.example/{number}"
    position = {"lat": "51.5", "lon": "-0.05"}
    return [
        Form(
            path="/manage/add/",
            field="draft_id",
            entered={"name": name, "kind": "open_studio", **position},
            made=("venues_venue", "name", name),
        ),
        Form(
            path=f"/report/venue/{population.published}/",
            field="token",
            entered={"topic": "mistake", "words": name},
            made=("stewardship_report", "words", name),
            signed_in=False,
        ),
        Form(
            path="/tutorials/add/",
            field="url",
            entered={"url": address, "title": title, "craft": "mending"},
            made=("tutorials_tutorial", "url", address),
        ),
    ]


def own_forms(population, number: int) -> list[Form]:
    """Return the forms about a place of the person, and about an account."""
    title, email = f"How to darn {number}", f"guest{number}@example.org"
    own = f"/manage/{population.published}"
    password = "a kiln of one's own"
    return [
        Form(
            path=f"{own}/people/",
            field="email",
            entered={"email": email, "invite": "1"},
            made=("venues_invitation", "email", email),
        ),
        Form(
            path=f"{own}/photos/",
            field="photos",
            entered={"author": title, "licence": "CC-BY-4.0", "rights": "on"},
            files=(("photos", "a.jpg", picture(width=400 + number)),),
            made=("venues_photo", "author", title),
        ),
        Form(
            path="/accounts/signup/",
            field="password1",
            entered={"email": email, "password1": password, "guidelines": "on"},
            made=("accounts_user", "email", email),
            signed_in=False,
            statuses=frozenset({302, 429}),
        ),
    ]


def test_f12_each_form_is_sent_fifty_times(site, cluster, population, figures):
    wrong = []
    for form in forms(population, next(_numbers)):
        answers, rows = sent_at_once(site, cluster, population, form)
        figures.sent += CLICKS
        figures.failed += sum(status >= 500 for status, _text, _to in answers)
        figures.lost += abs(rows - 1)
        statuses = {status for status, _text, _to in answers}
        if rows != 1 or not statuses <= form.statuses:
            wrong.append((form.path, rows, statuses))
    assert not wrong


def sent_at_once(site, cluster, population, form: Form) -> tuple[list, int]:
    """Send a form from so many threads; return the answers and the number of rows."""
    cookies = dict(population.cookies) if form.signed_in else {}
    # Of another network each time: a network may open few accounts an hour.
    visitor = Visitor(site, cookies, address=f"2001:db8:f12:{next(_networks):x}::1")
    values = visitor.form(form.path, form.field) | form.entered
    ready = Barrier(CLICKS)

    def click(_number: int) -> tuple[int, str, str]:
        own = Visitor(site, dict(visitor.cookies), visitor.address)
        ready.wait()
        return own.post(values["action"], values, form.files)

    with ThreadPoolExecutor(CLICKS) as threads:
        answers = list(threads.map(click, range(CLICKS)))
    return answers, made(cluster, *form.made)


def made(cluster, table: str, column: str, value: str) -> int:
    """Return how many rows of a table have a value."""
    names = {"table": Identifier(table), "column": Identifier(column)}
    statement = SQL("SELECT count(*) FROM {table} WHERE {column} = %s").format(**names)
    with cluster.connect() as database:
        return int(database.execute(statement, [value]).fetchone()[0])
