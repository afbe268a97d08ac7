"""What the bot writes down when something fails: what and where, in JSON, and no word of a resident's."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import log_to

WORDS = "我家住3栋1201，电话13800000000"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the served bot would write down; afterwards logging is as before."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    log_to(stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_failure_of_rasas_is_named_and_nothing_of_what_was_said(written: io.StringIO) -> None:
    log = structlog.get_logger("rasa.core.channels.rest")
    try:
        int(WORDS)
    except ValueError:
        log.exception("rest.message.received.failure", text=WORDS)
    (line,) = lines(written)
    assert (line["event"], line["level"]) == ("rest.message.received.failure", "error")
    assert (line["cause"], len(line["where"])) == ("ValueError", 1)
    assert WORDS not in written.getvalue()


def test_of_a_sentence_only_who_wrote_it_is_kept(written: io.StringIO) -> None:
    logging.getLogger("rasa.core.processor").warning("cannot read %s", WORDS)
    structlog.get_logger("rasa.core.agent").warning(f"cannot read {WORDS}")
    logging.getLogger("bot.ranking").warning("Version %s is used.", 3)
    said = [line["event"] for line in lines(written)]
    assert said == ["rasa.core.processor", "rasa.core.agent", "Version 3 is used."]
