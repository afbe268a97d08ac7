"""A messenger account that takes no messages or gives none rings once a day, until it works again.

What the platform may have given up while nobody here could take it rings once an outage.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from handoff import alert_phrases
from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import AT_ONCE, end_alerts, ring
from handoff.domain.alert import Cause
from handoff.domain.correspondent import AccountName
from handoff.domain.records import AlertFilter
from handoff.domain.ticket import day_of
from handoff.domain.times import on_the_wall
from handoff.errors import NotDelivered

MISSED_FOR = timedelta(hours=1)  # WeCom keeps what was said for three days; there is time to mend it


async def ring_for_channel(desk: Desk, work: Work, account: AccountName, estate_id: str) -> None:
    """Raise the alert that messages do not go out, in the caller's transaction, once a day and estate."""
    estate = await known_estate(work, estate_id)
    text = alert_phrases.channel_alert(estate.name, account.name)
    await _ring_daily(desk, work, f"{_out(account)}{estate.id}", estate.id, text)


async def channel_is_well(desk: Desk, work: Work, account: AccountName, estate_id: str) -> None:
    """End the alerts that an account sends nothing: a message went out that had waited."""
    await _end(desk, work, _out(account), estate_id)


async def ring_for_pull(desk: Desk, account: AccountName, trouble: Exception) -> None:
    """Raise the alert that nothing comes in: at once where the account is refused, else after an hour."""
    estate_id = desk.sources[account].estate
    async with desk.store.write() as work:
        cursor = await work.channel_cursors.get(account)
        estate = await work.estates.get(estate_id)
        is_refused = isinstance(trouble, NotDelivered) and trouble.trouble == "account"
        if not (cursor and estate and (is_refused or desk.now() - cursor.known_until >= MISSED_FOR)):
            return
        since = on_the_wall(cursor.known_until)
        text = alert_phrases.pull_alert(estate.name, account.name, since=since)
        await _ring_daily(desk, work, f"{_in(account)}{estate.id}", estate.id, text)


async def pull_is_well(desk: Desk, work: Work, account: AccountName) -> None:
    """End the alerts that nothing comes in from an account: its log was read to its end."""
    await _end(desk, work, _in(account), desk.sources[account].estate)


async def ring_for_gap(
    desk: Desk, work: Work, account: AccountName, *, since: datetime, until: datetime
) -> None:
    """Raise the alert that messages may be missing, once an outage; nothing that happens later ends it."""
    estate = await work.estates.get(desk.messengers[account].estate)
    if estate is None:
        return  # the file names an estate that is not there: nobody could be told
    text = alert_phrases.gap_alert(
        estate.name, account.name, since=on_the_wall(since), until=on_the_wall(until)
    )
    key = f"gap:{account.channel}:{account.name}:{since.isoformat(timespec='seconds')}:{estate.id}"
    await _ring(desk, work, key, estate.id, text)


async def _ring_daily(desk: Desk, work: Work, what: str, estate_id: str, text: str) -> None:
    await _ring(desk, work, f"{what}:{day_of(desk.now())}", estate_id, text)


async def _ring(desk: Desk, work: Work, key: str, estate_id: str, text: str) -> None:
    now = desk.now()
    cause = Cause(
        key=key,
        estate=estate_id,
        kind="channel",
        severity="alarm",
        urgency="important",
        text=text,
        due_at=now,
    )
    await ring(desk, work, cause, at=now)


async def _end(desk: Desk, work: Work, what: str, estate_id: str) -> None:
    """End the open alerts whose keys begin like this."""
    wanted = AlertFilter(estates=frozenset({estate_id}), kinds=frozenset({"channel"}), state="open")
    for alert in await work.alerts.search(wanted, limit=AT_ONCE):
        if alert.cause.key.startswith(what):
            await end_alerts(desk, work, replace(wanted, key=alert.cause.key))


def _out(account: AccountName) -> str:
    return f"channel:{account.channel}:{account.name}:"


def _in(account: AccountName) -> str:
    return f"pull:{account.channel}:{account.name}:"
