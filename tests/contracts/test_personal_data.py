"""The register of personal data is whole: every column, every key of the browser."""

import re
from itertools import groupby
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.gis.db.models import GeometryField
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import EmailField, Field, GenericIPAddressField, JSONField

from geoapp.accounts.models import User
from geoapp.accounts.personal_data import registered_personal_data
from geoapp.web.accounts import pending_like
from geoapp.web.reader_preferences import UNITS_COOKIE
from tests.people import member

ROOT = Path(__file__).resolve().parents[2]
# What names a column that can hold an address (postal, email, IP) or a position.
_TELLING = re.compile(
    r"mail|address|street|postcode|locality|(^|_)ip(_|$)|phone|position|point|location"
    r"|(^|_)lat|(^|_)lon|directions|contact|client|session|cache_key|(^|_)answer"
)
_CAN_HOLD = (
    *(GeometryField, EmailField, GenericIPAddressField, JSONField),
    SearchVectorField,
)

# Columns that look like it and hold nothing about people, each with the reason.
NOT_PERSONAL = {
    "geocoding.GazetteerPlace.point": "a town",
    "geocoding.Postcode.point": "the middle of a postcode, from a public list",
    "gis.PostGISGeometryColumns.f_geometry_column": "the name of a column",
    "gis.PostGISSpatialRefSys.auth_name": "a reference system",
    "pghistory.Context.metadata": "empty: its middleware is not installed",
    "pghistory.Events.pgh_data": "a view over the event tables, which are registered",
    "pghistory.Events.pgh_diff": "as before",
    "pghistory.Events.pgh_context": "as before",
    "pghistory.MiddlewareEvents.user": "as before",
    "procrastinate.ProcrastinateJob.args": "ids of rows",
    "venues.Machine.materials": "what a machine can work",
}
# Tables without a model, and what they hold.
OTHER_TABLES = {
    "django_migrations": "names of migrations",
    "spatial_ref_sys": "reference systems",
}


def registered() -> set[str]:
    return {column for row in registered_personal_data() for column in row.columns}


def registered_keys() -> set[str]:
    return {key for row in registered_personal_data() for key in row.browser_keys}


def is_telling(field: Field) -> bool:
    return (
        field.related_model is User
        or isinstance(field, _CAN_HOLD)
        or bool(_TELLING.search(field.name))
    )


def telling_columns() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if is_telling(field)
    }


def test_every_column_about_people_is_registered():
    columns = telling_columns()
    assert {"tutorials.Like.user", "venues.Venue.street"} < columns
    missing = columns - registered() - set(NOT_PERSONAL)
    assert missing == set(), "add these to the register, or to NOT_PERSONAL"


def test_the_register_names_columns_that_exist():
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
    }
    assert registered() - columns == set()
    assert set(NOT_PERSONAL) - columns == set()
    assert registered() & set(NOT_PERSONAL) == set()


def test_every_relation_to_a_person_is_exported():
    exported = {
        column
        for row in registered_personal_data()
        if row.export_parts
        for column in row.columns
    }
    relations = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is User
    }
    assert len(relations) > 15
    assert relations - exported - set(NOT_PERSONAL) == set()


@pytest.mark.django_db
def test_every_table_has_a_model_that_was_looked_at():
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models}
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    assert len(present) > 30
    assert present - tables - set(OTHER_TABLES) == set()


# --- what is said of it -------------------------------------------------------


def table() -> str:
    """Return the register as docs/security.md has it."""
    lines = []
    for topic, rows in groupby(registered_personal_data(), key=lambda row: row.topic):
        lines += [
            f"### {topic.label}",
            "",
            "| name | what | why | how long | who sees it |",
            "|---|---|---|---|---|",
        ]
        for row in rows:
            cells = (row.name, row.what, row.why, row.how_long, row.who_sees)
            lines.append(f"| {' | '.join(map(str, cells))} |")
        lines.append("")
    return "\n".join(lines)


def test_the_document_has_the_same_table():
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    assert text.endswith(table()), "the table should be:\n" + table()


@pytest.mark.django_db
def test_the_privacy_page_shows_all_of_it(client):
    page = client.get("/privacy/")
    shown = [row for _topic, rows in page.context["register"] for row in rows]
    assert shown == list(registered_personal_data())
    text = page.content.decode()
    for row in shown:
        assert f"<dt>{row.name}</dt>" in text
    assert "store" not in page.get("Cache-Control", "")


def test_the_register_states_the_age_of_a_session():
    (row,) = (r for r in registered_personal_data() if r.name == "Session")
    assert f"{settings.SESSION_COOKIE_AGE // 86_400} days" in str(row.how_long)


# --- the browser --------------------------------------------------------------

SCRIPTS = sorted((ROOT / "static" / "makerloom" / "js").rglob("*.js"))
_WRITES = re.compile(
    r"(localStorage|sessionStorage)\.setItem\((\w+)|(caches)\.open\((\w+)"
)
_OTHER_STORES = re.compile(
    r"document\.cookie|cookieStore|indexedDB|navigator\.storage"
    r"|(?:local|session)Storage(?!\.(?:get|set|remove)Item\b)"
)


def keys_written(text: str) -> set[str]:
    """Return the keys a script stores, each named by its constant's beginning."""
    keys = set()
    for storage, name, cache, cache_name in _WRITES.findall(text):
        start = re.search(rf"const {name or cache_name} = [`\"]([\w:-]+)", text)
        prefix = start.group(1) if start else ""
        if not prefix and cache:
            continue  # a cache that was listed before: opened, not made
        keys.add(f"{storage or 'cache'}:{prefix}*")
    return keys


def test_scripts_store_only_what_is_registered():
    keys = set()
    for path in SCRIPTS:
        text = path.read_text("utf-8")
        keys |= keys_written(text)
        assert not _OTHER_STORES.search(text), path
    stored = {key for key in registered_keys() if not key.startswith("cookie:")}
    assert keys == stored


def test_cookies_are_those_that_are_registered():
    names = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.DEVICE_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        CookieStorage.cookie_name,
        UNITS_COOKIE,
        pending_like.COOKIE,
    }
    cookies = {key for key in registered_keys() if key.startswith("cookie:")}
    assert cookies == {f"cookie:{name}" for name in names}
    setters = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "geoapp").rglob("*.py")
        if re.search(r"set_(signed_)?cookie\(|\.cookies\[", path.read_text("utf-8"))
    }
    assert setters == {
        "geoapp/web/accounts/earlier_session_cookie.py",
        "geoapp/web/accounts/known_devices.py",
        "geoapp/web/accounts/pending_like.py",
        "geoapp/web/reader_preferences.py",
    }


@pytest.mark.django_db
def test_pages_set_no_other_cookie(client, vocabulary):
    client.get("/reader/?language=de&units=mi&next=/")
    client.get("/accounts/login/")
    client.force_login(member())
    client.post("/account/home-point/", {"near": "-0.05,51.54"})
    client.get("/")
    assert len(client.cookies) > 3
    assert {f"cookie:{name}" for name in client.cookies} <= registered_keys()
