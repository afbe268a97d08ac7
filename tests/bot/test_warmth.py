"""Before anybody asks, the bot has asked itself about every estate; one that fails keeps no other waiting."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import UserMessage

from bot import warmth
from bot.estates import Estates


class Agent:
    """Notes what it is asked; about one estate it stumbles."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def handle_message(self, message: UserMessage) -> None:
        estate = message.metadata["estate"]
        self.asked.append(estate)
        if estate == "sick":
            raise ValueError(estate)


def test_every_published_estate_is_asked_about_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for estate in ("tiny", "sick", "another"):
        (tmp_path / estate).mkdir()
        (tmp_path / estate / "current").write_text("0001", encoding="utf-8")
    (tmp_path / "never_published").mkdir()
    agent = Agent()
    monkeypatch.setattr(warmth, "shared_estates", lambda: Estates(tmp_path))
    asyncio.run(warmth.warm(SimpleNamespace(ctx=SimpleNamespace(agent=agent)), None))
    assert agent.asked == ["another", "sick", "tiny"]
