"""Two people who talk over HTTP: a resident and an agent."""

import math
import time
from typing import Any

import httpx

Json = dict[str, Any]


class Resident:
    """A resident in one conversation."""

    def __init__(self, client: httpx.AsyncClient, opened: Json) -> None:
        self.client = client
        self.id: str = opened["id"]
        self.token: str = opened["token"]
        self.path = f"/api/v1/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.token}"}
        self._keys = 0

    async def post(self, what: str, body: Json | None = None) -> httpx.Response:
        return await self.client.post(f"{self.path}/{what}", json=body or {}, headers=self.headers)

    async def get(self, what: str, **query: str | int) -> httpx.Response:
        return await self.client.get(f"{self.path}/{what}", params=query, headers=self.headers)

    async def say(self, text: str, *, key: str | None = None) -> Json:
        """Say something and expect it to be stored."""
        self._keys += 1
        response = await self.post(
            "turns", {"client_key": key or f"key-{self._keys}", "kind": "text", "text": text}
        )
        assert response.status_code == 201, response.text
        turn: Json = response.json()["turn"]
        return turn

    async def turns(self) -> list[Json]:
        """Read the whole transcript."""
        found: list[Json] = (await self.get("turns")).json()["turns"]
        return found

    async def hears(self, seq: int, *, wait: int = 25) -> Json:
        """Wait for the turn with this number and return it; sent away early with nothing, ask again."""
        until = time.monotonic() + wait
        while (left := until - time.monotonic()) > 0:
            answered = await self.get("turns", after=seq - 1, wait=math.ceil(left))
            assert answered.status_code == 200, answered.text
            turns = answered.json()["turns"]
            if turns and turns[0]["seq"] == seq:
                first: Json = turns[0]
                return first
        raise AssertionError(f"nothing came as turn {seq}")

    async def holder(self) -> str:
        """Ask who answers next."""
        holder: str = (await self.get("turns")).json()["holder"]
        return holder


class AgentPerson:
    """An agent at work."""

    def __init__(self, client: httpx.AsyncClient, signed_in: Json) -> None:
        self.client = client
        self.id: str = signed_in["agent"]["id"]
        self.name: str = signed_in["agent"]["name"]
        self.take(signed_in)

    def take(self, signed_in: Json) -> None:
        """Go on with this session."""
        self.token: str = signed_in["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    async def call(self, method: str, path: str, body: Json | None = None) -> httpx.Response:
        return await self.client.request(method, f"/api/v1{path}", json=body, headers=self.headers)

    async def do(self, method: str, who: Resident, what: str, body: Json | None = None) -> httpx.Response:
        """Do something with a resident's conversation."""
        return await self.call(method, f"/conversations/{who.id}{what}", body)

    async def claim(self, who: Resident) -> httpx.Response:
        return await self.do("POST", who, "/assignment")

    async def say(
        self, who: Resident, text: str, *, key: str = "a1", private: bool = False
    ) -> httpx.Response:
        body = {"client_key": key, "kind": "text", "text": text, "private": private}
        return await self.do("POST", who, "/turns", body)
