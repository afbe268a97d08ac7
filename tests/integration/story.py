"""People who go on whatever the desk does: they ask again under the same key until it has done it."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from tests.integration.places import CONSENT, PASSWORD
from tests.wechat.platform import Platform

Json = dict[str, Any]
PATIENCE = 300.0  # seconds for one step: the desk may die at thirty points in it


@dataclass
class Story:
    """People who go on, whatever the desk does, and what they were told that it has."""

    client: httpx.AsyncClient
    platform: Platform
    trouble: Callable[[], str]  # why there will be no desk any more
    acknowledged: list[tuple[str, str, int, str]] = field(
        default_factory=list
    )  # conversation, token, seq, text
    accepted: list[str] = field(default_factory=list)  # what WeChat got rid of
    number: int = 0
    agent: str = ""

    async def insist(
        self, method: str, path: str, *, token: str = "", known: Collection[int] = (), **more: Any
    ) -> Json:
        """Ask until the desk has done it; `known` are the answers of one who had done it before."""
        signed = {"Authorization": f"Bearer {token}"} if token else {}
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(httpx.TransportError):
                    answered = await self.client.request(method, f"/api/v1{path}", headers=signed, **more)
                    if answered.is_success or answered.status_code in known:
                        return dict(answered.json())
                    assert answered.status_code in {500, 503}, answered.text
                assert not self.trouble(), self.trouble()
                await asyncio.sleep(0.1)

    async def say(self, which: str, token: str, **body: str) -> int:
        """Say something under a key of its own until it is acknowledged."""
        self.number += 1
        text = f"〔{self.number}〕{body.pop('text')}"
        said = {"client_key": f"k{self.number}", "kind": "text", "text": text, **body}
        turn = (await self.insist("POST", f"/conversations/{which}/turns", token=token, json=said))["turn"]
        self.acknowledged.append((which, token, turn["seq"], text))
        return int(turn["seq"])

    async def answered(self, which: str, token: str, seq: int) -> None:
        """Wait until somebody answered a turn."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.insist("GET", f"/conversations/{which}/turns", token=token)
                if any(turn.get("reply_to") == seq for turn in found["turns"]):
                    return
                await asyncio.sleep(0.1)

    async def in_the_widget(self) -> None:
        """A question, a picture, a person, a ticket, a promise, the end."""
        opening = {"estate": "yunshan", "channel": "web", "consent": CONSENT}
        opened = await self.insist("POST", "/conversations", json=opening)
        which, token = opened["id"], opened["token"]
        await self.answered(which, token, await self.say(which, token, text="叠拼物业费多少钱"))
        upload = {"files": {"file": ("a.png", _picture(), "image/png")}}
        picture = await self.insist("POST", f"/conversations/{which}/attachments", token=token, **upload)
        await self.say(which, token, text="这里", kind="image", attachment_id=picture["attachment_id"])
        await self.insist("POST", f"/conversations/{which}/escalation", token=token, json={})
        entry = {"username": "wangmin", "password": PASSWORD}
        agent = self.agent = (await self.insist("POST", "/sessions", json=entry))["token"]
        mine = f"/conversations/{which}"
        await self.insist("POST", f"{mine}/assignment", token=agent, json={}, known={409})
        await self.say(which, agent, text="我来帮您")
        await self._on_a_ticket(which, token, agent)
        due = {"text": "明天上午师傅上门", "due_at": "2030-01-01T08:00:00Z"}
        promise = (await self.insist("POST", f"{mine}/promises", token=agent, json=due))["promise"]
        await self.insist("POST", f"/promises/{promise['id']}/keeping", token=agent, json={"note": "好了"})
        done = {"summary": "已答复", "resolved": True}
        await self.insist("POST", f"{mine}/closure", token=agent, json=done, known={409})
        await self.insist("POST", f"{mine}/rating", token=token, json={"score": 5}, known={409})

    async def _on_a_ticket(self, which: str, token: str, agent: str) -> None:
        leak = {"category": "repair", "trade": "工程", "class": "important", "summary": "厨房水槽漏水"}
        body = {"client_key": f"t{self.number}", "conversation_id": which, **leak}
        number = (await self.insist("POST", "/tickets", token=agent, json=body))["ticket"]["number"]
        due = {"text": "今晚上门", "due_at": "2030-01-01T08:00:00Z"}
        await self.insist("POST", f"/tickets/{number}/promises", token=agent, json=due)
        mine = f"/conversations/{which}/tickets/{number}"
        await self.insist("POST", f"{mine}/urge", token=token, json={})
        for state in ("dispatched", "on_the_way", "done", "awaiting_confirmation"):
            move = {"to": state}
            await self.insist("POST", f"/tickets/{number}/moves", token=agent, json=move, known={409})
        confirmed = {"resolved": True}
        await self.insist("POST", f"{mine}/confirmation", token=token, json=confirmed, known={409})

    async def in_a_messenger(self) -> None:
        """A question in 公众号, a picture there, a question in 微信客服."""
        person = f"resident-{self.number}"
        text = await self._post(person, "公众号：物业费怎么交")
        await self._shown(person)
        async with asyncio.timeout(PATIENCE):
            while not (await self.platform.official.photo(person, _picture())).accepted:
                pass
        self.number += 1
        other = f"〔{self.number}〕微信客服：物业费怎么交"
        await self.platform.kf.say(f"customer-{self.number}", other)
        await self._shown(f"customer-{self.number}")
        self.accepted += [text, other]

    async def _post(self, person: str, text: str) -> str:
        async with asyncio.timeout(PATIENCE):
            while True:
                self.number += 1
                said = f"〔{self.number}〕{text}"
                if (await self.platform.official.say(person, said)).accepted:
                    return said

    async def _shown(self, person: str) -> None:
        """Wait for an answer on a resident's screen, behind the notice."""
        async with asyncio.timeout(PATIENCE):
            while not any("物业费" in one.text for one in self.platform.journal.sent_to(person)):  # noqa: ASYNC110 - another's state
                await asyncio.sleep(0.1)


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, "PNG")
    return file.getvalue()
