"""What agents do with incidents: open, dismiss, tell everybody, close."""

from dataclasses import dataclass, replace

from handoff import incident_phrases
from handoff.desk.access import new_id, require_grade
from handoff.desk.announcing import announce_summary, say
from handoff.desk.ports import Desk, Work
from handoff.desk.report_incident import alert_key, announce_incident, card, reports_of, unopened_key
from handoff.desk.ring import acknowledge_all, end_alerts
from handoff.desk.watch_incidents import tell_reporters_of_dismissal
from handoff.domain.agent import Agent
from handoff.domain.facility import Facility
from handoff.domain.incident import Decision, Incident, IncidentFile, State, Update
from handoff.domain.records import AlertFilter
from handoff.domain.rights import COORDINATES
from handoff.domain.turn import Author
from handoff.errors import IllegalMove, NotFound, RepeatedKey

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something failed that nobody proposed; no building means the whole estate."""

    estate: str
    facility: Facility
    building: str = ""


async def list_incidents(
    desk: Desk, agent: Agent, *, estate: str | None, state: State | None
) -> list[IncidentFile]:
    """Return the incidents of the agent's estates with their reports, the newest first."""
    estates = agent.estates if estate is None else agent.estates & {estate}
    async with desk.store.read() as work:
        found = await work.incidents.search(estates, limit=SHOWN)
        return [
            IncidentFile(one, tuple(await reports_of(work, one)))
            for one in found
            if state in {None, one.state}
        ]


async def show_incident(desk: Desk, agent: Agent, incident_id: str) -> IncidentFile:
    """Return an incident with its reports; raises NotFound."""
    async with desk.store.read() as work:
        incident = await _access(work, agent, incident_id)
        return IncidentFile(incident, tuple(await reports_of(work, incident)))


async def open_proposed(desk: Desk, agent: Agent, incident_id: str, *, text: str | None) -> IncidentFile:
    """Open a proposed incident: who reported is linked and told. Raises NotFound, IllegalMove."""
    async with desk.store.write() as work:
        incident = await _access(work, agent, incident_id)
        return await _open(desk, work, agent, incident, text)


async def open_unproposed(desk: Desk, agent: Agent, place: Place, *, text: str | None) -> IncidentFile:
    """Open an incident that nobody proposed; raises NotPermitted, NotFound, IllegalMove."""
    require_grade(agent, COORDINATES)
    if place.estate not in agent.estates:
        raise NotFound("没有找到这个小区。请检查小区编号。")
    async with desk.store.write() as work:
        now = desk.now()
        incident = Incident(
            id=new_id(),
            estate=place.estate,
            building=place.building,
            facility=place.facility,
            began_at=now,
            proposed_at=now,
        )
        if not await work.incidents.add(incident):
            raise IllegalMove("这个地方已经有同样的群体事件。请在列表里打开它。")
        return await _open(desk, work, agent, incident, text)


async def dismiss(desk: Desk, agent: Agent, incident_id: str, *, reason: str) -> IncidentFile:
    """Dismiss a proposed incident; the same is not proposed again for some hours."""
    async with desk.store.write() as work:
        incident = await _access(work, agent, incident_id)
        if incident.state != "proposed":
            raise _illegal(incident)
        await work.incidents.decide(incident.id, "dismissed", _decision(desk, agent, reason))
        await tell_reporters_of_dismissal(desk, work, incident)
        await _end_alerts(desk, work, incident)
        return await _shown(work, incident)


async def tell_everybody(
    desk: Desk, agent: Agent, incident_id: str, *, client_key: str, text: str
) -> tuple[IncidentFile, bool]:
    """Say an update once in each linked conversation; return whether that is news."""
    try:
        async with desk.store.write() as work:
            incident = await _access(work, agent, incident_id)
            if incident.state != "open":
                raise _illegal(incident)
            await _update(desk, work, incident, agent, (client_key, text))
            return await _shown(work, incident), True
    except RepeatedKey:
        return await show_incident(desk, agent, incident_id), False


async def close_incident(desk: Desk, agent: Agent, incident_id: str, *, text: str) -> IncidentFile:
    """Close an open incident; everybody who is linked is told once."""
    async with desk.store.write() as work:
        incident = await _access(work, agent, incident_id)
        if incident.state != "open":
            raise _illegal(incident)
        await work.incidents.decide(incident.id, "closed", _decision(desk, agent, text))
        said = incident_phrases.closed_text(incident.facility, incident.building, text)
        await _say_to_all(desk, work, incident, said)
        return await _shown(work, incident)


async def _open(desk: Desk, work: Work, agent: Agent, incident: Incident, text: str | None) -> IncidentFile:
    decision = _decision(desk, agent, text or "")
    if incident.state != "proposed" or not await work.incidents.decide(incident.id, "opened", decision):
        raise _illegal(incident)
    for wanted in _its_alerts(incident):
        await acknowledge_all(desk, work, agent, wanted)
    await _end_alerts(desk, work, incident)
    reports = await reports_of(work, incident)
    linked = dict.fromkeys(report.conversation_id for report in reports)
    for conversation_id in linked:
        await work.incidents.link(incident.id, conversation_id, desk.now())
    incident = replace(incident, conversations=tuple(linked))
    await _update(desk, work, incident, agent, (f"open-{incident.id}"[:64], text or incident_phrases.OPENED))
    return await _shown(work, incident)


async def _update(desk: Desk, work: Work, incident: Incident, agent: Agent, keyed: tuple[str, str]) -> None:
    client_key, text = keyed
    update = Update(
        id=new_id(),
        text=text,
        by=Author("agent", agent.name, agent.id),
        at=desk.now(),
        told=len(incident.conversations),
    )
    await work.incidents.update(incident.id, update, client_key)
    said = incident_phrases.update_text(incident.facility, incident.building, text)
    await _say_to_all(desk, work, incident, said)


async def _say_to_all(desk: Desk, work: Work, incident: Incident, text: str) -> None:
    for conversation_id in incident.conversations:
        conversation = await work.conversations.get(conversation_id)
        if conversation:
            await say(desk, work, conversation, card(incident, text))
            await announce_summary(work, conversation)


async def _shown(work: Work, incident: Incident) -> IncidentFile:
    found = await announce_incident(work, incident.id)
    if found is None:
        raise NotFound
    return found


async def _access(work: Work, agent: Agent, incident_id: str) -> Incident:
    incident = await work.incidents.get(incident_id)
    if incident is None or incident.estate not in agent.estates:
        raise NotFound("没有找到这个群体事件。请刷新后再看。")
    return incident


def _decision(desk: Desk, agent: Agent, text: str) -> Decision:
    return Decision(text=text, by=Author("agent", agent.name, agent.id), at=desk.now())


async def _end_alerts(desk: Desk, work: Work, incident: Incident) -> None:
    for wanted in _its_alerts(incident):
        await end_alerts(desk, work, wanted)


def _its_alerts(incident: Incident) -> list[AlertFilter]:
    keys = (alert_key(incident), unopened_key(incident))
    return [AlertFilter(estates=frozenset({incident.estate}), key=key) for key in keys]


_STATES = {"proposed": "待确认", "open": "处理中", "dismissed": "已忽略", "closed": "已结束"}


def _illegal(incident: Incident) -> IllegalMove:
    return IllegalMove(
        f"这个群体事件现在是“{_STATES[incident.state]}”，不能这样操作。请刷新后再看。", state=incident.state
    )
