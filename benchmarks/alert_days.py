"""Ninety days of alerts against a plain model: what is missing, too much, or rang at another moment.

    .venv/bin/python -m benchmarks.alert_days [--first 2026-09-01] [--days 90] [--cases 400] [--seed 1]

Seeded conversations and tickets over the days, at all hours: claimed, answered, moved, sent back, promised
and kept late or never. The real verbs and the real database, the clock moved by hand; every sweep that raises
alerts runs each half hour, at each thing that somebody does, and at each moment at which the model
(`benchmarks/alert_model.py`) expects something. Ends with 1 unless both are equal to the second and the rung.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from tempfile import TemporaryDirectory
from typing import get_args

from benchmarks.alert_model import DAY, FOREVER, HOUR, MINUTE, Job, Plain, Ring, Talk
from handoff.bootstrap import World, open_world
from handoff.bot_double import ScriptedBot
from handoff.desk.access import new_id
from handoff.desk.claim import claim
from handoff.desk.escalate import call_a_person
from handoff.desk.figures import watch_figures
from handoff.desk.keep_promise import keep_promise
from handoff.desk.knowledge.accept import keep_accepted
from handoff.desk.move_ticket import Step, move_ticket
from handoff.desk.open import open_conversation
from handoff.desk.open_ticket import Report, open_ticket
from handoff.desk.promise import Undertaking, promise
from handoff.desk.receive import Message, receive
from handoff.desk.reply import Reply, reply
from handoff.desk.sweep import SWEEPS
from handoff.domain.agent import Agent
from handoff.domain.alert import Kind
from handoff.domain.conversation import Consent, Resident
from handoff.domain.estate import Estate
from handoff.domain.records import AlertFilter
from handoff.domain.ticket import Matter, State
from handoff.domain.times import CHINA
from handoff.settings import read_settings

ESTATE = "e"
NEVER = 0.12  # of the cases: nobody comes, or nobody answers
MARGIN = 40  # days that times due may lie behind the last case
GRID = 30 * MINUTE
# These raise other kinds of alert, or none, and look back over a month each time.
LEFT_OUT = (watch_figures, keep_accepted)
KINDS: frozenset[Kind] = frozenset(get_args(Kind)) - {"metric", "bad_rating", "incident", "channel"}
Deed = tuple[int, Callable[[], Awaitable[object]]]


class Days:
    """The desk on these days, and what people do there."""

    def __init__(self, world: World, first: date, agent: Agent) -> None:
        self.desk, self._agent = world.desk, agent
        self._midnight = datetime.combine(first, time(), CHINA).astimezone(UTC)
        self.now = 0
        self._talks: dict[int, tuple[str, str]] = {}
        self._tickets: dict[int, str] = {}
        self._promises: dict[int, str] = {}

    def moment(self, second: int | None = None) -> datetime:
        """Return the time that the desk sees."""
        return self._midnight + timedelta(seconds=self.now if second is None else second)

    def second(self, at: datetime) -> int:
        """Return a time of the desk as the model counts it."""
        return round((at - self._midnight).total_seconds())

    async def sweep(self) -> None:
        """Do what is due."""
        for one in SWEEPS:
            if one not in LEFT_OUT:
                await one(self.desk, self.moment())

    def deeds(self, case: Talk | Job) -> Iterator[Deed]:
        """Yield what people do in a case, with its moment."""
        number = case.number
        if isinstance(case, Talk):
            yield case.asked, lambda: self._ask(case)
            yield case.claimed, lambda: claim(self.desk, self._agent, self._talks[number][0])
            if case.urgency != "urgent":
                yield case.wrote, lambda: self._write(number, "还有人吗")
            yield case.answered, lambda: self._answer(number)
            return
        yield case.opened, lambda: self._open(case)
        steps: tuple[tuple[int, State], ...] = (
            (case.taken, "dispatched"),
            (case.done, "done"),
            (case.sent_back, "accepted"),
            (case.done_again, "dispatched"),
            (case.done_again, "done"),
        )
        for at, to in steps:
            yield at, lambda to=to: self._move(number, to)  # type: ignore[misc]  # bound at once
        yield case.promised, lambda: self._promise(case)
        yield case.kept, lambda: keep_promise(self.desk, self._agent, self._promises[number], note="")

    def case_of(self) -> dict[str, int]:
        """Return which case a conversation or a ticket belongs to."""
        talks = {conversation: number for number, (conversation, _) in self._talks.items()}
        return talks | {ticket: number for number, ticket in self._tickets.items()}

    async def _ask(self, case: Talk) -> None:
        opened = await open_conversation(
            self.desk,
            estate=ESTATE,
            resident=Resident(),
            consent=Consent("1", self.desk.now()),
            address=str(case.number),
        )
        self._talks[case.number] = (opened.conversation.id, opened.token)
        if case.urgency == "urgent":
            await self._write(case.number, "家里煤气泄漏了，味道很大")
        else:
            await call_a_person(self.desk, conversation_id=opened.conversation.id, token=opened.token)

    async def _write(self, number: int, text: str) -> None:
        conversation, token = self._talks[number]
        said = Message(client_key=new_id(), kind="text", text=text)
        await receive(self.desk, conversation_id=conversation, token=token, message=said)

    async def _answer(self, number: int) -> None:
        said = Reply(client_key=new_id(), text="马上为您处理。")
        await reply(self.desk, self._agent, self._talks[number][0], said)

    async def _open(self, case: Job) -> None:
        matter = Matter(category="repair", trade="工程", urgency=case.urgency, summary="水管漏水")  # type: ignore[arg-type]  # one of the classes
        report = Report(client_key=f"t{case.number}", matter=matter, estate=ESTATE)
        self._tickets[case.number] = (await open_ticket(self.desk, self._agent, report)).ticket.number

    async def _move(self, number: int, to: State) -> None:
        await move_ticket(self.desk, self._agent, self._tickets[number], Step(to=to))

    async def _promise(self, case: Job) -> None:
        wanted = Undertaking("师傅上门", self.moment(case.due))
        ticket, _ = await promise(self.desk, self._agent, self._tickets[case.number], wanted)
        self._promises[case.number] = ticket.promises[-1].id


def cases(dice: random.Random, days: int, count: int) -> Iterator[Talk | Job]:
    """Yield seeded cases; half of them wait for minutes, some for days, some for ever."""

    def after(at: int, *, never: float = NEVER) -> int:
        if at >= FOREVER or dice.random() < never:
            return FOREVER
        return at + max(20, round(dice.lognormvariate(8, 2.2)))

    for number in range(count):
        begins = dice.randrange(HOUR, days * DAY)
        if number % 2:
            urgency = dice.choice(("general", "general", "urgent"))
            claimed = after(begins)
            wrote = begins if urgency == "urgent" else after(claimed, never=0)
            yield Talk(number, urgency, begins, claimed, wrote, after(max(wrote, claimed)))
            continue
        taken = after(begins)
        done = after(taken, never=0.3)
        back = after(done, never=0.5)
        again = after(back, never=0.3)
        job = Job(number, dice.choice(("urgent", "important", "general")), begins, taken, done, back, again)
        if taken < FOREVER and dice.random() < 0.5:  # noqa: PLR2004 - half of them
            promised = min(taken + 30, done - 5) if done < FOREVER else taken + 30
            due = promised + dice.randrange(HOUR, 4 * DAY)
            job = replace(job, promised=promised, due=due, kept=after(promised + MINUTE, never=0.4))
        yield job


async def live(days: Days, model: Plain, found: list[Talk | Job]) -> Counter[Ring]:
    """Let the days pass; return what rang."""
    deeds = sorted(((at, do) for case in found for at, do in days.deeds(case)), key=lambda one: one[0])
    deeds = [deed for deed in deeds if deed[0] < FOREVER]
    moments = {when for case in found for ring in model.rings(case) for _, when in ring.rungs}
    moments |= {ring.at for case in found for ring in model.rings(case)}
    last = max(*moments, *(at for at, _ in deeds)) + HOUR
    moments |= {at for at, _ in deeds} | set(range(0, last, GRID))
    for at in sorted(moments):
        days.now = at
        await days.sweep()
        while deeds and deeds[0][0] == at:
            await deeds.pop(0)[1]()
    return await _rung(days)


async def _rung(days: Days) -> Counter[Ring]:
    wanted = AlertFilter(estates=frozenset({ESTATE}), kinds=KINDS)
    async with days.desk.store.read() as work:
        alerts = await work.alerts.search(wanted, limit=1_000_000)
    case_of = days.case_of()
    return Counter(
        Ring(
            case_of[one.cause.ticket or one.cause.conversation_id or ""],
            one.cause.kind,
            days.second(one.raised_at),
            tuple(sorted((step.rung, days.second(step.at)) for step in one.climbed)),
        )
        for one in alerts
    )


def report(expected: Counter[Ring], rang: Counter[Ring]) -> bool:
    """Print the figures; True when both are the same."""
    missing, extra = expected - rang, rang - expected
    doubled = sum(times - 1 for times in rang.values())
    print(
        *(f"{kind} {count}" for kind, count in sorted(Counter(one.kind for one in expected).items())),
        sep=", ",
    )
    rungs = sum(len(one.rungs) for one in expected)
    print(f"expected {expected.total()} alerts with {rungs} rungs, rang {rang.total()}")
    print(f"missing {missing.total()}, extra {extra.total()}, doubled {doubled}")
    for name, found in (("missing", missing), ("extra", extra)):
        for one in sorted(found, key=lambda ring: (ring.case, ring.at))[:10]:
            print(f"  {name}: {one}")
    return not missing and not extra


async def rehearse(first: date, days: int, count: int, seed: int) -> tuple[Counter[Ring], Counter[Ring]]:
    """Return what had to ring and what rang."""
    found = list(cases(random.Random(seed), days, count))  # noqa: S311 - a rehearsal, not a secret
    model = Plain(first, days + 400)
    agent = Agent(id=new_id(), username="a", name="坐席", grade=2, estates=frozenset({ESTATE}))
    with TemporaryDirectory() as folder:
        settings = replace(read_settings({"LINDA_DATA_DIR": folder}), silent_minutes=10**6)
        clock: list[Days] = []
        start = datetime.combine(first, time(), CHINA).astimezone(UTC)
        async with open_world(
            settings,
            bot=ScriptedBot(lambda _text: b"[]"),
            now=lambda: clock[0].moment() if clock else start,
            sweeping=False,
        ) as world:
            async with world.desk.store.write() as work:
                await work.estates.put(Estate(id=ESTATE, name="示范小区"))
                await work.agents.add(agent, "no password opens this")
            clock.append(Days(world, first, agent))
            with world.hub.listen((), agent_id=agent.id):
                rang = await live(clock[0], model, found)
    return Counter(ring for case in found for ring in model.rings(case)), rang


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=date.fromisoformat, default=date(2026, 9, 1))
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    return 0 if report(*asyncio.run(rehearse(asked.first, asked.days, asked.cases, asked.seed))) else 1


if __name__ == "__main__":
    sys.exit(main())
