"""Many report the same and nobody looks: the reporters hear so, and it rings further up the line, once."""

from datetime import datetime

from handoff import incident_phrases
from handoff.desk.access import known_estate
from handoff.desk.announcing import announce_summary, say
from handoff.desk.ports import Desk, Work
from handoff.desk.report_incident import card, evidence_text, reports_of, unopened_key, unopened_line
from handoff.desk.ring import ring
from handoff.domain.alert import Cause
from handoff.domain.incident import UNOPENED, Incident, evidence, households
from handoff.domain.records import AlertFilter


async def watch_incidents(desk: Desk, as_of: datetime) -> None:
    """Ring for proposals that nobody opened or dismissed in time, and tell who reported: a sweep."""
    async with desk.store.read() as work:
        waiting = [
            one for one in await work.incidents.proposed(as_of - UNOPENED) if not await _rang(work, one)
        ]
    for seen in waiting:
        async with desk.store.write() as work:
            incident = await work.incidents.get(seen.id)
            if incident and incident.is_overdue(as_of):
                await _raise(desk, work, incident, as_of)


async def tell_reporters_of_dismissal(desk: Desk, work: Work, incident: Incident) -> None:
    """Tell whoever was told that it waits, that it is no failure for many; in the dismissal's transaction."""
    if await _rang(work, incident):
        text = incident_phrases.dismissed_text(incident.facility, incident.building)
        await _tell(desk, work, incident, text)


async def _raise(desk: Desk, work: Work, incident: Incident, as_of: datetime) -> None:
    reports = await reports_of(work, incident)
    weighed = evidence_text(evidence(reports))
    estate = await known_estate(work, incident.estate)
    cause = Cause(
        key=unopened_key(incident),
        estate=estate.id,
        kind="incident",
        severity="overdue",
        urgency="important",
        text=incident_phrases.unopened_alert(
            estate.name, incident.facility, incident.building, households(reports), weighed
        ),
        due_at=incident.proposed_at + UNOPENED,
    )
    if await ring(desk, work, cause, at=as_of):
        await _tell(desk, work, incident, (await unopened_line(work, incident)).text)


async def _tell(desk: Desk, work: Work, incident: Incident, text: str) -> None:
    for conversation_id in dict.fromkeys(one.conversation_id for one in await reports_of(work, incident)):
        conversation = await work.conversations.get(conversation_id)
        if conversation:
            await say(desk, work, conversation, card(incident, text))
            await announce_summary(work, conversation)


async def _rang(work: Work, incident: Incident) -> bool:
    wanted = AlertFilter(estates=frozenset({incident.estate}), key=unopened_key(incident))
    return bool(await work.alerts.search(wanted, limit=1))
