"""A resident reports a facility: counted, linked to what is known, or part of a new proposal."""

from handoff import incident_phrases
from handoff.desk.access import known_estate, new_id
from handoff.desk.announcing import say
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import ring
from handoff.domain.alert import Cause
from handoff.domain.conversation import Conversation
from handoff.domain.events import IncidentChanged
from handoff.domain.facility import asks_after, asks_after_any, reported_facility
from handoff.domain.house import House, find_house
from handoff.domain.incident import (
    QUIET,
    WINDOW,
    Evidence,
    Gathering,
    Incident,
    IncidentFile,
    Report,
    evidence,
    gathering,
    is_quiet,
)
from handoff.domain.times import on_the_wall
from handoff.domain.turn import SYSTEM, Line, Turn


async def hear_report(desk: Desk, work: Work, conversation: Conversation, turn: Turn) -> bool:
    """Take a message as a report where it is one; tell whether the resident got the live status for it.

    In the caller's transaction, and without the bot. Where a person has the conversation the status is told
    once; where the bot has it, each time somebody asks.
    """
    facility = reported_facility(turn.text)
    if facility is None:
        return await _tell_who_asks(desk, work, conversation, turn)
    report = Report(
        estate=conversation.estate,
        facility=facility,
        conversation_id=conversation.id,
        seq=turn.seq,
        at=turn.at,
        house=_house(conversation, turn.text),
    )
    await work.incidents.add_report(report)
    live = await work.incidents.live(conversation.estate)
    known = next((one for one in live if one.covers(report)), None)
    if known is None:
        await _propose(desk, work, report, live)
        return False
    is_told = known.state == "open" and await _tell_reporter(desk, work, conversation, turn, known)
    if known.is_overdue(turn.at) and not await _has_reported(work, known, report):
        await say(desk, work, conversation, await unopened_line(work, known, reply_to=turn.seq))
    await announce_incident(work, known.id)
    return is_told


async def announce_incident(work: Work, incident_id: str) -> IncidentFile | None:
    """Show an incident as it stands to the estate's agents."""
    incident = await work.incidents.get(incident_id)
    if incident is None:
        return None
    found = IncidentFile(incident, tuple(await reports_of(work, incident)))
    work.announce(IncidentChanged(file=found))
    return found


async def reports_of(work: Work, incident: Incident) -> list[Report]:
    """Return the reports that an incident is made of."""
    over = incident.closure or incident.dismissal
    until = over.at if over else incident.proposed_at + 10 * QUIET
    found = await work.incidents.reports(incident.estate, incident.facility, incident.began_at, until)
    return [report for report in found if incident.covers(report)]


def status_line(incident: Incident, *, reply_to: int | None = None) -> Line:
    """Return what a reporter is told now."""
    latest = incident.updates[-1] if incident.updates else None
    since = incident.opened.at if incident.opened else incident.proposed_at
    text = incident_phrases.status_text(
        incident.facility,
        incident.building,
        latest=incident_phrases.sentence(latest.text) if latest else incident_phrases.OPENED,
        at=on_the_wall(latest.at if latest else since),
    )
    return card(incident, text, reply_to=reply_to)


async def unopened_line(work: Work, incident: Incident, *, reply_to: int | None = None) -> Line:
    """Return what a reporter is told while nobody has looked at the proposal."""
    estate = await known_estate(work, incident.estate)
    text = incident_phrases.unopened_text(incident.facility, incident.building, hotline=estate.hotline)
    return card(incident, text, reply_to=reply_to)


def card(incident: Incident, text: str, *, reply_to: int | None = None) -> Line:
    """Return a line of the desk about an incident."""
    about = {"act": "answer", "incident": {"id": incident.id}}
    return Line(author=SYSTEM, kind="card", text=text, reply_to=reply_to, bot=about)


def _house(conversation: Conversation, text: str) -> House | None:
    """Take the house that the message states, else the resident's; a stated building may be their own."""
    stated, own = find_house(text), conversation.resident.house
    if stated and own and stated.room is None and stated.building == own.building:
        return own
    return stated or own


async def _tell_reporter(
    desk: Desk, work: Work, conversation: Conversation, turn: Turn, known: Incident
) -> bool:
    is_new = await work.incidents.link(known.id, conversation.id, turn.at)
    if is_new or conversation.holder == "bot":
        await say(desk, work, conversation, status_line(known, reply_to=turn.seq))
    return conversation.holder == "bot"


async def _tell_who_asks(desk: Desk, work: Work, conversation: Conversation, turn: Turn) -> bool:
    if conversation.holder != "bot" or not asks_after_any(turn.text):
        return False
    for incident in await work.incidents.live(conversation.estate):
        linked = conversation.id in incident.conversations
        if incident.state == "open" and linked and asks_after(turn.text, incident.facility):
            await say(desk, work, conversation, status_line(incident, reply_to=turn.seq))
            return True
    return False


async def _has_reported(work: Work, incident: Incident, report: Report) -> bool:
    """Whether this conversation had reported it before, and so was told with the others."""
    before = await reports_of(work, incident)
    return any(one.conversation_id == report.conversation_id and one.seq < report.seq for one in before)


async def _propose(desk: Desk, work: Work, report: Report, live: list[Incident]) -> None:
    """Propose an incident where this report completes a gathering; it rings until somebody looks."""
    ended = await work.incidents.ended(report.estate, report.facility, report.at - QUIET)
    reports = await work.incidents.reports(report.estate, report.facility, report.at - WINDOW, report.at)
    fresh = [one for one in reports if not any(incident.covers(one) for incident in live)]
    closures = [(incident, incident.closure.at) for incident in ended if incident.closure]
    fresh = [one for one in fresh if not any(over.covers(one) and one.at <= at for over, at in closures)]
    found = gathering(fresh, report.at)
    if found is None or is_quiet(found, ended, report.at):
        return
    incident = Incident(
        id=new_id(),
        estate=report.estate,
        building=found.building,
        facility=report.facility,
        began_at=found.began_at,
        proposed_at=report.at,
    )
    if await work.incidents.add(incident):
        await _ring(desk, work, incident, found, evidence(one for one in fresh if incident.covers(one)))
        await announce_incident(work, incident.id)


def evidence_text(weighed: Evidence) -> str:
    """Say how many of the households are proven."""
    return incident_phrases.evidence_text(weighed.proven, weighed.stated, is_fresh=weighed.is_fresh)


async def _ring(desk: Desk, work: Work, incident: Incident, found: Gathering, weighed: Evidence) -> None:
    estate = await known_estate(work, incident.estate)
    cause = Cause(
        key=alert_key(incident),
        estate=estate.id,
        kind="incident",
        severity="alarm",
        urgency="important",
        text=incident_phrases.incident_alert(
            estate.name, incident.facility, incident.building, found.households, evidence_text(weighed)
        ),
        due_at=incident.proposed_at,
    )
    await ring(desk, work, cause, at=incident.proposed_at)


def alert_key(incident: Incident) -> str:
    """Name the one occasion on which a proposal rings."""
    return f"incident/{incident.id}"


def unopened_key(incident: Incident) -> str:
    """Name the one occasion on which a proposal rings because nobody looked at it."""
    return f"incident/{incident.id}/unopened"
