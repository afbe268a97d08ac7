"""Something must not be overlooked: an alert rings, once an occasion, until a person acknowledges it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from handoff.desk.access import new_id
from handoff.desk.duty import is_on_duty
from handoff.desk.ports import Desk, Work
from handoff.desk.service_times import reckoning_of
from handoff.domain.agent import Agent
from handoff.domain.alert import Acknowledgement, Alert, Cause, Climbed, Kind
from handoff.domain.events import AlertChanged
from handoff.domain.records import AlertFilter
from handoff.domain.turn import Author
from handoff.errors import AlreadyTaken, NotFound

AT_ONCE = 100  # alerts of one conversation or ticket, and of one step of a sweep


async def ring(desk: Desk, work: Work, cause: Cause, *, at: datetime) -> Alert | None:
    """Raise an alert in the caller's transaction; None where this very occasion has rung before."""
    clock = (await reckoning_of(desk, work, cause.estate)).clock
    alert = Alert(
        id=new_id(),
        cause=cause,
        raised_at=at,
        climbs_from=clock.next_open(at) if cause.severity == "alarm" else at,
        unattended=not await is_on_duty(desk, work, cause.estate),
    )
    if not await work.alerts.add(alert):
        return None
    return await climb(work, alert, at)


async def climb(work: Work, alert: Alert, at: datetime) -> Alert:
    """Bring an alert to the rungs that are due, each once, and tell the agents; return how it stands."""
    climbed = [
        Climbed(rung=rung, at=at) for rung in alert.due_rungs(at) if await work.alerts.climb(alert, rung, at)
    ]
    alert = replace(alert, climbed=(*alert.climbed, *climbed))
    await work.alerts.schedule(alert)
    if climbed:
        work.announce(AlertChanged(alert=alert, rung=climbed[-1].rung))
    return alert


async def climb_ladders(desk: Desk, as_of: datetime) -> None:
    """Bring every alert that nobody acknowledged in time to its next rung: a sweep."""
    async with desk.store.read() as work:
        waiting = await work.alerts.climbing(as_of, limit=AT_ONCE)
    if not waiting:
        return
    async with desk.store.write() as work:
        for seen in waiting:
            alert = await work.alerts.get(seen.id)
            if alert:
                await climb(work, alert, as_of)


async def acknowledge(desk: Desk, agent: Agent, alert_id: str) -> tuple[Alert, bool]:
    """Note that this agent sees to it, and return whether that is news; raises NotFound, AlreadyTaken."""
    async with desk.store.write() as work:
        alert = await work.alerts.get(alert_id)
        if alert is None or alert.cause.estate not in agent.estates:
            raise NotFound
        if alert.acknowledged and alert.acknowledged.by.id == agent.id:
            return alert, False
        if alert.acknowledged:
            raise AlreadyTaken(f"{alert.acknowledged.by.name}已经确认了这条提醒。")
        if alert.ended_at:
            raise AlreadyTaken("这条提醒的原因已经消除，不用再确认。")
        return await _seen_to(desk, work, alert, agent), True


async def acknowledge_all(desk: Desk, work: Work, agent: Agent, wanted: AlertFilter) -> None:
    """Acknowledge what an agent's own doing answers, in the transaction of that doing."""
    for alert in await work.alerts.search(replace(wanted, state="open"), limit=AT_ONCE):
        await _seen_to(desk, work, alert, agent)


async def end_alerts(desk: Desk, work: Work, wanted: AlertFilter) -> None:
    """End the alerts whose cause is gone, in the transaction that removes it."""
    now = desk.now()
    for alert in await work.alerts.search(wanted, limit=AT_ONCE):
        if alert.ended_at is None:
            await work.alerts.end(alert, now)
            work.announce(AlertChanged(alert=replace(alert, ended_at=now)))


def about_conversation(conversation_id: str, estate: str, kinds: Collection[Kind] = ()) -> AlertFilter:
    """Return the filter of one conversation's alerts, of these kinds or of all."""
    return AlertFilter(estates=frozenset({estate}), conversation_id=conversation_id, kinds=frozenset(kinds))


async def _seen_to(desk: Desk, work: Work, alert: Alert, agent: Agent) -> Alert:
    acknowledgement = Acknowledgement(Author("agent", agent.name, agent.id), desk.now())
    if await work.alerts.acknowledge(alert, acknowledgement):
        alert = replace(alert, acknowledged=acknowledgement)
        work.announce(AlertChanged(alert=alert))
    return alert
