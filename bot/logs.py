"""One JSON object a line on stderr, as the desk writes it: what happened and where, never what was said."""

import json
import logging
import re
from collections.abc import MutableMapping
from datetime import datetime, timezone
from types import TracebackType
from typing import Any, TextIO

import structlog

_NAME = re.compile(r"[\w.:-]{1,80}", re.ASCII)  # what Rasa's structured events are called; no sentence is


class JsonLines(logging.Formatter):
    """Writes a record as JSON; of an exception only its type and where it arose.

    Rasa and what it stands on write sentences, some with a resident's words in them. Of those the line says
    only who wrote.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        name = getattr(record, "event", "")
        is_ours = record.name.partition(".")[0] == "bot"
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if is_ours else name if _NAME.fullmatch(name) else record.name,
        }
        error = record.exc_info[1] if record.exc_info else None
        if error:
            line |= {"cause": type(error).__name__, "where": _where(error.__traceback__)}
        return json.dumps(line, ensure_ascii=False)


def log_to(stream: TextIO) -> None:
    """Send every warning there, Rasa's structured events too."""
    structlog.configure(
        processors=[_as_record],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _as_record(_logger: object, _level: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Hand a structured event on by its name, without what it carries: what structlog does last."""
    name = str(event.get("event"))
    return {"msg": name, "exc_info": event.get("exc_info"), "extra": {"event": name}}


def _where(trace: "TracebackType | None") -> list[str]:
    frames = []
    while trace:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-8:]
