"""A repairer's phone hands in what was written down on the spot, perhaps hours ago and more than once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handoff import phrases, work_phrases
from handoff.desk.access import access_work_order, new_id
from handoff.desk.announcing import announce_ticket
from handoff.desk.move_ticket import go_on
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_ticket import ticket_is_answered
from handoff.domain.agent import Agent
from handoff.domain.ticket import Move, Ticket
from handoff.domain.times import on_the_wall
from handoff.domain.turn import Author, fingerprint
from handoff.domain.work_order import Ruling, repairer_of, rule_on
from handoff.domain.work_step import StepKind, WorkStep
from handoff.errors import KeyReused, NotFound, RepeatedKey, TooEarly

TOLD_WITH_ITS_TIME = timedelta(minutes=5)  # news older than this are told with the time they are of


@dataclass(frozen=True, slots=True, kw_only=True)
class Jotting:
    """A step as the phone has it; `recorded_at` by the phone's clock."""

    key: str
    kind: StepKind
    recorded_at: datetime
    note: str = ""
    after: str | None = None

    def fingerprint(self, number: str, picture: bytes = b"") -> str:
        """Tell this step from another one under the same key."""
        return fingerprint(
            number=number,
            kind=self.kind,
            note=self.note,
            recorded_at=self.recorded_at.isoformat(),
            picture=picture.hex(),
        )


@dataclass(frozen=True, slots=True)
class StepReceipt:
    """The step, the order as it stands, and whether this very call stored the step."""

    step: WorkStep
    ticket: Ticket
    is_new: bool


async def record_step(
    desk: Desk, agent: Agent, number: str, jotting: Jotting, *, picture: bytes = b""
) -> StepReceipt:
    """Keep a step, once a key, and do what follows from it.

    What is not legal any more is kept with its refusal and changes nothing. Raises NotFound, KeyReused,
    BadRequest for what is no picture, and TooEarly where the step before this one is still to come.
    """
    mark = jotting.fingerprint(number, picture)
    if known := await _the_same(desk, agent, number, jotting.key, mark):
        return known
    attachment = None
    if picture:
        async with desk.store.read() as work:
            await access_work_order(work, agent, number, desk.now())
        attachment = await desk.pictures.keep(new_id(), picture)
    try:
        async with desk.store.write() as work:
            ticket = await access_work_order(work, agent, number, desk.now())
            await _comes_next(work, agent, number, jotting)
            step = WorkStep(
                key=jotting.key,
                kind=jotting.kind,
                by=Author("agent", agent.name, agent.id),
                recorded_at=min(jotting.recorded_at, desk.now()),
                at=desk.now(),
                after=jotting.after,
                note=jotting.note,
                attachment=attachment,
            )
            ruling = rule_on(ticket, step)
            step = replace(step, refusal=_refusal(ticket, ruling))
            await work.work_steps.add(number, step, mark)
            after = await _carry_out(desk, work, ticket, step, ruling)
            if not step.refusal:
                await ticket_is_answered(desk, work, ticket, agent)
    except BaseException as error:
        if attachment:
            await desk.pictures.remove([attachment.id])
        if isinstance(error, RepeatedKey) and (
            known := await _the_same(desk, agent, number, jotting.key, mark)
        ):
            return known
        raise
    return StepReceipt(step, after, is_new=True)


async def open_step_picture(desk: Desk, agent: Agent, number: str, picture_id: str) -> tuple[str, bytes]:
    """Return media type and bytes of a picture on an order, a resident's or a repairer's; raises NotFound."""
    async with desk.store.read() as work:
        ticket = await access_work_order(work, agent, number, desk.now())
    shown = [picture.attachment for picture in ticket.pictures]
    shown += [step.attachment for step in ticket.steps if step.attachment]
    for attachment in shown:
        if attachment.id == picture_id:
            return attachment.media_type, await desk.pictures.open(picture_id)
    raise NotFound


async def _comes_next(work: Work, agent: Agent, number: str, jotting: Jotting) -> None:
    if jotting.after is None:
        return
    before = await work.work_steps.by_key(agent.id, jotting.after)
    if before is None or before[0] != number:
        raise TooEarly


async def _carry_out(desk: Desk, work: Work, ticket: Ticket, step: WorkStep, ruling: Ruling) -> Ticket:
    if ruling.moves_to is None:
        return await announce_ticket(work, ticket.number)
    is_old = step.at - step.recorded_at > TOLD_WITH_ITS_TIME
    move = Move(ruling.moves_to, step.by, step.at, step.note)
    return await go_on(desk, work, ticket, move, told_as_of=on_the_wall(step.recorded_at) if is_old else "")


def _refusal(ticket: Ticket, ruling: Ruling) -> str:
    if ruling.refused is None:
        return ""
    whose = repairer_of(ticket)
    return work_phrases.refusal_text(
        ruling.refused, state=phrases.TICKET_STATES[ticket.state], by=whose.name or "" if whose else ""
    )


async def _the_same(desk: Desk, agent: Agent, number: str, key: str, mark: str) -> StepReceipt | None:
    async with desk.store.read() as work:
        known = await work.work_steps.by_key(agent.id, key)
        if known is None:
            return None
        ticket = await access_work_order(work, agent, number, desk.now())
    if known[1] != mark:
        raise KeyReused
    return StepReceipt(known[2], ticket, is_new=False)
