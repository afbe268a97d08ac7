"""How incidents look to agents."""

from handoff.api.shapes import Json, author_json, moment
from handoff.desk.report_incident import status_line
from handoff.domain.incident import Decision, IncidentFile, evidence, households
from handoff.domain.times import rfc3339

MOST_EVIDENCE = 50


def incident_json(file: IncidentFile) -> Json:
    """Show an incident with what it rests on."""
    incident, reports = file.incident, file.reports
    weighed = evidence(reports)
    return {
        "id": incident.id,
        "estate": incident.estate,
        "building": incident.building or None,
        "facility": incident.facility,
        "state": incident.state,
        "households": households(reports),
        "proven": weighed.proven,
        "only_new": weighed.is_fresh,
        "unknown": sum(report.household is None for report in reports),
        "evidence": [
            {
                "conversation_id": report.conversation_id,
                "seq": report.seq,
                "text": report.text,
                "at": rfc3339(report.at),
                "building": report.building,
            }
            for report in reports[:MOST_EVIDENCE]
        ],
        "conversations": list(incident.conversations),
        "updates": [
            {
                "id": update.id,
                "text": update.text,
                "by": author_json(update.by, for_agent=True),
                "at": rfc3339(update.at),
                "told": update.told,
            }
            for update in incident.updates
        ],
        "proposed_at": rfc3339(incident.proposed_at),
        "opened_at": moment(incident.opened.at if incident.opened else None),
        "opened_by": author_json(incident.opened.by, for_agent=True) if incident.opened else None,
        "dismissal": _decision(incident.dismissal, "reason"),
        "closure": _decision(incident.closure, "text"),
        "status": status_line(incident).text,
    }


def _decision(decision: Decision | None, name: str) -> Json | None:
    if decision is None:
        return None
    return {
        name: decision.text,
        "by": author_json(decision.by, for_agent=True),
        "at": rfc3339(decision.at),
    }
