"""The miss board: what residents asked and got no right answer to, put together, the most residents first."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handoff.desk.knowledge.edit import Edit, edit_entry
from handoff.desk.knowledge.look_up import Standing
from handoff.desk.knowledge.opening import open_knowledge
from handoff.desk.knowledge.windows import Window
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.anonymous import masked, without_persons
from handoff.domain.clusters import cluster, most_typical
from handoff.domain.hindsight import Missed, MissKind, misses
from handoff.domain.knowledge import Proposal, Settled, Settlement
from handoff.errors import BadEntry, NotFound, RepeatedKey, StaleEntry
from knowledge_base.entry import Entry
from knowledge_base.folding import fold
from knowledge_base.ledger.revisions import MISS

MOST_BY_MEANING = 400  # questions; more would hold the bot up for too long
KINDS: tuple[MissKind, ...] = ("low_confidence", "repeated_miss", "none_of_these", "not_answered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Questions that ask the same; `typical` speaks for them, masked. `nearest` is the bot's best guess.

    `residents` counts households: a house once, whoever asks from it and in however many conversations;
    where no house is known the telephone number, and where neither is the conversation.
    """

    id: str
    estate: str
    members: list[Missed]
    typical: str
    residents: int
    reply: Missed | None
    nearest: dict[str, Any] | None

    @property
    def reasons(self) -> dict[str, int]:
        """How often each kind of miss it was."""
        counted = Counter(one.kind for one in self.members)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When it was asked first and last."""
        asked = [one.question.at for one in self.members]
        return min(asked), max(asked)


async def miss_board(desk: Desk, agent: Agent, estate: str, days: Window) -> list[Cluster]:
    """Return the clusters that nobody dealt with, the most residents first; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    async with desk.store.read() as work:
        told = await work.hindsight.transcripts(estate, days.since, days.until, missed_only=True)
        settled = await work.settled_misses.of(estate)
        households = await work.hindsight.households([conversation_id for conversation_id, _ in told])
    found = [
        miss
        for conversation_id, turns in told
        for miss in misses(conversation_id, turns)
        if days.since <= miss.question.at < days.until
        and (conversation_id, miss.question.seq) not in settled
        and fold(miss.question.text)
    ]
    found.sort(key=lambda miss: (miss.question.at, miss.conversation_id))
    groups = await _grouped(desk, [without_persons(miss.question.text) for miss in found])
    members = [[found[at] for at in group] for group in groups]
    return await asyncio.to_thread(_clusters, estate, members, households)


async def _grouped(desk: Desk, texts: list[str]) -> list[list[int]]:
    """Put together what asks the same: by meaning where the bot is there to say it, else by words."""
    meanings = await desk.bot.vectors(texts) if 1 < len(texts) <= MOST_BY_MEANING else []
    return await asyncio.to_thread(cluster, texts, meanings)


def _clusters(estate: str, groups: list[list[Missed]], households: Mapping[str, str]) -> list[Cluster]:
    made = [_cluster(estate, group, households) for group in groups]
    return sorted(made, key=lambda one: (-one.residents, -len(one.members), -one.span[1].timestamp()))


def _cluster(estate: str, members: list[Missed], households: Mapping[str, str]) -> Cluster:
    first = members[0]
    typical = members[most_typical([without_persons(one.question.text) for one in members])]
    replied = [one for one in members if one.reply]
    thought_of = [dict(one.candidates[0]) for one in members if one.candidates]
    counted = Counter(str(one["entry_id"]) for one in thought_of)
    nearest = max(thought_of, key=lambda one: counted[str(one["entry_id"])], default=None)
    return Cluster(
        id=hashlib.sha256(f"{first.conversation_id}/{first.question.seq}".encode()).hexdigest()[:32],
        estate=estate,
        members=members,
        typical=masked(typical.question.text),
        residents=len({households[one.conversation_id] for one in members}),
        reply=max(replied, key=lambda one: len(one.reply.text) if one.reply else 0, default=None),
        nearest=nearest,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A cluster on the board as somebody saw it: over these days."""

    estate: str
    cluster_id: str
    days: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """How a cluster is answered: its questions go into an entry that exists, or a new one is made."""

    into: str | None
    questions: Sequence[str]
    entry: Entry | None
    note: str


async def draft_from_miss(desk: Desk, agent: Agent, spot: Spot, remedy: Remedy) -> Standing | Proposal:
    """Change the draft, or propose to, and take the cluster off the board.

    Raises NotFound, BadEntry, StaleEntry.
    """
    found = await _find(desk, agent, spot)
    edit = await _edit(desk, spot.estate, remedy)
    done = await edit_entry(desk, agent, edit)
    await _settle(desk, agent, found, how="drafted", reason=edit.entry.id)
    return done


async def dismiss_miss(desk: Desk, agent: Agent, spot: Spot, *, reason: str) -> int:
    """Take a cluster off the board; return how many questions; raises NotFound, StaleEntry."""
    found = await _find(desk, agent, spot)
    await _settle(desk, agent, found, how="dismissed", reason=reason)
    return len(found.members)


async def _find(desk: Desk, agent: Agent, spot: Spot) -> Cluster:
    for found in await miss_board(desk, agent, spot.estate, spot.days):
        if found.id == spot.cluster_id:
            return found
    raise NotFound("没有找到这组问题，可能已经处理过了。")


async def _edit(desk: Desk, estate: str, remedy: Remedy) -> Edit:
    if remedy.entry:
        return Edit(estate=estate, entry=remedy.entry, base=0, note=remedy.note, origin=MISS)
    async with desk.store.read() as work:
        history = await work.knowledge.history(estate, remedy.into or "")
    head = history[0] if history else None
    if head is None or head.entry is None:
        raise NotFound("没有找到这个条目。请检查编号。")
    known = {fold(question) for question in head.entry.questions}
    added = {fold(question): question.strip() for question in remedy.questions if fold(question) not in known}
    if not added:
        raise BadEntry("请至少写一句新的问法。")
    entry = replace(head.entry, questions=(*head.entry.questions, *added.values()))
    return Edit(estate=estate, entry=entry, base=head.number, note=remedy.note, origin=MISS)


async def _settle(desk: Desk, agent: Agent, found: Cluster, *, how: Settlement, reason: str) -> None:
    settled = [
        Settled(
            estate=found.estate, conversation_id=one.conversation_id, seq=one.question.seq, how=how,
            reason=reason, by=agent.id, at=desk.now(),
        )
        for one in found.members
    ]  # fmt: skip
    try:
        async with desk.store.write() as work:
            await work.settled_misses.add(settled)
    except RepeatedKey:
        raise StaleEntry("这组问题刚刚被同事处理了。") from None
