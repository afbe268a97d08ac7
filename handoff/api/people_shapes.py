"""How agents at work look outside."""

from datetime import datetime

from handoff.api.shapes import Json, agent_json, agent_name, moment
from handoff.desk.board import Board
from handoff.domain.agent import Agent, Colleague
from handoff.domain.canned_reply import CannedReply
from handoff.domain.times import rfc3339


def colleague_json(one: Colleague, now: datetime) -> Json:
    """Show an agent as they stand now."""
    return {
        **agent_json(one.agent),
        **_profile(one.agent),
        "online": one.online,
        "load": one.load,
        "on_shift": one.agent.is_on_shift(now),
        "lease_until": moment(one.lease_until),
        "suspended_at": moment(one.agent.suspended_at),
    }


def _profile(agent: Agent) -> Json:
    return {
        "skills": sorted(agent.skills),
        "buildings": {estate: sorted(theirs) for estate, theirs in sorted(agent.buildings.items())},
        "capacity": agent.capacity,
        "shifts": [
            {"days": sorted(shift.days), "from": f"{shift.begin:%H:%M}", "to": f"{shift.to:%H:%M}"}
            for shift in agent.shifts
        ],
    }


def canned_reply_json(reply: CannedReply) -> Json:
    """Show a canned reply."""
    return {
        "id": reply.id,
        "estate": reply.estate,
        "owner": "estate" if reply.estate else "me",
        "shortcut": reply.shortcut,
        "title": reply.title,
        "text": reply.text,
        "updated_at": rfc3339(reply.updated_at),
    }


def board_json(board: Board) -> Json:
    """Show the supervisor's board."""
    waiting = board.waiting
    longest = board.longest
    return {
        "at": rfc3339(board.at),
        "estates": sorted(board.estates),
        "waiting": {**waiting, "total": sum(waiting.values())},
        "longest": longest
        and {
            "conversation_id": longest.conversation_id,
            "class": longest.urgency,
            "seconds": max(0, int((board.at - longest.since).total_seconds())),
        },
        "holders": dict(board.holders),
        "agents": [
            {
                **colleague_json(one, board.at),
                "conversations": [
                    {"id": held.conversation_id, "class": held.urgency, "since": rfc3339(held.since)}
                    for held in board.held.get(one.agent.id, ())
                ],
            }
            for one in board.agents
        ],
        "breaches": [
            {
                "conversation_id": breach.conversation_id,
                "class": breach.urgency,
                "due_at": rfc3339(breach.due_at),
                "agent": agent_name(breach.agent, for_agent=True),
            }
            for breach in board.breaches
        ],
        "ratings_due": board.ratings_due,
        "incidents": dict(board.incidents),
    }
