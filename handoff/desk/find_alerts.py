"""Looking at alerts: only those of the agent's estates, ever."""

from dataclasses import replace

from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.alert import Alert
from handoff.domain.records import AlertFilter


async def list_alerts(desk: Desk, agent: Agent, wanted: AlertFilter, *, limit: int) -> list[Alert]:
    """Return alerts, the newest first; open ones the most severe first."""
    theirs = replace(wanted, estates=wanted.estates & agent.estates)
    async with desk.store.read() as work:
        return list(await work.alerts.search(theirs, limit=limit))
