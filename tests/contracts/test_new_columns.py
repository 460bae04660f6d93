"""The former version still writes while the next one migrates."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# Added to tables of the former version, which does not name them when it writes.
COLUMNS = (
    ("venues_organizer", "is_owner"),
    ("venues_photo", "hidden"),
    ("tutorials_tutorial", "removed"),
)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_new_columns_have_a_value_where_none_is_written(table, column):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_default FROM information_schema.columns"
            " WHERE table_name = %s AND column_name = %s",
            [table, column],
        )
        assert cursor.fetchone() == ("false",)
