"""Log lines as JSON: control characters from outside cannot forge a line."""

import json
import logging


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC seconds), level, logger, message, trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        entry = {
            "at": record.created,
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=True)
