"""Alerts go outside: an estate's group is told of each rung beyond the console, again until it arrives."""

from datetime import datetime, timedelta

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.records import Delivery
from handoff.domain.turn import Author
from handoff.errors import BadRequest, NotFound, WebhookFailed

SETTING = "webhook"
AT_ONCE = 10
ATTEMPTS = 5
AGAIN_AFTER = timedelta(seconds=10)  # doubled each time
LEASE = timedelta(seconds=30)


async def deliver_alerts(desk: Desk, as_of: datetime) -> None:
    """Tell the groups of the rungs that were climbed: a sweep. At least once; a crash may tell twice."""
    async with desk.store.read() as work:
        waiting = await work.alerts.to_deliver(as_of, limit=AT_ONCE)
    for delivery in waiting:
        async with desk.store.write() as work:
            is_mine = await work.alerts.lease(delivery, as_of + LEASE)
            url = await _address(desk, work, delivery.alert.cause.estate)
        if is_mine:
            await _deliver(desk, delivery, url, as_of)


async def webhook_of(desk: Desk, agent: Agent, estate_id: str) -> str | None:
    """Return the address of an estate's group, masked; raises NotFound."""
    async with desk.store.read() as work:
        await _managed(work, agent, estate_id)
        url = await _address(desk, work, estate_id)
    return f"…{url[-4:]}" if url else None


async def set_webhook(desk: Desk, agent: Agent, estate_id: str, url: str | None) -> None:
    """Set or forget an estate's group; raises NotFound, BadRequest."""
    async with desk.store.write() as work:
        await _managed(work, agent, estate_id)
        if url:
            desk.robot.check(url)
        by = Author("agent", agent.name, agent.id)
        await work.settings.put(estate_id, SETTING, url, by=by, at=desk.now())


async def try_webhook(desk: Desk, agent: Agent, estate_id: str) -> str | None:
    """Send a trial line; return why it did not arrive, or None where it did. Raises as `webhook_of`."""
    async with desk.store.read() as work:
        await _managed(work, agent, estate_id)
        url = await _address(desk, work, estate_id)
        estate = await known_estate(work, estate_id)
    if not url:
        raise BadRequest("还没有设置群机器人的地址。请先设置。")
    try:
        await desk.robot.send(url, alert_phrases.trial(estate.name))
    except WebhookFailed as failure:
        return str(failure)
    return None


async def _deliver(desk: Desk, delivery: Delivery, url: str | None, as_of: datetime) -> None:
    cause = delivery.alert.cause
    failure: str | None = alert_phrases.NO_WEBHOOK
    if url:
        try:
            await desk.robot.send(url, alert_phrases.for_the_group(cause.text, delivery.rung))
            failure = None
        except WebhookFailed as error:
            failure = str(error)
    is_last = not url or delivery.attempts + 1 >= ATTEMPTS
    try_at = None if is_last else as_of + AGAIN_AFTER * 2**delivery.attempts
    async with desk.store.write() as work:
        if failure is None:
            await work.alerts.delivered(delivery, desk.now())
        else:
            await work.alerts.failed(delivery, failure, try_at=try_at)


async def _address(desk: Desk, work: Work, estate_id: str) -> str | None:
    """Return where an estate's alerts go: its own group, else the operator's."""
    own: str | None = await work.settings.get(estate_id, SETTING)
    return own or desk.robot.usual or None


async def _managed(work: Work, agent: Agent, estate_id: str) -> None:
    if estate_id not in agent.estates:
        raise NotFound
    await known_estate(work, estate_id)
