"""var/makerloom.env is made once, and then belongs to whoever runs the site."""

import stat

import environ
import pytest

from geoapp.config.launcher.configure import (
    app_database_url,
    configure,
    private_database_url,
    public_base_url,
    read_settings,
)
from geoapp.config.launcher.project import Project


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name in (
        "DATABASE_URL",
        "PUBLIC_BASE_URL",
        "MAKERLOOM_SOCKET",
        "APP_DATABASE_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "var").mkdir()
    return Project(root=tmp_path)


def test_a_fresh_file_is_for_its_owner_alone_and_holds_a_long_key(project):
    configure(project, port=8001)
    mode = stat.S_IMODE(project.settings_file.stat().st_mode)
    assert mode == 0o600
    settings = read_settings(project)
    assert len(settings["SECRET_KEY"]) >= 50
    assert settings["PUBLIC_BASE_URL"] == "http://127.0.0.1:8001"
    assert "DATABASE_URL" not in settings


def test_two_machines_have_two_keys(project, tmp_path):
    other = Project(root=tmp_path / "other")
    other.var.mkdir(parents=True)
    configure(project, port=8000)
    configure(other, port=8000)
    keys = {read_settings(place)["SECRET_KEY"] for place in (project, other)}
    assert len(keys) == 2


def test_settings_written_by_hand_stay_exactly_as_they_are(project):
    text = (
        "# mine\nSECRET_KEY=own\nEMAIL_URL=smtp://mail\n\nPUBLIC_BASE_URL=https://x\n"
    )
    project.settings_file.write_text(text)
    configure(project, port=9000)
    assert project.settings_file.read_text() == text


def test_the_database_follows_its_socket_when_the_folder_was_moved(
    project, monkeypatch
):
    monkeypatch.setenv("MAKERLOOM_SOCKET", "/old/run")
    configure(project, port=8000)
    before = read_settings(project)
    monkeypatch.setenv("MAKERLOOM_SOCKET", "/new/run")
    configure(project, port=8000)
    after = read_settings(project)
    assert after.pop("DATABASE_URL") == "postgis://makerloom@/makerloom?host=/new/run"
    before.pop("DATABASE_URL")
    assert after == before


@pytest.mark.parametrize("folder", ["/srv/a b/run", "/srv/wörk/run", "/srv/a&b=%/run"])
def test_any_folder_survives_the_way_through_the_address(folder):
    database = environ.Env.db_url_config(private_database_url(folder))
    assert database["NAME"] == "makerloom"
    assert database["USER"] == "makerloom"
    assert database["OPTIONS"]["host"] == folder


def test_the_public_address_follows_the_port_on_this_machine(project):
    configure(project, port=8000)
    assert public_base_url(project, port=8123) == "http://127.0.0.1:8123"


def test_a_configured_public_url_stays_on_any_port(project):
    project.settings_file.write_text("PUBLIC_BASE_URL=https://make.example\n")
    assert public_base_url(project, port=8123) == "https://make.example"


def test_the_environment_wins_over_the_file(project, monkeypatch):
    project.settings_file.write_text("PUBLIC_BASE_URL=https://make.example\n")
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://other.example")
    assert public_base_url(project, port=8123) == "https://other.example"


@pytest.mark.parametrize(
    ("written", "environment", "url"),
    [
        ("", {}, None),
        (
            "",
            {"MAKERLOOM_SOCKET": "/run/ours"},
            "postgis://makerloom_app@/makerloom?host=/run/ours",
        ),
        ("APP_DATABASE_URL=postgis://app@host/x\n", {}, "postgis://app@host/x"),
        (
            "APP_DATABASE_URL=postgis://app@host/x\n",
            {"APP_DATABASE_URL": "postgis://other@host/x"},
            "postgis://other@host/x",
        ),
    ],
)
def test_server_and_worker_have_a_role_of_their_own(
    project, monkeypatch, written, environment, url
):
    project.var.mkdir(exist_ok=True)
    project.settings_file.write_text(written)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert app_database_url(project) == url
