"""Log lines as JSON: control characters from outside cannot forge a line."""

import json
import logging
import re
from http import HTTPStatus

# Links of emails that let whoever has them in: to a new password, to confirm an address
# or a report, to appeal.
_KEY_IN_PATH = re.compile(
    r"(/(?:reset/key|confirm-email|reports/confirm|decisions/by-link)/)[^/\s\"']+"
)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC seconds), level, logger, message, trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        entry = {
            "at": record.created,
            "level": record.levelname,
            "logger": record.name,
            "message": _without_keys(record.getMessage()),
        }
        if record.exc_info:
            entry["trace"] = _without_keys(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=True)


def _without_keys(text: str) -> str:
    return _KEY_IN_PATH.sub(r"\1…", text)


class FormErrorsAreInfo(logging.Filter):
    """Takes a form that came back with errors (422) for what it is: no fault.

    Django warns of every answer from 400 on.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to write the record, after lowering its level."""
        if getattr(record, "status_code", None) == HTTPStatus.UNPROCESSABLE_ENTITY:
            record.levelno, record.levelname = logging.INFO, "INFO"
        return record.levelno >= logging.getLogger().level
