"""A bad rating must be answered: it rings, it stays on the list, and the answer is recorded and said."""

from datetime import datetime
from typing import Literal

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.announcing import announce_summary, say
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import end_alerts, ring
from handoff.domain.agent import Agent
from handoff.domain.alert import Cause
from handoff.domain.rating import REMIND, RatedService, RatingAnswer
from handoff.domain.records import AlertFilter
from handoff.domain.turn import Author, Line
from handoff.errors import AlreadyTaken, IllegalMove, NotFound, RepeatedKey

SHOWN = 200


async def ring_bad_rating(desk: Desk, work: Work, closure_id: str) -> None:
    """Ring for a rating that must be answered, in the transaction that stores it."""
    rated = await work.ratings.get(closure_id)
    if rated and rated.is_due:
        await _ring(desk, work, rated, reminder=0, at=rated.at)


async def remind_of_ratings(desk: Desk, as_of: datetime) -> None:
    """Ring again for each day that a bad rating stays without an answer: a sweep."""
    async with desk.store.read() as work:
        due = [one for one in await work.ratings.due() if as_of - one.at >= REMIND]
        owed = [
            one for one in due if not await work.alerts.search(_its_alert(one, _days(one, as_of)), limit=1)
        ]
    if not owed:
        return
    async with desk.store.write() as work:
        for rated in owed:
            now = await work.ratings.get(rated.closure_id)
            if now and now.is_due:
                reminder = _days(now, as_of)
                await _ring(desk, work, now, reminder=reminder, at=now.at + reminder * REMIND)


async def list_ratings(
    desk: Desk, agent: Agent, *, estate: str | None, state: Literal["due", "answered", "all"]
) -> list[RatedService]:
    """Return ratings of the agent's estates: due ones the oldest first, others the newest first."""
    estates = agent.estates if estate is None else agent.estates & {estate}
    async with desk.store.read() as work:
        if state == "due":
            return await work.ratings.due(estates)
        found = await work.ratings.latest(estates, limit=SHOWN)
    return [one for one in found if state == "all" or one.answer]


async def answer_rating(desk: Desk, agent: Agent, closure_id: str, *, text: str) -> RatedService:
    """Record an answer and say it; raises NotFound, IllegalMove, AlreadyTaken."""
    try:
        async with desk.store.write() as work:
            rated = await work.ratings.get(closure_id)
            conversation = await work.conversations.get(rated.conversation_id) if rated else None
            if rated is None or conversation is None or rated.estate not in agent.estates:
                raise NotFound("没有找到这条评价。请刷新后再看。")
            if rated.agent.id == agent.id:
                raise IllegalMove("这是对您自己服务的评价，请由另一位同事答复。")
            by = Author("agent", agent.name, agent.id)
            await work.ratings.answer(closure_id, RatingAnswer(text=text, by=by, at=desk.now()))
            await say(desk, work, conversation, Line(author=by, text=text))
            await announce_summary(work, conversation)
            for reminder in range(_days(rated, desk.now()) + 1):
                await end_alerts(desk, work, _its_alert(rated, reminder))
            now = await work.ratings.get(closure_id)
    except RepeatedKey:
        raise AlreadyTaken("这条评价已经有人答复了。请刷新后再看。") from None
    if now is None:
        raise NotFound
    return now


def _days(rated: RatedService, as_of: datetime) -> int:
    return max(0, (as_of - rated.at) // REMIND)


async def _ring(desk: Desk, work: Work, rated: RatedService, *, reminder: int, at: datetime) -> None:
    estate = await known_estate(work, rated.estate)
    cause = Cause(
        key=_key(rated, reminder),
        estate=estate.id,
        kind="bad_rating",
        severity="alarm",
        urgency="important",
        text=alert_phrases.bad_rating_alert(estate.name, rated.score, days=reminder),
        due_at=at,
        conversation_id=rated.conversation_id,
    )
    await ring(desk, work, cause, at=desk.now())


def _key(rated: RatedService, reminder: int) -> str:
    return f"rating/{rated.closure_id}/{reminder}"


def _its_alert(rated: RatedService, reminder: int) -> AlertFilter:
    return AlertFilter(estates=frozenset({rated.estate}), key=_key(rated, reminder))
