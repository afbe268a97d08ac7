"""An agent is done; the resident is asked for a rating and may give it."""

from handoff import phrases
from handoff.desk.access import access_conversation, new_id, resident_conversation
from handoff.desk.announcing import announce_holder, announce_summary, say
from handoff.desk.ports import Desk, Work
from handoff.desk.ratings import ring_bad_rating
from handoff.desk.ring_handoff import nobody_waits
from handoff.domain.agent import Agent
from handoff.domain.conversation import WEB, Conversation
from handoff.domain.records import Closure, Rating
from handoff.domain.satisfaction import SCORES
from handoff.domain.turn import SYSTEM, Line
from handoff.errors import NothingToRate, NotYours, RepeatedKey


async def close(desk: Desk, agent: Agent, conversation_id: str, *, summary: str, resolved: bool) -> Closure:
    """End the human part; the resident's next turn begins with the bot. Raises NotYours."""
    async with desk.store.write() as work:
        conversation = await access_conversation(work, agent, conversation_id)
        if not conversation.is_held_by(agent.id):
            raise NotYours("这个会话现在不由您负责，不能结束。请先接入会话。")
        closure = Closure(
            id=new_id(),
            conversation_id=conversation.id,
            agent_id=agent.id,
            summary=summary,
            resolved=resolved,
            at=desk.now(),
        )
        await end_human_part(desk, work, conversation, closure, phrases.RATING_ASKED)
        return closure


async def end_human_part(
    desk: Desk, work: Work, conversation: Conversation, closure: Closure, text: str
) -> None:
    """Store the closure and say its line; from now on the resident's next turn begins with the bot."""
    await work.records.close(closure)
    await work.records.unassign(conversation.id, closure.at)
    await work.unsent.empty(conversation.id, closure.at)
    await work.escalations.end(conversation.id, closure.at)
    if not await work.conversations.change_holder(conversation, "closed", None, at=closure.at):
        raise NotYours("这个会话刚刚换了负责人，没有结束。请刷新后再看。")
    await nobody_waits(desk, work, conversation)
    await say(desk, work, conversation, _last_line(conversation, text))
    conversation = await announce_holder(desk, work, conversation)
    await announce_summary(work, conversation)


def _last_line(conversation: Conversation, text: str) -> Line:
    """Return the line under which the resident is asked; a messenger has no stars, so it gets choices."""
    if conversation.channel == WEB or text != phrases.RATING_ASKED:
        return Line(author=SYSTEM, text=text)
    return Line(author=SYSTEM, text=phrases.RATING_ASKED_IN_MESSENGER, kind="choices", choices=SCORES)


async def rate(desk: Desk, *, conversation_id: str, token: str, score: int, comment: str | None) -> Rating:
    """Rate the latest closure, once; raises NothingToRate."""
    try:
        async with desk.store.write() as work:
            conversation = await resident_conversation(work, conversation_id, token)
            return await rate_service(desk, work, conversation, score=score, comment=comment)
    except RepeatedKey:
        raise NothingToRate from None


async def rate_service(
    desk: Desk, work: Work, conversation: Conversation, *, score: int, comment: str | None = None
) -> Rating:
    """Store the rating of the latest closure, once; raises NothingToRate."""
    closures = await work.records.closures(conversation.id)
    rated = {rating.closure_id for rating in await work.records.ratings(conversation.id)}
    if not closures or closures[-1].id in rated:
        raise NothingToRate
    rating = Rating(
        closure_id=closures[-1].id,
        conversation_id=conversation.id,
        score=score,
        comment=comment,
        at=desk.now(),
    )
    await work.records.rate(rating)
    await ring_bad_rating(desk, work, rating.closure_id)
    await announce_summary(work, conversation)
    return rating
