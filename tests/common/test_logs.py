"""What is written to the log, and as what."""

import json
import logging

import pytest

from geoapp.common.logs import FormErrorsAreInfo, JsonFormatter


@pytest.mark.parametrize(
    ("status", "root", "level"),
    [
        (422, logging.INFO, "INFO"),
        (422, logging.WARNING, None),
        (404, logging.WARNING, "WARNING"),
        (500, logging.WARNING, "WARNING"),
    ],
)
def test_a_form_with_errors_is_no_warning(monkeypatch, status, root, level):
    monkeypatch.setattr(logging.getLogger(), "level", root)
    record = logging.makeLogRecord(
        {"levelno": logging.WARNING, "levelname": "WARNING", "status_code": status}
    )
    is_written = FormErrorsAreInfo().filter(record)
    assert is_written == (level is not None)
    if is_written:
        assert json.loads(JsonFormatter().format(record))["level"] == level
