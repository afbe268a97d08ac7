"""An agent's profile is changed: what they may do, know, and how much they take at once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handoff.desk.announcing import announce_colleague
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent, Colleague
from handoff.domain.audit import Deed
from handoff.errors import BadRequest, NotFound


async def change_agent(desk: Desk, manager: Agent, agent_id: str, changes: Mapping[str, Any]) -> Colleague:
    """Change fields of an agent of the manager's estates; raises NotFound, BadRequest."""
    async with desk.store.write() as work:
        agent = await work.agents.get(agent_id)
        if agent is None or not agent.estates & manager.estates:
            raise NotFound("没有找到这位坐席。请刷新后再看。")
        if agent.id == manager.id and changes.get("grade", agent.grade) != agent.grade:
            raise BadRequest("不能修改自己的级别。请由另一位三级坐席修改。")
        if strangers := set(changes.get("buildings", ())) - agent.estates:
            raise BadRequest(f"{agent.name}不负责小区 {min(strangers)}，不能指定那里的楼栋。")
        await work.people.change(replace(agent, **changes))
        await work.audit.add(
            Deed(
                action="agent_changed",
                actor_id=manager.id,
                actor_name=manager.name,
                at=desk.now(),
                estate=min(agent.estates & manager.estates),
                subject=agent.id,
                why="、".join(sorted(changes)),
            )
        )
        now = await announce_colleague(desk, work, agent.id)
    if now is None:
        raise NotFound
    return now


async def saved_filters(desk: Desk, agent: Agent) -> list[dict[str, Any]]:
    """Return the filters that an agent saved."""
    async with desk.store.read() as work:
        return await work.people.filters(agent.id)


async def save_filters(desk: Desk, agent: Agent, filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Replace the filters that an agent saved."""
    async with desk.store.write() as work:
        await work.people.save_filters(agent.id, filters)
    return filters
