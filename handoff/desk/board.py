"""The supervisor's board: who waits, who has how much to do, what came late today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from handoff.desk.duty import team
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent, Colleague
from handoff.domain.backlog import Backlog
from handoff.domain.board import Breach, Standing
from handoff.domain.times import CHINA
from handoff.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything as it stands at one moment."""

    at: datetime
    estates: frozenset[str]
    waiting: Mapping[str, int]
    longest: Standing | None
    holders: Mapping[str, int]
    held: Mapping[str, Sequence[Standing]]
    agents: Sequence[Colleague]
    breaches: Sequence[Breach]
    ratings_due: int
    incidents: Mapping[str, int]


async def list_backlogs(desk: Desk) -> list[Backlog]:
    """Return what waits to be done in every estate together, for whoever watches over the processes."""
    async with desk.store.read() as work:
        return await work.backlogs.all()


async def show_board(desk: Desk, agent: Agent, *, estate: str | None) -> Board:
    """Return the board of an estate, or of all the agent's; raises NotFound."""
    if estate is not None and estate not in agent.estates:
        raise NotFound
    estates = agent.estates if estate is None else frozenset({estate})
    now = desk.now()
    midnight = datetime.combine(now.astimezone(CHINA).date(), time(), CHINA)
    async with desk.store.read() as work:
        standings = await work.board.standings(estates)
        waiting = [one for one in standings if one.holder == "queue"]
        live = [one for estate_id in estates for one in await work.incidents.live(estate_id)]
        held: dict[str, list[Standing]] = {}
        for one in standings:
            if one.agent_id:
                held.setdefault(one.agent_id, []).append(one)
        return Board(
            at=now,
            estates=estates,
            waiting={
                urgency: sum(one.urgency == urgency for one in waiting)
                for urgency in ("urgent", "important", "general")
            },
            longest=min(waiting, key=lambda one: one.since, default=None),
            holders={
                **{name: sum(one.holder == name for one in standings) for name in ("queue", "agent")},
                "bot": await work.board.with_the_bot(estates),
            },
            held=held,
            agents=await team(desk, work, estates),
            ratings_due=len(await work.ratings.due(estates)),
            incidents={state: sum(one.state == state for one in live) for state in ("proposed", "open")},
            breaches=await work.board.breaches(estates, since=midnight, until=now),
        )
