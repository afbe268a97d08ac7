"""A real desk on a free loopback port, with a real database; only the bot may be scripted."""

import socket
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from argon2 import PasswordHasher
from sanic_routing.route import Route
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from handoff.app import make_app
from handoff.bootstrap import World, open_world
from handoff.bot_double import ScriptedBot
from handoff.desk.access import new_id
from handoff.desk.ports import Bot, Store, Work
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from handoff.errors import Busy
from handoff.serving import listen, running
from handoff.settings import Settings, read_settings
from tests.contract.payloads import payload
from tests.integration import engines
from tests.integration.people import AgentPerson, Resident

PASSWORD = "correct horse"
CONSENT = {"version": "2026-11", "at": "2026-11-21T10:00:00Z"}
# Cheap on purpose: most tests only need somebody who is signed in.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
_numbers = count()
_COMINGS = 5


@dataclass
class Place:
    """A running desk and the way to its door."""

    world: World
    client: httpx.AsyncClient
    url: str
    data: Path
    routes: tuple[Route, ...]

    async def resident(self, **resident: str) -> Resident:
        """Open a conversation."""
        body: dict[str, Any] = {"estate": "yunshan", "channel": "web", "consent": CONSENT}
        if resident:
            body["resident"] = resident
        opened = await self.client.post("/api/v1/conversations", json=body)
        assert opened.status_code == 201, opened.text
        return Resident(self.client, opened.json())

    async def agent(
        self, name: str, *, estate: str = "yunshan", grade: int = 1, skills: Collection[str] = ()
    ) -> AgentPerson:
        """Employ an agent and sign in."""
        agent = Agent(
            id=new_id(),
            username=name,
            name=name,
            grade=grade,
            estates=frozenset({estate}),
            skills=frozenset(skills),
        )
        async with staging(self.world.desk.store) as work:
            await work.agents.add(agent, PASSWORD_HASH)
            await work.people.change(agent)
        return AgentPerson(self.client, await self._session(name))

    async def sign_in(self, agent: AgentPerson) -> None:
        """Sign in anew, as after a night."""
        agent.take(await self._session(agent.name))

    async def _session(self, name: str) -> dict[str, Any]:
        signed_in = await self.client.post("/api/v1/sessions", json={"username": name, "password": PASSWORD})
        assert signed_in.status_code == 201, signed_in.text
        self.client.cookies.clear()
        opened: dict[str, Any] = signed_in.json()
        return opened


def scripted(answers: dict[str, str] | None = None, *, otherwise: str = "good_answer") -> ScriptedBot:
    """A bot that answers each text with a captured payload."""
    known = answers or {}
    return ScriptedBot(lambda text: payload(known.get(text, otherwise)))


def settings_in(folder: Path, **changed: Any) -> Settings:
    """Settings of a desk whose data lie in this folder; on PostgreSQL each has a database of its own."""
    environ = {"LINDA_DATA_DIR": str(folder)} | engines.settings_for(folder)
    return replace(read_settings(environ), **changed)


@asynccontextmanager
async def staging(store: Store) -> AsyncIterator[Work]:
    """Write what a test begins with; comes again where the disk stalls, as every caller of the desk does."""
    async with AsyncExitStack() as stack:
        for patience in reversed(range(_COMINGS)):
            try:
                work = await stack.enter_async_context(store.write())
                break
            except Busy:
                if not patience:
                    raise
        yield work


@asynccontextmanager
async def desk_in(
    folder: Path,
    *,
    bot: Bot | None = None,
    now: Callable[[], datetime] | None = None,
    worker: str = "desk",
    sweeping: bool = True,
    **changed: Any,
) -> AsyncIterator[Place]:
    """Run a desk with two estates; with a `bot_url` it has the real line to the bot, `worker` names it."""
    bot = bot or (None if "bot_url" in changed else scripted())
    sock = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{port_of(sock)}"
    settings = settings_in(folder, **changed)
    async with open_world(settings, bot=bot, now=now, worker=worker, sweeping=sweeping) as world:
        profile = {
            "hotline": "0571-55500101",
            "desk_hours": "8:30–18:00",
            "gas_emergency_phone": "0571-55507777",
        }
        async with staging(world.desk.store) as work:
            for estate, name in (("yunshan", "云杉花园"), ("baihua", "白桦里")):
                await work.estates.put(Estate.from_profile(estate, name, profile))
        app = make_app(world, name=f"desk{next(_numbers)}")
        async with (
            running(app, sock),
            httpx.AsyncClient(
                base_url=url, trust_env=False, timeout=40, limits=httpx.Limits(max_connections=60)
            ) as client,
        ):
            yield Place(world, client, url, folder, tuple(app.router.routes))


async def in_database(folder: Path, statement: str, **values: object) -> list[tuple[Any, ...]]:
    """Run one statement in the database of this folder's desk and commit; returns its rows, if it has any."""
    engine = create_async_engine(settings_in(folder).database_url, poolclass=NullPool)
    async with engine.begin() as connection:
        result = await connection.execute(sa.text(statement), values)
        return [tuple(row) for row in result] if result.returns_rows else []


def port_of(sock: socket.socket) -> int:
    """Return the port a socket is bound to."""
    port: int = sock.getsockname()[1]
    return port
