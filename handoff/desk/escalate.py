"""A person must take over: record, envelope, queue and the true word to the resident, in one go."""

from dataclasses import dataclass, replace

from handoff import phrases
from handoff.desk.access import known_estate, new_id, resident_conversation
from handoff.desk.after_hours import promise_an_answer
from handoff.desk.announcing import announce_holder, announce_queue, announce_summary, places, say
from handoff.desk.duty import is_on_duty
from handoff.desk.offer import offer_next
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_handoff import ring_handoff
from handoff.desk.service_times import reckoning_of
from handoff.domain.conversation import Conversation
from handoff.domain.envelope import CANDIDATES, Evidence, build_envelope
from handoff.domain.escalation import RANKS, Escalation, Reason, urgency_of
from handoff.domain.events import Escalated
from handoff.domain.times import on_the_wall
from handoff.domain.turn import SYSTEM, JsonObject, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Why a person must take over: the reason, what it rests on, and the turn it answers."""

    reason: Reason
    evidence: Evidence
    reply_to: int | None = None


async def call_a_person(desk: Desk, *, conversation_id: str, token: str) -> Conversation:
    """Follow the 人工 button; a resident who waits or speaks with a person already stays there."""
    async with desk.store.write() as work:
        conversation = await resident_conversation(work, conversation_id, token)
        if conversation.holder in {"queue", "agent"}:
            return conversation
        evidence = Evidence(text=None, threshold=desk.threshold, rule="button")
        conversation = await escalate(desk, work, conversation, Case(reason="asked", evidence=evidence))
        await announce_summary(work, conversation)
        return conversation


async def escalate(desk: Desk, work: Work, conversation: Conversation, case: Case) -> Conversation:
    """Record the escalation in the caller's transaction, who announces the summary; return how it stands."""
    record = await _record(desk, work, conversation, case)
    work.announce(Escalated(conversation_id=conversation.id, estate=conversation.estate, reason=case.reason))
    if conversation.holder in {"bot", "closed"}:
        await work.conversations.change_holder(conversation, "queue", None, at=desk.now())
        await _tell_the_resident(desk, work, conversation, case, record)
        conversation = await announce_holder(desk, work, conversation)
        await offer_next(desk, work, conversation)
    elif conversation.holder == "queue":
        await announce_queue(desk, work, conversation.estate)  # a more urgent class goes ahead
    await ring_handoff(desk, work, conversation, record)
    return conversation


async def _record(desk: Desk, work: Work, conversation: Conversation, case: Case) -> Escalation:
    now = desk.now()
    urgency = urgency_of(case.reason)
    known = await work.escalations.open_of(conversation.id)
    if known:
        if RANKS[urgency] < RANKS[known.urgency]:
            deadline = (await reckoning_of(desk, work, conversation.estate)).response(urgency, now)
            await work.escalations.raise_to(known, urgency, deadline)
            return replace(known, urgency=urgency, reason=case.reason, due_at=deadline.due_at)
        return known
    deadline = (await reckoning_of(desk, work, conversation.estate)).response(urgency, now)
    said = await work.turns.after(conversation.id, 0)
    record = Escalation(
        id=new_id(),
        conversation_id=conversation.id,
        reason=case.reason,
        urgency=urgency,
        envelope=build_envelope(conversation, said, case.evidence, reason=case.reason, at=now),
        position=1,
        opened_at=now,
        due_at=deadline.due_at,
        warned_at=deadline.warned_at,
    )
    await work.escalations.add(record)
    return record


async def _tell_the_resident(
    desk: Desk, work: Work, conversation: Conversation, case: Case, record: Escalation
) -> None:
    """Say the true line: a person is coming and after whom, or nobody is there and when somebody will be."""
    place = (await places(desk, work, conversation.estate))[conversation.id]
    await work.escalations.placed(conversation.id, place.position)
    if await is_on_duty(desk, work, conversation.estate):
        text = phrases.handoff_text(case.reason, position=place.position, minutes=place.wait_minutes)
    else:
        estate = await known_estate(work, conversation.estate)
        number = await promise_an_answer(desk, work, conversation, record)
        text = phrases.nobody_text(
            case.reason,
            answer=(number, on_the_wall(record.due_at)),
            desk_hours=estate.desk_hours,
            hotline=estate.hotline,
        )
    line = Line(author=SYSTEM, text=text, reply_to=case.reply_to, bot=_bot_object(case))
    await say(desk, work, conversation, line)


def _bot_object(case: Case) -> JsonObject:
    said: JsonObject = {"act": "handoff", "escalation": {"reason": case.reason}}
    if case.evidence.confidence is not None:
        said["confidence"] = case.evidence.confidence
    if case.evidence.candidates:
        said["candidates"] = list(case.evidence.candidates)[:CANDIDATES]
    return said
