"""One JSON object a line on stderr. Only fields that the code names; never a resident's words."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from handoff.domain.times import rfc3339

_NAMED = ("cause", "why", "path", "conversation", "seq")


class JsonLines(logging.Formatter):
    """Writes a record as JSON; of an exception only its type and where it arose."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line: dict[str, Any] = {
            "at": rfc3339(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if record.name.startswith("handoff") else record.name,
        }
        line |= {name: getattr(record, name) for name in _NAMED if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            error: BaseException | None = record.exc_info[1]
            line["cause"] = type(error).__name__
            line["where"] = _where(error)
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr() -> None:
    """Send every warning, and the desk's own notices, to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("handoff").setLevel(logging.INFO)


def _where(error: BaseException | None) -> list[str]:
    """Return file, line and function of each frame: a traceback without values."""
    frames = []
    trace = error.__traceback__ if error else None
    while trace:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-8:]
