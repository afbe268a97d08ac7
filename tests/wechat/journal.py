"""What the platform has seen: the one place that tests count in."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Accepted:
    """A message that the platform took from the desk and showed to a resident."""

    number: int
    at: float
    account: str
    to: str
    kind: str
    body: dict[str, Any]
    call: str

    @property
    def text(self) -> str:
        """Return the words that the resident reads."""
        part = self.body.get(self.kind, {})
        if self.kind == "text":
            return str(part.get("content", ""))
        if self.kind != "msgmenu":
            return ""
        labels = [_label(item) for item in part.get("list", [])]
        return "\n".join([part.get("head_content", ""), *labels, part.get("tail_content", "")]).strip()


def _label(item: dict[str, Any]) -> str:
    if "type" in item:  # 微信客服 wraps each line in its kind
        item = item.get(item["type"], {})
    return str(item.get("content", ""))


@dataclass(frozen=True)
class Call:
    """One API call and what it was answered."""

    at: float
    path: str
    errcode: int


@dataclass
class Journal:
    """Everything accepted, every call, every apology that a resident had to read."""

    accepted: list[Accepted] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    apologies: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def accept(self, *, at: float, account: str, body: dict[str, Any], call: str) -> Accepted:
        kind = str(body["msgtype"])
        one = Accepted(len(self.accepted) + 1, at, account, str(body.get("touser", "")), kind, body, call)
        async with self._news:
            self.accepted.append(one)
            self._news.notify_all()
        return one

    def sent_to(self, person: str) -> list[Accepted]:
        return [one for one in self.accepted if one.to == person]

    async def hears(self, person: str, *, after: int = 0, seconds: float = 10) -> Accepted:
        """Return the first message to this person beyond `after`; raises AssertionError when none comes."""
        try:
            async with asyncio.timeout(seconds), self._news:
                while True:
                    for one in self.accepted[after:]:
                        if one.to == person:
                            return one
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"{person} heard nothing within {seconds} s") from None

    def calls_to(self, path: str, *, since: float = 0) -> list[Call]:
        return [call for call in self.calls if call.path == path and call.at >= since]

    def doubles(self) -> dict[tuple[str, str], int]:
        """Return how often the same words went to the same person, where that is more than once."""
        counted = Counter((one.to, one.text) for one in self.accepted)
        return {what: times for what, times in counted.items() if times > 1}
