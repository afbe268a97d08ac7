"""A bot that says back the numbers in 〔…〕, so that every answer can be counted: `--port`.

What has no such number it cannot answer: a person must take over.
It stands where Rasa stands (docs/architecture.md, the line between desk and bot), because the load runs
measure channels and desk, not the bot.
"""

import argparse
import re
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

MARK = re.compile(r"〔\d+〕")
_ANSWER = {"act": "answer", "entry_id": "echo", "confidence": 1.0, "candidates": []}
_HANDOFF = {"act": "handoff", "confidence": 0.2, "candidates": []}


def reply(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the one item that the desk takes for an answer."""
    marks = MARK.findall(asked["message"])
    said = "收到" + "".join(marks) if marks else ""
    custom = {
        "version": 1,
        "text": said,
        "choices": [],
        "bot": _ANSWER if marks else _HANDOFF,
        "escalate": None if marks else {"reason": "low_confidence"},
        "entities": [],
        "slots": {},
        "mood": "calm",
    }
    return [{"recipient_id": asked["sender"], "custom": custom}]


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    app = Sanic("echo", configure_logging=False)
    app.config.update(ACCESS_LOG=False, MOTD=False, TOUCHUP=False)

    @app.get("/")
    async def _alive(_request: Request) -> HTTPResponse:
        return json({})

    @app.post("/webhooks/rest/webhook")
    async def _answer(request: Request) -> HTTPResponse:
        return json(reply(request.json))

    app.run("127.0.0.1", parser.parse_args().port, single_process=True)


if __name__ == "__main__":
    main()
