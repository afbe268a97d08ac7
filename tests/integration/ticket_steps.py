"""What agents do with tickets in these tests."""

from typing import Any

import httpx

from tests.integration.people import AgentPerson, Json, Resident

LEAK: Json = {"category": "repair", "trade": "工程", "class": "important", "summary": "厨房水槽漏水"}
WAY = ("dispatched", "on_the_way", "done", "awaiting_confirmation")


async def opened(agent: AgentPerson, resident: Resident, key: str = "t1", **more: Any) -> Json:
    """Open a ticket in the resident's conversation."""
    body = {"client_key": key, "conversation_id": resident.id, **LEAK, **more}
    answered = await agent.call("POST", "/tickets", body)
    assert answered.status_code == 201, answered.text
    ticket: Json = answered.json()["ticket"]
    return ticket


async def move(agent: AgentPerson, number: str, to: str, **more: str) -> httpx.Response:
    return await agent.call("POST", f"/tickets/{number}/moves", {"to": to, **more})


async def went(agent: AgentPerson, number: str, *states: str) -> None:
    """Move a ticket along and expect each move to be taken."""
    for state in states:
        assert (await move(agent, number, state)).status_code == 201
