"""Agents of a desk that a benchmark started."""

import json

from benchmarks.load.client import ESTATE, line
from benchmarks.load.product import Product
from handoff.bootstrap import open_store
from handoff.desk.access import new_id
from handoff.desk.passwords import hash_password
from handoff.domain.agent import Agent
from handoff.settings import read_settings

PASSWORD = "as long as the run"  # noqa: S105  of accounts that live no longer
CREATED = 201


async def employ(running: Product, username: str, *, grade: int) -> str:
    """Add an agent to a running desk and sign in; return the session's token."""
    agent = Agent(id=new_id(), username=username, name=username, grade=grade, estates=frozenset({ESTATE}))
    password = await hash_password(PASSWORD)
    async with open_store(read_settings(running.environment)) as store, store.write() as work:
        await work.agents.add(agent, password)
        await work.people.change(agent)
    async with line(running.desk.port) as through:
        given = {"username": username, "password": PASSWORD}
        status, body = await through.call("POST", "/api/v1/sessions", given)
    if status != CREATED:
        raise RuntimeError(f"not signed in: {status} {body!r}")
    return str(json.loads(body)["token"])
