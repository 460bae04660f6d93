"""`manage.py import_tutorials`: what a person sees of it."""

import io
import json

import pytest
from django.core.management import call_command

from geoapp.tutorials.models import Tutorial

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def path(tmp_path):
    rows = [
        {"title": "Turn a bowl", "url": "https://example.org/bowl"},
        {"title": "Run", "url": "javascript:alert(1)"},
    ]
    path = tmp_path / "list.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def said(*words):
    out = io.StringIO()
    call_command("import_tutorials", *words, stdout=out)
    return out.getvalue()


def test_it_reports_the_outcome_of_every_row(path):
    text = said(str(path))
    assert "read 2 rows. 1 imported, 0 repaired, 1 rejected." in text
    assert "row 2, “Run”: rejected: 'javascript:alert(1)': The URL must start" in text
    assert "1 new, 0 already known" in text


def test_it_reports_the_same_in_json(path):
    report = json.loads(said(str(path), "--json", "--dry-run"))
    assert report["read"] == report["imported"] + report["refused"] == 2
    assert report["dry_run"]
    assert not Tutorial.objects.exists()


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        said(str(tmp_path / "none.json"))
    assert ended.value.code == 2
    assert "does not exist" in capsys.readouterr().err
