"""How an agent's profile is written: skills, buildings, capacity, shifts."""

from datetime import time
from typing import Any

import sqlalchemy as sa

from handoff.domain.agent import Agent, Shift


def profile_values(agent: Agent) -> dict[str, Any]:
    """Return a profile's columns."""
    return {
        "skills": sorted(agent.skills),
        "buildings": {estate: sorted(theirs) for estate, theirs in sorted(agent.buildings.items())},
        "capacity": agent.capacity,
        "shifts": [
            {"days": sorted(shift.days), "from": f"{shift.begin:%H:%M}", "to": f"{shift.to:%H:%M}"}
            for shift in agent.shifts
        ],
    }


def profile_fields(row: sa.RowMapping) -> dict[str, Any]:
    """Return an Agent's profile fields from a row whose profile may be missing."""
    if row["capacity"] is None:
        return {}
    return {
        "skills": frozenset(row["skills"]),
        "buildings": {estate: frozenset(theirs) for estate, theirs in row["buildings"].items()},
        "capacity": row["capacity"],
        "shifts": tuple(
            Shift(frozenset(one["days"]), time.fromisoformat(one["from"]), time.fromisoformat(one["to"]))
            for one in row["shifts"]
        ),
    }
