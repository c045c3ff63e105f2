"""Log lines as JSON, one object a line, for a collector. Bodies of requests and texts of records are never logged."""

import json
import logging
from datetime import UTC, datetime


def asked_by(record: logging.LogRecord) -> str:
    """The account whose request the line is about, "" when it is about none. It costs no query: who the site never
    asked about did nothing that has to be answered for."""
    user = getattr(getattr(record, "request", None), "_cached_user", None)
    return user.get_username() if user is not None and user.is_authenticated else ""


class Plain(logging.Formatter):
    """One line to read: time, level, logger, whose request it was, message."""

    def format(self, record: logging.LogRecord) -> str:
        person = asked_by(record)
        record.by = f" [{person}]" if person else ""
        return super().format(record)


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger, message, whose request it was and, after an exception, its traceback; nothing of the
    body of the request."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if person := asked_by(record):
            line["person"] = person
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
