"""A resident and an agent who speak to the product over HTTP, as the contract says."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import httpx

CONSENT = {"version": "1", "at": "2026-01-01T00:00:00Z"}


@dataclass
class Resident:
    """Somebody with one conversation."""

    address: str
    conversation: dict[str, Any] = field(default_factory=dict)
    said: int = 0

    def arrive(self, estate: str = "yunshan", **resident: str) -> Resident:
        """Open the conversation, saying who one is: room, name, phone."""
        body = {"estate": estate, "channel": "web", "consent": CONSENT, "resident": resident}
        opened = httpx.post(f"{self.address}/api/v1/conversations", json=body)
        assert opened.status_code == httpx.codes.CREATED, opened.text
        self.conversation = opened.json()
        return self

    @property
    def path(self) -> str:
        return f"{self.address}/api/v1/conversations/{self.conversation['id']}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.conversation['token']}"}

    def say(self, text: str) -> int:
        """Say something; return its sequence number."""
        self.said += 1
        body = {"client_key": f"said-{self.said}", "kind": "text", "text": text}
        stored = httpx.post(f"{self.path}/turns", headers=self.headers, json=body, timeout=10)
        assert stored.status_code == httpx.codes.CREATED, stored.text
        return int(stored.json()["turn"]["seq"])

    def show(self, picture: bytes) -> str:
        """Send a picture; return its id."""
        files = {"file": ("photo.jpg", picture, "image/jpeg")}
        stored = httpx.post(f"{self.path}/attachments", headers=self.headers, files=files, timeout=10)
        assert stored.status_code == httpx.codes.CREATED, stored.text
        self.said += 1
        picture_id = str(stored.json()["attachment_id"])
        body = {"client_key": f"said-{self.said}", "kind": "image", "attachment_id": picture_id}
        said = httpx.post(f"{self.path}/turns", headers=self.headers, json=body, timeout=10)
        assert said.status_code == httpx.codes.CREATED, said.text
        return picture_id

    def hear(self, after: int, *, seconds: float = 10) -> list[dict[str, Any]]:
        """Return what was said after a sequence number, waiting until there is something."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            heard = httpx.get(
                f"{self.path}/turns", params={"after": after, "wait": 5}, headers=self.headers, timeout=15
            ).json()
            if heard["turns"]:
                return list(heard["turns"])
        raise AssertionError(f"nothing was said within {seconds} seconds")

    def ask(self, text: str) -> dict[str, Any]:
        """Say something and return the first reply."""
        return self.hear(self.say(text))[0]

    def transcript(self) -> list[dict[str, Any]]:
        """Return everything that was said."""
        heard = httpx.get(f"{self.path}/turns", params={"after": 0}, headers=self.headers, timeout=10)
        return list(heard.json()["turns"])


def sign_in(address: str, name: str, password: str) -> httpx.Client:
    """Return a client that speaks as the agent."""
    signed = httpx.post(
        f"{address}/api/v1/sessions", json={"username": name, "password": password}, timeout=10
    )
    assert signed.status_code == httpx.codes.CREATED, signed.text
    return httpx.Client(
        base_url=f"{address}/api/v1",
        headers={"Authorization": f"Bearer {signed.json()['token']}"},
        timeout=10,
    )
