"""A step is done once, again when its files changed, and again when it broke off."""

import pytest

from geoapp.config.launcher.prepare import prepare, step
from geoapp.config.launcher.project import Project, Refusal

# Stands in for Django: writes down what it was asked; fails while a file says so.
MANAGE = """
import pathlib, sys
here = pathlib.Path(__file__).parent
with (here / "asked").open("a") as asked:
    asked.write(sys.argv[1] + "\\n")
if (here / "broken").exists():
    sys.exit("the disk is full")
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("MAKERLOOM_SOCKET", "/run/ours")
    for folder in ("var/stamps", "static", "fixtures", "geoapp/crafts/migrations"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "manage.py").write_text(MANAGE)
    (tmp_path / "requirements.txt").write_text("django==5.2.19\n")
    (tmp_path / "static" / "main.js").write_text("1")
    (tmp_path / "geoapp/crafts/migrations/0001_initial.py").write_text("1")
    return Project(root=tmp_path)


def asked(project):
    """What Django was asked since the last time."""
    file = project.root / "asked"
    words = file.read_text().split() if file.exists() else []
    file.unlink(missing_ok=True)
    return words


def test_the_second_time_nothing_is_repeated(project):
    prepare(project)
    assert asked(project) == ["migrate", "collectstatic"]
    prepare(project)
    assert asked(project) == []


@pytest.mark.parametrize(
    ("file", "repeated"),
    [
        ("static/main.js", ["collectstatic"]),
        ("geoapp/crafts/migrations/0002_next.py", ["migrate"]),
        ("requirements.txt", ["migrate", "collectstatic"]),
    ],
)
def test_only_what_changed_is_done_again(project, file, repeated):
    prepare(project)
    asked(project)
    (project.root / file).write_text("changed")
    prepare(project)
    assert asked(project) == repeated


def test_the_demo_world_is_loaded_where_its_command_exists(project):
    commands = project.root / "geoapp/config/management/commands"
    commands.mkdir(parents=True)
    (commands / "load_demo.py").write_text("")
    prepare(project)
    assert asked(project) == ["migrate", "load_demo", "collectstatic"]
    (project.root / "fixtures" / "venues.csv").write_text("one more")
    prepare(project)
    assert asked(project) == ["load_demo"]


def test_the_role_of_server_and_worker_gets_its_rights_after_migrations(project):
    commands = project.root / "geoapp/config/management/commands"
    commands.mkdir(parents=True)
    (commands / "grant_app_role.py").write_text("")
    prepare(project)
    assert asked(project) == ["migrate", "grant_app_role", "collectstatic"]
    prepare(project)
    assert asked(project) == []


def test_logs_are_read_by_their_owner_only(project):
    earlier = project.log / "migrate.log"
    earlier.parent.mkdir()
    earlier.write_text("of an earlier release")
    earlier.chmod(0o644)
    prepare(project)
    modes = {path.stat().st_mode & 0o777 for path in project.log.iterdir()}
    assert modes == {0o600}


def test_another_database_is_prepared_from_the_start(project, monkeypatch):
    prepare(project)
    asked(project)
    monkeypatch.setenv("DATABASE_URL", "postgis://elsewhere/makerloom")
    prepare(project)
    assert asked(project) == ["migrate", "collectstatic"]


def test_a_foreign_database_is_migrated_every_time(project, monkeypatch):
    monkeypatch.delenv("MAKERLOOM_SOCKET")
    prepare(project)
    asked(project)
    prepare(project)
    assert asked(project) == ["migrate"]


def test_a_step_that_failed_says_so_and_is_done_again(project, capfd):
    broken = project.root / "broken"
    broken.touch()
    for _ in range(2):
        with pytest.raises(Refusal, match=r"Creating tables failed.*var/log/migrate"):
            step(project, words=["migrate"], title="Creating tables", made_from="a")
    assert "the disk is full" in capfd.readouterr().err
    assert asked(project) == ["migrate", "migrate"]
    broken.unlink()
    step(project, words=["migrate"], title="Creating tables", made_from="a")
    step(project, words=["migrate"], title="Creating tables", made_from="a")
    assert asked(project) == ["migrate"]
