"""Server and worker have a database role that reads and writes rows, and no more."""

from datetime import UTC, datetime
from io import StringIO
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from django.urls import reverse

from geoapp.accounts import tasks as accounts
from geoapp.accounts.models import User
from geoapp.config.app_role_sql import grant_app_role
from geoapp.mailing import tasks as mailing
from geoapp.mailing.models import Message
from geoapp.publishing.actions import rebuild
from geoapp.publishing.models import PublishedVenue
from tests.people import draft_of, member
from tests.world import AT, venue

pytestmark = pytest.mark.django_db

NOW_S = int(datetime.now(tz=UTC).timestamp())


def rows(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def role(db) -> str:
    """A role of this test alone: roles belong to the whole cluster."""
    name = f"app_{uuid4().hex}"
    grant_app_role(name)
    return name


@pytest.fixture
def as_app(role):
    """Everything of the test from here on as the application's role."""
    rows(f"SET LOCAL ROLE {role}")


def test_it_owns_nothing_and_may_do_nothing_else(role):
    ((flags,),) = rows(
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication"
        " FROM pg_roles WHERE rolname = %s",
        role,
    )
    assert not flags
    assert rows("SELECT relname FROM pg_class WHERE relowner = %s::regrole", role) == []
    ((may_create,),) = rows(
        "SELECT has_schema_privilege(%s, 'public', 'CREATE')"
        " OR has_database_privilege(%s, current_database(), 'CREATE, TEMPORARY')",
        role,
        role,
    )
    assert not may_create


def test_it_reads_and_writes_every_table_but_two(role):
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    rights = {
        name: {
            verb
            for verb in verbs
            if rows("SELECT has_table_privilege(%s, %s, %s)", role, name, verb)[0][0]
        }
        for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname='public'")
    }
    assert rights.pop("django_migrations") == {"SELECT"}
    assert rights.pop("spatial_ref_sys") == {"SELECT"}
    assert len(rights) > 40
    assert {frozenset(some) for some in rights.values()} == {frozenset(verbs[:4])}


def test_it_gets_what_later_migrations_create(role):
    rows("CREATE TABLE of_later (id bigserial)")
    rows(f"SET LOCAL ROLE {role}")
    rows("INSERT INTO of_later DEFAULT VALUES")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x (a int)",
        "CREATE TEMPORARY TABLE x (a int)",
        "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE INDEX x ON accounts_user (email)",
        "CREATE EXTENSION file_fdw",
        "CREATE ROLE x",
        "ALTER TABLE accounts_user DROP COLUMN email",
        "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
        "DROP TABLE cache",
        "TRUNCATE cache",
        "DELETE FROM django_migrations",
        "COPY cache TO PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_it_is_denied(as_app, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be|denied"):
        rows(statement)


@pytest.mark.worker
def test_the_site_works_with_it(vocabulary, role, client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    place = venue("Clay", offers=[("pottery", "use")])
    rows(f"SET LOCAL ROLE {role}")
    assert client.get("/").status_code == 200
    assert client.get("/api/collections/venues/items").status_code == 200
    form = {
        "email": "new@example.org",
        "password1": "a-kiln-at-midnight-7",
        "guidelines": "on",
    }
    assert client.post(reverse("account_signup"), form).status_code == 302
    assert Message.objects.filter(recipient="new@example.org").exists()
    draft_of(member())
    accounts.delete_expired(timestamp=NOW_S)
    mailing.deliver_due(timestamp=NOW_S)
    rebuild(at=AT)
    assert PublishedVenue.objects.get().pk == place
    assert User.objects.count() == 2


def test_the_command_needs_another_role_than_the_owners(settings):
    with pytest.raises(CommandError, match="APP_DATABASE_URL"):
        call_command("grant_app_role")
    settings.APP_DATABASE = site_settings.DATABASES["default"]
    with pytest.raises(CommandError, match="APP_DATABASE_URL"):
        call_command("grant_app_role")


def test_a_password_is_stored_and_never_sent(settings, django_assert_num_queries):
    name = f"app_{uuid4().hex}"
    settings.APP_DATABASE = {"USER": name, "PASSWORD": "kiln'secret"}
    seen: list[str] = []

    def note(execute, statement, params, many, context):
        seen.append(
            statement if isinstance(statement, str) else statement.as_string(None)
        )
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        call_command("grant_app_role", stdout=StringIO())
        call_command("grant_app_role", stdout=StringIO())  # as each `up` may
    assert not [statement for statement in seen if "secret" in statement]
    ((stored,),) = rows("SELECT rolpassword FROM pg_authid WHERE rolname = %s", name)
    assert stored.startswith("SCRAM-SHA-256$")
