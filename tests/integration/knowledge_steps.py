"""What editors do at the knowledge desk, and a bot that trains at once."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from tests.integration.people import AgentPerson, Json
from tests.integration.places import Place

ENTRY = {
    "estate": "baihua",
    "base": 0,
    "group": "fee",
    "title": "物业费单价",
    "answer": "每平方米2.80元。",
    "questions": ["物业费多少钱一平"],
}
TRAINS = """#!/bin/sh
[ "$2" = bot.training ] && echo 训练好了
exit 0
"""
REFUSES = """#!/bin/sh
[ "$2" = bot.training ] && exit 0
sed -i '$d' "$3/report.json"
cat >> "$3/report.json" <<END
, "gate": {"asked": 1, "right": 0, "wrong": ["多少钱"], "notes": [], "broken": [{"question": "多少钱",
  "entry_id": "fee.rate", "before": {"entry_id": "fee.rate", "confidence": 0.91},
  "after": {"entry_id": null, "confidence": 0.42}}]}}
END
exit 1
"""


def rewrite(script: Path, text: str) -> None:
    script.write_text(text)


async def put(agent: AgentPerson, entry_id: str = "fee.rate", **changes: Any) -> httpx.Response:
    return await agent.call("PUT", f"/knowledge/entries/{entry_id}", {**ENTRY, **changes})


async def get(agent: AgentPerson, what: str, **query: str) -> Json:
    asked = {"estate": "baihua", **query}
    found = await agent.client.get(f"/api/v1/knowledge/{what}", params=asked, headers=agent.headers)
    assert found.status_code == 200, found.text
    shown: Json = found.json()
    return shown


async def published(agent: AgentPerson, estate: str = "baihua", **body: Any) -> Json:
    """Publish and wait for what it comes to."""
    begun = await agent.call("POST", "/knowledge/publications", {"estate": estate, **body})
    return await ended(agent, begun)


async def ended(agent: AgentPerson, begun: httpx.Response) -> Json:
    assert begun.status_code == 202, begun.text
    path = f"/knowledge/publications/{begun.json()['publication']['id']}"
    for _ in range(600):
        shown: Json = (await agent.call("GET", path)).json()
        if shown["state"] != "running":
            return shown
        await asyncio.sleep(0.05)
    raise AssertionError(shown)


async def editor(desk: Place, name: str = "周莉", grade: int = 2, estate: str = "baihua") -> AgentPerson:
    return await desk.agent(name, estate=estate, grade=grade)
