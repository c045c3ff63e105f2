"""Log lines as JSON, one object a line, for a collector. Bodies of requests and texts of records are never logged."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger, message and, after an exception, its traceback; nothing of the request's body."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
