"""SQL by hand stands in sql/ folders and *_sql modules, and nowhere else (T1)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = (
    "publishing",
    "discovery",
    "sources",
    "geocoding",
    "mailing",
    "images",
    "config",
)
CALLS = frozenset({"raw", "extra", "cursor", "execute", "executemany", "copy"})
NAMES = frozenset({"RawSQL", "RunSQL"})
# `extra` and `copy` are also words of dictionaries, forms and logs.
_HARMLESS = {"copy": ("self", "copy"), "extra": ("logger",)}


def _is_migration(path: Path) -> bool:
    return "migrations" in path.parts


def by_hand() -> list[Path]:
    """Return the modules in which SQL may stand."""
    return [
        path
        for app in ALLOWED
        for path in (ROOT / "geoapp" / app).rglob("*.py")
        if path.parent.name == "sql" or path.stem.endswith("_sql")
    ]


def elsewhere() -> list[Path]:
    allowed = set(by_hand())
    modules = (ROOT / "geoapp").rglob("*.py")
    return sorted(p for p in modules if p not in allowed and not _is_migration(p))


def raw_sql(source: str) -> list[str]:
    """Return each use of SQL by hand in a module, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in CALLS and not _harmless(node.func):
                found.append(f"{node.lineno}: .{node.func.attr}(")
        elif isinstance(node, ast.Name) and node.id in NAMES:
            found.append(f"{node.lineno}: {node.id}")
        elif isinstance(node, ast.alias) and node.name in NAMES:
            found.append(f"import of {node.name}")
    return found


def _harmless(function: ast.Attribute) -> bool:
    owner = function.value
    name = owner.id if isinstance(owner, ast.Name) else ""
    return name in _HARMLESS.get(function.attr, ())


# Asking the database for its version or its health is no query over data.
PROBES = frozenset({"geoapp/config/health.py"})


@pytest.mark.parametrize("path", elsewhere(), ids=lambda p: str(p.relative_to(ROOT)))
def test_this_module_has_no_sql_by_hand(path):
    if str(path.relative_to(ROOT)) in PROBES:
        assert all(
            ": .cursor(" in use or ".execute(" in use
            for use in raw_sql(path.read_text())
        )
    else:
        assert raw_sql(path.read_text()) == []


def test_only_these_apps_have_a_folder_for_it():
    folders = {
        path.parent.name for path in (ROOT / "geoapp").rglob("sql") if path.is_dir()
    }
    assert folders <= set(ALLOWED)


@pytest.mark.parametrize("path", by_hand(), ids=lambda p: str(p.relative_to(ROOT)))
def test_sql_by_hand_binds_its_parameters(path):
    """No statement is put together out of pieces where it is run."""
    run = [
        node.args[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CALLS
        and node.args
    ]
    assert not [a for a in run if isinstance(a, (ast.JoinedStr, ast.BinOp, ast.Call))]


@pytest.mark.parametrize(
    "source",
    [
        "Venue.objects.raw('SELECT 1')",
        "Venue.objects.extra(where=['1=1'])",
        "from django.db.models.expressions import RawSQL",
        "x = RawSQL('1', ())",
        "with connection.cursor() as c: c.execute('SELECT 1')",
    ],
)
def test_this_check_sees_what_it_is_for(source):
    assert raw_sql(source)
