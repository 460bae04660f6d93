"""The number behind every ETag: it rises with each change that others can see."""

import pytest
from django.db import connection, connections, transaction

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.sql.data_version import READ, TABLES, data_version
from tests.discovery.near import tutorial
from tests.world import venue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def counted(fixed_time):
    load_vocabulary(vocabulary=current())


def test_it_rises_once_a_transaction():
    before = data_version()
    with transaction.atomic():
        venue("Clay", offers=[("pottery", "use")], hours="Mo 10:00-12:00")
        venue("Wood", offers=[("woodworking", "use")])
    assert data_version() == before + 1


def test_a_change_and_a_deletion_count():
    pk = venue("Clay")
    before = data_version()
    PublishedVenue.objects.filter(pk=pk).update(kind="fab_lab")
    PublishedVenue.objects.filter(pk=pk).delete()
    assert data_version() == before + 2


def test_tutorials_count_too():
    before = data_version()
    tutorial("a-bowl", "pottery")
    assert data_version() > before


def test_what_is_taken_back_does_not_count():
    before = data_version()
    with transaction.atomic():
        venue("Clay")
        transaction.set_rollback(True)
    assert data_version() == before


def test_nobody_sees_the_number_before_the_rows():
    before = data_version()
    other = connections.create_connection("default")
    try:
        with transaction.atomic():
            venue("Clay")
            with other.cursor() as cursor:
                cursor.execute(READ)
                assert cursor.fetchone()[0] == before
        with other.cursor() as cursor:
            cursor.execute(READ)
            assert cursor.fetchone()[0] == before + 1
    finally:
        other.close()


def test_its_triggers_stand_on_every_table_that_answers_are_made_of():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
            " WHERE tgname = 'count_change'"
        )
        tables = {name for (name,) in cursor.fetchall()}
    assert tables == set(TABLES)
