"""A bot that says back the numbers in 〔…〕, so that every answer can be counted: `--port`.

What has no such number it cannot answer: a person must take over.
It stands where Rasa stands (docs/architecture.md, the line between desk and bot), because the load runs
measure channels and desk, not the bot. `--behind URL` asks a real bot instead, without the numbers, and puts
them behind what it says.
"""

import argparse
import re
from typing import Any

import httpx
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

MARK = re.compile(r"〔\d+〕")
PATH = "/webhooks/rest/webhook"
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


def marked(items: list[dict[str, Any]], message: str) -> list[dict[str, Any]]:
    """Put the numbers of a message behind the words of its answer, where there are words."""
    for custom in (item["custom"] for item in items if item.get("custom", {}).get("text")):
        custom["text"] += reply({"message": message, "sender": ""})[0]["custom"]["text"]
    return items


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--behind", default="", help="the address of a real bot")
    asked = parser.parse_args()
    app = Sanic("echo", configure_logging=False)
    app.config.update(ACCESS_LOG=False, MOTD=False, TOUCHUP=False)

    @app.get("/")
    async def _alive(_request: Request) -> HTTPResponse:
        return json({})

    @app.post(PATH)
    async def _answer(request: Request) -> HTTPResponse:
        if not asked.behind:
            return json(reply(request.json))
        message = request.json["message"]
        plain = request.json | {"message": MARK.sub("", message)}
        answered = await _client(request).post(f"{asked.behind}{PATH}", json=plain)
        return json(marked(answered.json(), message))

    @app.before_server_start
    async def _open(app: Any) -> None:
        app.ctx.client = httpx.AsyncClient(trust_env=False)

    @app.after_server_stop
    async def _close(app: Any) -> None:
        await app.ctx.client.aclose()

    app.run("127.0.0.1", asked.port, single_process=True)


def _client(request: Request) -> httpx.AsyncClient:
    client: httpx.AsyncClient = request.app.ctx.client
    return client


if __name__ == "__main__":
    main()
