"""Weeks that lie behind the desk, written into its database as it would have written them on those days."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handoff.desk.access import new_id
from handoff.desk.ports import Work
from handoff.domain.conversation import Consent, Resident
from handoff.domain.escalation import Escalation, Reason, urgency_of
from handoff.domain.estate import Estate
from handoff.domain.records import Closure, NewConversation, NewTicket, Rating
from handoff.domain.service_times import Deadline, TicketTimes
from handoff.domain.ticket import Matter
from handoff.domain.turn import BOT, Author, Line
from handoff.domain.turn import RESIDENT as SAYS
from tests.acceptance.behind import behind_the_desk
from tests.acceptance.product import ESTATE, Product

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ROOMS = ("1栋1单元302", "2栋1单元501", "3栋2单元1201", "5栋1单元803", "叠拼12号", None)
REASONS: tuple[Reason, ...] = ("asked", "low_confidence", "low_confidence", "repeated_miss", "upset", "rule")
SERVED, COMPLAINS = 0.35, 0.05  # of the contacts
RESOLVED, RATED = 0.85, 0.6  # of the services
SCORES = (5, 5, 5, 5, 4, 4, 3, 2)
ANSWERED_AFTER = (5, 12, 20, 25, 180)  # minutes


def live_through(product: Product, days: int, *, seed: int) -> None:
    """Fill the days before today with contacts, handoffs, closures, ratings and complaints."""
    chance = random.Random(seed)

    async def live(work: Work) -> None:
        estate = await work.estates.get(ESTATE)
        assert estate is not None
        agents = [Author("agent", one.name, one.id) for one in await work.agents.every()]
        today = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0)
        for ago in range(days, 0, -1):
            for _ in range(chance.randint(6, 14)):
                at = today - ago * DAY + chance.randint(0, 480) * MINUTE
                await _Contact(work, chance, estate, chance.choice(agents), at).happens()

    behind_the_desk(product, live)


@dataclass
class _Contact:
    """Somebody who asks something at a moment, and who may be served by an agent."""

    work: Work
    chance: random.Random
    estate: Estate
    agent: Author
    at: datetime

    async def happens(self) -> None:
        room = self.chance.choice(ROOMS)
        new = NewConversation(
            id=new_id(),
            token_hash=new_id(),
            estate=self.estate.id,
            channel="web",
            resident=Resident(room=room),
            consent=Consent("1", self.at),
            at=self.at,
        )
        await self.work.conversations.add(new)
        await self.work.turns.append(new.id, Line(author=SAYS, text="物业费多少钱一平"), self.at)
        await self.work.turns.append(new.id, Line(author=BOT, text="叠拼住宅每月每平方米3.60元。"), self.at)
        if self.chance.random() < SERVED:
            await self._is_served(new.id)
        if self.chance.random() < COMPLAINS:
            await self._complains(new.id, room)

    async def _is_served(self, conversation: str) -> None:
        reason = self.chance.choice(REASONS)
        answered = self.at + self.chance.choice(ANSWERED_AFTER) * MINUTE
        ended = answered + 20 * MINUTE
        escalation = Escalation(
            id=new_id(),
            conversation_id=conversation,
            reason=reason,
            urgency=urgency_of(reason),
            envelope={},
            position=2,
            opened_at=self.at,
            due_at=self.at + 120 * MINUTE,
            claimed_at=answered,
            ended_at=ended,
        )
        await self.work.escalations.add(escalation)
        line = Line(author=self.agent, text="您好，我来为您办理。")
        await self.work.turns.append(conversation, line, answered)
        closure = Closure(
            id=new_id(),
            conversation_id=conversation,
            agent_id=self.agent.id,
            summary="已答复住户。",
            resolved=self.chance.random() < RESOLVED,
            at=ended,
        )
        await self.work.records.close(closure)
        if self.chance.random() < RATED:
            score = self.chance.choice(SCORES)
            rating = Rating(
                closure_id=closure.id, conversation_id=conversation, score=score, comment=None, at=ended
            )
            await self.work.records.rate(rating)

    async def _complains(self, conversation: str, room: str | None) -> None:
        due = Deadline(warned_at=self.at + DAY, due_at=self.at + DAY)
        ticket = NewTicket(
            estate=self.estate,
            matter=Matter(
                category="complaint", trade="保洁", urgency="general", summary="楼道三天没有打扫", house=room
            ),
            by=self.agent,
            opener=self.agent.id,
            client_key=new_id(),
            fingerprint="",
            conversations=(conversation,),
            times=TicketTimes(response=due, resolution=due),
            at=self.at,
        )
        await self.work.tickets.add(ticket)
