"""What became of every acknowledged message, by what residents and agents see and by the rows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from benchmarks.faults.ledger import Acknowledged
from benchmarks.faults.people import Follower, Resident, insist
from benchmarks.faults.staff import AgentAtWork

MARK = re.compile(r"〔(\d+)〕")
Turns = list[dict[str, Any]]


@dataclass
class Tally:
    """The figures of one run, or of several added up."""

    sent: int = 0
    acknowledged: int = 0
    kills: int = 0
    faults: int = 0
    seconds: float = 0.0
    lost: int = 0
    doubled: int = 0
    gaps: int = 0
    other_for_agents: int = 0
    other_on_lines: int = 0
    unanswered: int = 0
    broken_records: int = 0
    never_back: int = 0
    wechat_unanswered: int = 0
    wechat_answered_again: int = 0
    recoveries: dict[str, list[float]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost, doubled, left out, or shown otherwise to somebody."""
        wrong = (self.lost, self.doubled, self.gaps, self.other_for_agents, self.other_on_lines)
        return not any(
            (*wrong, self.unanswered, self.broken_records, self.never_back, self.wechat_unanswered)
        )

    def add(self, other: Tally) -> None:
        """Add another run's figures."""
        for name, value in asdict(other).items():
            if name == "recoveries":
                for fault, took in value.items():
                    self.recoveries.setdefault(fault, []).extend(took)
            else:
                setattr(self, name, getattr(self, name) + value)

    def show(self) -> None:
        """Print it."""
        rate = self.acknowledged / self.seconds if self.seconds else 0.0
        print(f"sent {self.sent}, acknowledged {self.acknowledged} ({rate:.0f}/s over {self.seconds:.0f} s)")
        print(f"kills {self.kills}, faults in all {self.faults}")
        print(f"lost {self.lost}, doubled {self.doubled}, gaps {self.gaps}")
        print(f"seen otherwise by agents {self.other_for_agents}, on open lines {self.other_on_lines}")
        print(f"unanswered {self.unanswered}, records that contradict each other {self.broken_records}")
        print(
            f"WeChat: unanswered {self.wechat_unanswered}, answers shown again {self.wechat_answered_again}"
        )
        print(f"{'fault':36} {'times':>5} {'p50 s':>7} {'max s':>7}")
        for fault, took in sorted(self.recoveries.items()):
            print(f"{fault:36} {len(took):5} {median(took):7.2f} {max(took):7.2f}")


def of_transcripts(acknowledged: Sequence[Acknowledged], transcripts: dict[str, Turns], tally: Tally) -> None:
    """Count what residents do not see where it was acknowledged, and what they see twice."""
    for turns in transcripts.values():
        tally.gaps += [turn["seq"] for turn in turns] != list(range(1, len(turns) + 1))
    for one in acknowledged:
        if one.conversation not in transcripts:
            continue
        turns = transcripts[one.conversation]
        found = turns[one.seq - 1] if 0 < one.seq <= len(turns) else None
        if not found or one.number not in _numbers(found["text"]) or found["author"]["kind"] != one.author:
            tally.lost += 1
            print("LOST", one)


async def of_agents(agent: AgentAtWork, transcripts: dict[str, Turns], tally: Tally) -> None:
    """Count the conversations that an agent sees otherwise than their resident."""
    for conversation, turns in transcripts.items():
        seen: Turns = []
        while True:
            path = f"/api/v1/conversations/{conversation}/turns?after={seen[-1]['seq'] if seen else 0}"
            _, found = await insist(agent.line, "GET", path, token=agent.token)
            seen += found["turns"]
            if not found["turns"] or seen[-1]["seq"] >= found["last_seq"]:
                break
        tally.other_for_agents += [_said(turn) for turn in seen] != [_said(turn) for turn in turns]


def of_lines(followers: Sequence[Follower], transcripts: dict[str, Turns], tally: Tally) -> None:
    """Count the open lines that did not show each turn once, in order."""
    for follower in followers:
        turns = transcripts[follower.resident.conversation]
        if follower.seen != [turn["seq"] for turn in turns]:
            tally.other_on_lines += 1
            print("LINE", follower.resident.conversation, len(follower.seen), len(turns))


async def of_rows(url: str, acknowledged: Sequence[Acknowledged], tally: Tally) -> None:
    """Count what is stored twice or not at all, what waits for an answer, and what contradicts itself."""
    stored = await stored_marks(url)
    tally.doubled += sum(times - 1 for times in stored.values())
    tally.lost += sum(not stored[one.number] for one in acknowledged if one.author == "messenger")
    for what, count in (await contradictions(url)).items():
        print(count, what)
        if what == UNANSWERED:
            tally.unanswered += count
        else:
            tally.broken_records += count


async def open_in_messenger(url: str, taken: Iterable[int], shown: Counter[int]) -> list[int]:
    """Return what WeChat got rid of and neither the bot answered on its screen nor a person has in hand.

    A person's answer bears no number: where the bot was dead or silent, what counts is that a person has the
    conversation and nothing waits to be shown there.
    """
    with_people = {number for (text,) in await _rows(url, _WITH_PEOPLE) for number in _numbers(text)}
    return [number for number in taken if not shown[number] and number not in with_people]


async def stored_marks(url: str) -> Counter[int]:
    """Return how often each numbered message is stored, of whatever author."""
    said = "SELECT text FROM turns WHERE author_kind IN ('resident', 'agent')"
    return Counter(number for (text,) in await _rows(url, said) for number in _numbers(text))


async def contradictions(url: str) -> dict[str, int]:
    """Return what the rows say that cannot all be true, with how often."""
    found = {what: int((await _rows(url, statement))[0][0]) for what, statement in _CONTRADICTIONS.items()}
    return {what: count for what, count in found.items() if count}


async def _rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        rows = [tuple(row) for row in await connection.execute(sa.text(statement))]
    await engine.dispose()
    return rows


_WITH_PEOPLE = (
    "SELECT turns.text FROM turns LEFT JOIN outbox USING (conversation_id, seq) "
    "WHERE turns.author_kind = 'resident' AND (outbox.id IS NULL OR outbox.outcome <> 'said') "
    "AND EXISTS (SELECT 1 FROM escalations WHERE escalations.conversation_id = turns.conversation_id) "
    "AND NOT EXISTS (SELECT 1 FROM deliveries "
    "WHERE deliveries.conversation_id = turns.conversation_id AND deliveries.state = 'waiting')"
)
UNANSWERED = "questions that nobody answered"
_CONTRADICTIONS = {
    UNANSWERED: "SELECT count(*) FROM outbox WHERE done_at IS NULL",
    "conversations whose last number is not their count of turns": "SELECT count(*) FROM conversations "
    "WHERE last_seq <> (SELECT count(*) FROM turns WHERE turns.conversation_id = conversations.id)",
    "conversations held by nobody in particular": "SELECT count(*) FROM conversations WHERE holder = 'agent' "
    "AND (agent_id IS NULL OR NOT EXISTS "
    "(SELECT 1 FROM assignments WHERE conversation_id = conversations.id AND ended_at IS NULL))",
    "conversations that wait without a reason": "SELECT count(*) FROM conversations "
    "WHERE holder = 'queue' AND NOT EXISTS "
    "(SELECT 1 FROM escalations WHERE conversation_id = conversations.id AND ended_at IS NULL)",
    "questions that were answered twice": "SELECT count(*) FROM (SELECT conversation_id, reply_to FROM turns "
    "WHERE author_kind = 'bot' GROUP BY conversation_id, reply_to HAVING count(*) > 1) AS twice",
    "escalations of conversations that wait for nobody": "SELECT count(*) FROM escalations "
    "WHERE ended_at IS NULL AND conversation_id IN "
    "(SELECT id FROM conversations WHERE holder IN ('bot', 'closed'))",
}


def _numbers(text: str) -> list[int]:
    return [int(number) for number in MARK.findall(text)]


def _said(turn: dict[str, Any]) -> tuple[Any, ...]:
    return turn["seq"], turn["author"]["kind"], turn["kind"], turn["text"], turn["at"]


async def read_all(residents: Sequence[Resident]) -> dict[str, Turns]:
    """Read every resident's conversation as they see it."""
    return {one.conversation: await one.transcript() for one in residents}


def added_up(path: Path, tally: Tally) -> Tally:
    """Append a run's figures to a file, one line a run; return the sum of all that stand there."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(tally)) + "\n")
    total = Tally()
    for line in path.read_text(encoding="utf-8").splitlines():
        total.add(Tally(**json.loads(line)))
    return total
