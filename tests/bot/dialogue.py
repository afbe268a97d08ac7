"""Talks to the bot in process: every NLU step as Rasa runs it, the demo estate's topics, no HTTP."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.case import Case
from bot.decision import Asked, Decision, Heard
from bot.estates import Published
from bot.language.spelling import normalise, question_of
from bot.nlg import payload_of
from bot.nlu.acts import act_in, learn_acts
from bot.nlu.amounts import amount_in, learn_amounts
from bot.nlu.calls import call_in, learn_calls
from bot.nlu.labelling import Labelled
from bot.nlu.wish import learn_wishes, wish_in
from bot.policy import decide
from bot.recognition.pipeline import recognised
from bot.settings import DATA
from bot.topics.asked_on import asked_on
from bot.topics.recall import Recall

DAY = date(2025, 11, 21)
THRESHOLD = 0.70


@dataclass(frozen=True)
class Bot:
    """The models that a message passes through."""

    published: Published
    acts: Labelled
    wishes: Labelled
    calls: Labelled
    amounts: Labelled
    recall: Recall

    @classmethod
    def trained(cls, published: Published) -> "Bot":
        """The bot with its own models trained as `bot.train` trains them."""
        own, recall = own_examples(), Recall.learn(list(asked_on()))
        return cls(published, learn_acts(own), learn_wishes(), learn_calls(own), learn_amounts(), recall)

    def reply(
        self, said: str, previous: Decision | None, tapped: str | None = None, *, day: date = DAY
    ) -> Decision:
        """The decision about one message, after a passage through plain data as in Rasa's tracker."""
        text = normalise(said)
        question = question_of(text)
        act, certain = act_in(self.acts, text, call_in(self.calls, question) if question else 0.0)
        wish = wish_in(self.wishes, question)
        amount = amount_in(self.amounts, question)
        heard = Heard(text, question, act, certain, wish, recognised(text, day), amount)
        asked = Asked("yunshan", THRESHOLD, tapped, day)
        return Decision.from_dict(decide(Case(heard, asked, self.published, previous, self.recall)).as_dict())


def own_examples() -> list[tuple[str, str]]:
    """What stands in bot/data/acts, as Rasa reads it."""
    return [
        (line.strip().removeprefix("- "), part["intent"])
        for file in sorted((DATA / "acts").glob("*.yml"))
        for part in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
        for line in part["examples"].splitlines()
    ]


def faults_of(bot: Bot, turns: list[dict[str, Any]]) -> list[str]:
    """What is not as expected in a dialogue; empty when every turn is right."""
    previous, faults = None, []
    for turn in turns:
        previous = bot.reply(turn["says"], previous, turn.get("tap"))
        payload = payload_of(previous)
        faults += [f"{turn['says']}：{fault}" for fault in _faults(turn, payload)]
    return faults


def _faults(turn: dict[str, Any], payload: dict[str, Any]) -> list[str]:
    told, ticket = payload["bot"], payload.get("ticket") or {}
    found = {
        "act": told["act"],
        "entry": told.get("entry_id"),
        "amount": (told.get("computed") or {}).get("amount"),
        "reason": (payload["escalate"] or {}).get("reason"),
        "mood": payload["mood"],
        "ticket": {name: ticket.get(name) for name in turn.get("ticket", {})},
    }
    faults = [
        f"{name} {found[name]}, not {turn[name]}"
        for name in found
        if name in turn and not (name == "entry" and told["act"] != "answer")
        if found[name] not in (turn[name] if isinstance(turn[name], list) else [turn[name]])
    ]
    if turn.get("has", "") not in payload["text"]:
        faults.append(f"「{turn['has']}」 is not in 「{payload['text']}」")
    if "choice" in turn and turn["choice"] not in [choice["value"] for choice in payload["choices"]]:
        faults.append(f"{turn['choice']} is not offered")
    return faults


def dialogues(folder: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    """Every dialogue with its kind, the file's name."""
    files = sorted(folder.glob("*.yml"))
    return [
        (file.stem, turns) for file in files for turns in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
