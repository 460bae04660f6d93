"""The version number of all public data."""

from django.db import connection

READ = "SELECT coalesce(max(version), 0) FROM publishing_dataversion"

# Deferred to the commit, so that the one row is locked for that moment only and two
# long transactions do not wait for each other. The guard makes one update of a
# transaction's thousands of rows.
CREATE = """
CREATE FUNCTION publishing_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('makerloom.counted_in', true)
        IS DISTINCT FROM pg_current_xact_id()::text
    THEN
        INSERT INTO publishing_dataversion AS d (id, version) VALUES (1, 1)
            ON CONFLICT (id) DO UPDATE SET version = d.version + 1;
        PERFORM set_config(
            'makerloom.counted_in', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$
"""
DROP = "DROP FUNCTION publishing_count_change() CASCADE"
TABLES = (
    "publishing_publishedvenue",
    "publishing_publishedopening",
    "tutorials_tutorial",
    "tutorials_tutorialcraft",
    "tutorials_tutorialequipment",
    "crafts_craft",
    "crafts_equipment",
)


def trigger_on(table: str) -> str:
    """Return the statement that counts the changes of a table."""
    return (
        f"CREATE CONSTRAINT TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE"
        f" ON {table} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION publishing_count_change()"
    )


def data_version() -> int:
    """Return the number; two equal numbers mean that no public data changed between.

    It rises at the commit of any change of venues, hours, tutorials or the vocabulary,
    so a response made after reading it is at least as new as the number.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return int(cursor.fetchone()[0])
