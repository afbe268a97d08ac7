"""How alerts look to agents."""

from handoff.api.shapes import Json, agent_name, moment
from handoff.domain.alert import Alert, Climbed
from handoff.domain.conversation import AgentName
from handoff.domain.times import rfc3339


def alert_json(alert: Alert) -> Json:
    """Show an alert with the rungs that it climbed."""
    cause = alert.cause
    return {
        "id": alert.id,
        "estate": cause.estate,
        "kind": cause.kind,
        "class": cause.urgency,
        "severity": cause.severity,
        "state": alert.state,
        "text": cause.text,
        "reason": cause.reason,
        "conversation_id": cause.conversation_id,
        "ticket": cause.ticket,
        "promise_id": cause.promise_id,
        "due_at": rfc3339(cause.due_at),
        "raised_at": rfc3339(alert.raised_at),
        "late": alert.late,
        "rungs": [_climbed(one) for one in alert.climbed],
        "acknowledged": _acknowledged(alert),
        "ended_at": moment(alert.ended_at),
    }


def _climbed(one: Climbed) -> Json:
    return {
        "rung": one.rung,
        "at": rfc3339(one.at),
        "delivered_at": moment(one.delivered_at),
        "failure": one.failure,
    }


def _acknowledged(alert: Alert) -> Json | None:
    if alert.acknowledged is None:
        return None
    by = alert.acknowledged.by
    return {
        "by": agent_name(AgentName(by.id, by.name or ""), for_agent=True),
        "at": rfc3339(alert.acknowledged.at),
    }
