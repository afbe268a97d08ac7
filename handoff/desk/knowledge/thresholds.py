"""The threshold simulator: an estate's real decisions made again at every threshold."""

from dataclasses import dataclass

from handoff.desk.knowledge.opening import open_knowledge
from handoff.desk.knowledge.windows import Window
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.hindsight import decisions
from handoff.domain.thresholds import STEPS, Point, replay


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What each threshold would have come to, and how much stands behind it."""

    threshold: float
    decisions: int
    told_right: int
    told_wrong: int
    minutes_per_handoff: float | None
    points: list[Point]


async def simulate(desk: Desk, agent: Agent, estate: str, days: Window) -> Simulation:
    """Return the estate's simulation over these days; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    async with desk.store.read() as work:
        told = await work.hindsight.transcripts(estate, days.since, days.until)
        minutes = await work.hindsight.minutes_with_agents(estate, days.since, days.until)
    now = desk.now()
    decided = [
        one
        for conversation_id, turns in told
        for one in decisions(conversation_id, turns, now)
        if one.is_plain and days.since <= one.question.at < days.until
    ]
    mean = round(sum(minutes) / len(minutes), 2) if minutes else None
    return Simulation(
        threshold=desk.threshold,
        decisions=len(decided),
        told_right=sum(one.outcome == "accepted" for one in decided),
        told_wrong=sum(one.outcome == "rejected" for one in decided),
        minutes_per_handoff=mean,
        points=replay(decided, STEPS, minutes_per_handoff=mean),
    )
