"""Where a metric begins to worry in an estate: the usual limits, and what its managers set instead."""

from collections.abc import Mapping

from handoff.desk.access import known_estate
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.figures import Limit, Metric, limits_with
from handoff.domain.turn import Author
from handoff.errors import NotFound

SETTING = "metric_limits"


async def limits_of(work: Work, estate_id: str) -> dict[Metric, Limit]:
    """Return the limits that count in an estate."""
    return limits_with(await work.settings.get(estate_id, SETTING) or {})


async def metric_limits(desk: Desk, agent: Agent, estate_id: str) -> dict[Metric, Limit]:
    """Return an estate's limits to its agents; raises NotFound."""
    async with desk.store.read() as work:
        await _theirs(work, agent, estate_id)
        return await limits_of(work, estate_id)


async def set_metric_limits(
    desk: Desk, manager: Agent, estate_id: str, own: Mapping[str, float]
) -> dict[Metric, Limit]:
    """Set an estate's own limits, all of them anew; what is left out is as usual; raises NotFound.

    They count from the next look at the figures on, also for the days that it looks back over.
    """
    async with desk.store.write() as work:
        await _theirs(work, manager, estate_id)
        by = Author("agent", manager.name, manager.id)
        await work.settings.put(estate_id, SETTING, dict(own), by=by, at=desk.now())
        return await limits_of(work, estate_id)


async def _theirs(work: Work, agent: Agent, estate_id: str) -> None:
    if estate_id not in agent.estates:
        raise NotFound
    await known_estate(work, estate_id)
