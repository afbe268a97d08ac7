"""Asking the running bot one question, as the desk asks it (docs/architecture.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener
from uuid import uuid4

from knowledge_base.errors import KnowledgeError

_TIMEOUT_SECONDS = 10
_ACTS = {
    "answer": "回答",
    "clarify": "请确认",
    "ask": "追问",
    "ticket": "工单",
    "handoff": "转人工",
    "emergency": "紧急",
    "smalltalk": "闲聊",
}


@dataclass(frozen=True)
class Reply:
    """What the bot said: its words, the choices it offers, and its reasons."""

    text: str
    choices: tuple[str, ...]
    bot: Mapping[str, Any]
    escalation: str | None

    def lines(self) -> list[str]:
        """Give the reply as lines for an editor."""
        said = [self.text or "（没有答话，直接转人工）"]
        if self.choices:
            said.append(f"选项：{'、'.join(self.choices)}")
        act = str(self.bot["act"])
        said.append(f"动作：{_ACTS.get(act, act)}" + (f"（{self.escalation}）" if self.escalation else ""))
        if self.bot.get("confidence") is not None:
            said.append(f"把握：{self.bot['confidence']:.2f}")
        if self.bot.get("entry_id"):
            said.append(f"条目：{self.bot['entry_id']}")
        source = self.bot.get("source")
        if source:
            said.append(f"出处：{source['document']} {source.get('section') or ''}".rstrip())
        return said


def ask(question: str, *, estate: str, bot_url: str, threshold: float, at: str) -> Reply:
    """Put the question to the bot in a fresh conversation; KnowledgeError when no proper answer comes."""
    message = {
        "sender": f"ask-{uuid4()}",
        "message": question,
        "metadata": {
            "estate": estate,
            "threshold": threshold,
            "choice": None,
            "at": at,
            "resident": {"house_kind": None, "tenure": None},
        },
    }
    request = Request(  # noqa: S310 (the operator's own setting)
        f"{bot_url.rstrip('/')}/webhooks/rest/webhook",
        data=json.dumps(message).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=_TIMEOUT_SECONDS) as response:
            return _read_reply(json.load(response))
    except (URLError, TimeoutError, ConnectionError) as error:
        raise KnowledgeError(f"连不上机器人（{bot_url}），请先用 make run 启动") from error
    except (LookupError, TypeError, ValueError) as error:
        raise KnowledgeError("机器人的答复不合约定，请看它的日志") from error


def _read_reply(items: Any) -> Reply:
    [custom] = [item["custom"] for item in items if "custom" in item]
    return Reply(
        text=str(custom["text"] or ""),
        choices=tuple(str(choice["label"]) for choice in custom.get("choices") or ()),
        bot={**custom["bot"], "act": custom["bot"]["act"]},
        escalation=(custom.get("escalate") or {}).get("reason"),
    )
