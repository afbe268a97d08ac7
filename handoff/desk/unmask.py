"""A resident's name, room and phone in full: for a reason, logged before anything leaves (law: PIPL 51)."""

from handoff import alert_phrases
from handoff.desk.access import access_conversation
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import ring
from handoff.domain.agent import Agent
from handoff.domain.alert import Cause
from handoff.domain.audit import (
    DAY,
    HOUR,
    UNMASKINGS_A_DAY,
    UNUSUAL_IN_AN_HOUR,
    USUAL_OVER,
    Deed,
    unusual_today,
)
from handoff.domain.conversation import Conversation, Resident
from handoff.domain.rights import COORDINATES
from handoff.domain.times import CHINA, rfc3339
from handoff.errors import NotPermitted, TooMany


async def unmask(desk: Desk, agent: Agent, conversation_id: str, *, reason: str) -> Resident:
    """Return the resident's own data; raises NotFound, NotPermitted, TooMany.

    A basic agent may see those of the conversations that they hold, a coordinator those of their estates.
    """
    async with desk.store.write() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        _require_need(agent, conversation)
        await _require_measure(desk, work, agent)
        deed = Deed(
            action="unmasked",
            actor_id=agent.id,
            actor_name=agent.name,
            at=desk.now(),
            estate=conversation.estate,
            subject=conversation.id,
            why=reason,
        )
        await work.audit.add(deed)
        await _watch(desk, work, deed)
    return conversation.resident


def _require_need(agent: Agent, conversation: Conversation) -> None:
    if conversation.holder == "closed":
        raise NotPermitted("会话已经结束，不再显示完整信息。需要时请让居民重新联系。")
    if agent.grade < COORDINATES and not conversation.is_held_by(agent.id):
        raise NotPermitted("只能查看自己正在负责的会话的完整信息。请先接入会话。")


async def _require_measure(desk: Desk, work: Work, agent: Agent) -> None:
    limit = UNMASKINGS_A_DAY.get(agent.grade)
    if limit and await work.audit.count(agent.id, "unmasked", desk.now() - DAY) >= limit:
        raise TooMany(f"24小时内最多查看{limit}次完整信息。请明天再看，或联系主管。", retry_after=3600)


async def _watch(desk: Desk, work: Work, deed: Deed) -> None:
    """Ring when somebody looks at unusually many people: in an hour, or in a day by their own measure."""
    if await work.audit.count(deed.actor_id, "unmasked", deed.at - HOUR) > UNUSUAL_IN_AN_HOUR:
        hour = rfc3339(deed.at)[:13]
        text = alert_phrases.unusual_access_alert(deed.actor_name, UNUSUAL_IN_AN_HOUR)
        await _ring(desk, work, deed, occasion=hour, text=text)
    since = deed.at - USUAL_OVER - DAY
    count = unusual_today(await work.audit.moments(deed.actor_id, "unmasked", since), deed.at)
    if count:
        text = alert_phrases.unusual_day_alert(deed.actor_name, count)
        await _ring(desk, work, deed, occasion=f"{deed.at.astimezone(CHINA):%Y%m%d}", text=text)


async def _ring(desk: Desk, work: Work, deed: Deed, *, occasion: str, text: str) -> None:
    cause = Cause(
        key=f"access/{deed.actor_id}/{occasion}",
        estate=deed.estate or "",
        kind="unusual_access",
        severity="alarm",
        urgency="important",
        text=text,
        due_at=deed.at,
    )
    await ring(desk, work, cause, at=deed.at)
