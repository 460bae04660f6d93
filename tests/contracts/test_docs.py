"""The documentation names every setting, parameter, command and endpoint, and no other."""

import ast
import importlib
import importlib.util
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from geoapp.api.openapi.document import openapi_30

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
CODE_FOLDERS = ("geoapp", "tests", "templates", "static")
CODE_FILES = (".importlinter", "pyproject.toml", "makerloom")
_MODULE = re.compile(r"`((?:[a-z_]+\.)+[a-z_A-Z]+)`")
_FILE = re.compile(r"`((?:tests|fixtures|docker)/[\w./*-]+)`")
_LINK = re.compile(r"\]\(([^)#\s]*)#?([^)\s]*)\)")


def text_of(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def section(name: str, heading: str) -> str:
    """Return the text under a heading, up to the next one of its level or above."""
    _before, _found, rest = text_of(name).partition(f"\n{heading}\n")
    assert rest, f"{name} has no {heading}"
    level = heading.index(" ")
    return re.split(rf"\n#{{1,{level}}} ", rest)[0]


def first_column(table: str) -> set[str]:
    """Return what stands in backticks in the first column of a section's tables."""
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    return {code for cell in cells for code in re.findall(r"`([^`]+)`", cell)}


# --- settings, commands -------------------------------------------------------


def settings_read() -> set[str]:
    """Return every name that the settings and the launcher read."""
    names = {"PORT", "GDAL_LIBRARY_PATH", "GEOS_LIBRARY_PATH"}
    config = ROOT / "geoapp" / "config"
    for path in (config / "settings.py", *(config / "launcher").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).startswith(("env.", "os.environ.get"))
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(node.args[0].value)
    return {name for name in names if not name.startswith("MAKERLOOM_")}


def test_every_setting_is_documented():
    names = settings_read()
    assert {"SECRET_KEY", "HOST", "TILE_URL"} < names
    assert first_column(section("operate.md", "## Settings")) == names


def launcher_commands() -> set[str]:
    usage = (ROOT / "makerloom").read_text("utf-8").split("Usage:")[1].split("TEXT")[0]
    return set(re.findall(r"^  ([a-z][a-z-]*) ", usage, re.MULTILINE))


def test_every_command_is_documented():
    cells = first_column(section("operate.md", "## Commands"))
    ours = {n for n, app in get_commands().items() if app.startswith("geoapp.")}
    django = {"check --deploy", "createsuperuser"}
    launcher = {cell.split()[1] for cell in cells if cell.startswith("./makerloom")}
    assert launcher == launcher_commands()
    assert {c for c in cells if not c.startswith("./makerloom")} == ours | django


# --- the API ------------------------------------------------------------------


def operations() -> list[tuple[str, dict]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in openapi_30()["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post")
    ]


def parameters() -> set[str]:
    document = openapi_30()
    names = set()
    for _name, operation in operations():
        for parameter in operation.get("parameters", ()):
            if "$ref" in parameter:
                key = parameter["$ref"].rpartition("/")[2]
                parameter = document["components"]["parameters"][key]  # noqa: PLW2901
            if parameter["in"] == "query":
                names.add(parameter["name"])
    return names


def test_every_endpoint_is_documented():
    documented = first_column(section("api.md", "## Endpoints"))
    assert documented == {name for name, _operation in operations()} | {"GET /docs"}


def test_every_parameter_is_documented():
    assert {"language", "price", "age", "open_during"} < parameters()
    assert first_column(section("api.md", "## Parameters")) == parameters()


# --- what the pages refer to --------------------------------------------------


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_files_exist(page):
    text = page.read_text("utf-8")
    for target, anchor in _LINK.findall(text):
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), target
        assert not anchor or anchor in anchors(path), f"{target}#{anchor}"
    for pattern in _FILE.findall(text):
        assert list(ROOT.glob(pattern)), pattern


def is_in_code(dotted: str) -> bool:
    """Whether a module of geoapp, or something in one, has this name."""
    module, _dot, name = dotted.rpartition(".")
    for package in ("geoapp", "geoapp.discovery"):
        try:
            if importlib.util.find_spec(f"{package}.{dotted}"):
                return True
        except ModuleNotFoundError:
            pass  # what stands before the last dot is no package
        try:
            parent = importlib.import_module(f"{package}.{module}")
        except ModuleNotFoundError:
            continue
        if hasattr(parent, name):
            return True
    return False


def test_the_walks_name_what_exists():
    names = set(_MODULE.findall(text_of("architecture.md")))
    names = {n for n in names if not n.endswith((".py", ".css", ".md", ".js"))}
    assert len(names) > 25
    assert {name for name in names if not is_in_code(name)} == set()
    assert not is_in_code("web.map.views.no_such_view")


def code_files() -> list[Path]:
    suffixes = {".py", ".js", ".html", ".css", ".txt", ".sh"}
    files = [ROOT / name for name in CODE_FILES]
    for folder in CODE_FOLDERS:
        files += [p for p in (ROOT / folder).rglob("*") if p.suffix in suffixes]
    return [path for path in files if path != Path(__file__)]


def test_code_refers_to_documents_that_exist():
    document = re.compile(r"\b(?:docs/[\w/-]+|[A-Z]{3,})\.md\b")
    cited = {
        (str(path.relative_to(ROOT)), name)
        for path in code_files()
        for name in document.findall(path.read_text("utf-8"))
    }
    assert len(cited) > 5
    nearby = {(c, n) for c, n in cited if ((ROOT / c).parent / n).exists()}
    assert {(c, n) for c, n in cited - nearby if not (ROOT / n).exists()} == set()


def test_threats_and_faults_that_are_cited_are_listed():
    listed = set(re.findall(r"^\| ([TF]\d+) \|", text_of("security.md"), re.MULTILINE))
    assert {f"T{n}" for n in range(1, 26)} | {f"F{n}" for n in range(1, 21)} == listed
    name = re.compile(r"(?<![\w\\:.-])([TF][1-9]\d?)(?=[ .,:)]|$)", re.MULTILINE)
    for folder in ("safety", "config", "web", "geocoding", "publishing", "journeys"):
        for path in (ROOT / "tests" / folder).rglob("test_*.py"):
            docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
            assert set(name.findall(docstring)) <= listed, path


# --- sizes and form -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "most"), [("README.md", 6000), ("CONTRIBUTING.md", 5000)]
)
def test_the_first_pages_are_short(name, most):
    assert len((ROOT / name).read_bytes()) <= most


def test_decisions_are_numbered_and_whole():
    paths = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in paths] == list(range(1, len(paths) + 1))
    for path in paths:
        text = path.read_text("utf-8")
        assert re.match(
            rf"# {int(path.name[:4])}\. .+\n\nStatus: \w+.* Date: \d{{4}}", text
        )
        found = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert found == ["Context", "Decision", "Consequences"], path.name
