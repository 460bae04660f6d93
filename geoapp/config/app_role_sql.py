"""The database role of server and worker: it reads and writes rows, and owns nothing.

Statements that name roles and objects take no bound parameters, so names are quoted as
identifiers. A password is sent as its SCRAM verifier: the database may log statements.
"""

from django.db import connection, transaction
from psycopg import sql

# Only the owner writes these: what has been migrated, and PostGIS' reference systems.
_READ_ONLY = ("django_migrations", "spatial_ref_sys")
_CREATE = "CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
_PASSWORD = "ALTER ROLE {role} PASSWORD {verifier}"  # noqa: S105
_GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON {read_only} FROM {role}",
    # What later migrations create.
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    " GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)


@transaction.atomic
def grant_app_role(role: str, *, password: str = "") -> None:
    """Create the role if it is missing, and grant what server and worker need.

    Runs as the owner of the tables. Without a password, an existing one stays.
    """
    with connection.cursor() as cursor:
        # Two at once would both create it, or update the same rows of the catalogue.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('app_role', 0))")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        statements = [*([] if cursor.fetchone() else [_CREATE]), *_GRANTS]
        names = {
            "role": sql.Identifier(role),
            "database": sql.Identifier(connection.settings_dict["NAME"]),
            "read_only": sql.SQL(", ").join(map(sql.Identifier, _READ_ONLY)),
            "verifier": sql.Literal(_verifier(role, password)),
        }
        if password:
            statements.insert(len(statements) - len(_GRANTS), _PASSWORD)
        for statement in statements:
            composed = sql.SQL(statement).format(**names)
            cursor.execute(composed)


def _verifier(role: str, password: str) -> str:
    if not password:
        return ""
    with connection.cursor() as cursor:
        verifier: bytes = cursor.connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        )
    return verifier.decode()
