"""A messenger account that does not take our messages rings once a day, until one goes out again."""

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import end_alerts, ring
from handoff.domain.alert import Cause
from handoff.domain.correspondent import AccountName
from handoff.domain.records import AlertFilter
from handoff.domain.ticket import day_of


async def ring_for_channel(desk: Desk, work: Work, account: AccountName, estate_id: str) -> None:
    """Raise the alert in the caller's transaction, once a day and estate."""
    now = desk.now()
    estate = await known_estate(work, estate_id)
    cause = Cause(
        key=f"channel:{account.channel}:{account.name}:{estate.id}:{day_of(now)}",
        estate=estate.id,
        kind="channel",
        severity="alarm",
        urgency="important",
        text=alert_phrases.channel_alert(estate.name, account.name),
        due_at=now,
    )
    await ring(desk, work, cause, at=now)


async def channel_is_well(desk: Desk, work: Work, estate_id: str) -> None:
    """End the alerts about an estate's channels: a message went out that had waited."""
    wanted = AlertFilter(estates=frozenset({estate_id}), kinds=frozenset({"channel"}), state="open")
    await end_alerts(desk, work, wanted)
