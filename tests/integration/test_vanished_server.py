"""A PostgreSQL that no longer answers, as when its machine is gone, does not keep the desk's connections."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.pool import AsyncAdaptedQueuePool

from handoff.errors import Busy
from handoff.storage import engine as engines_module
from handoff.storage.engine import dispose, open_engines
from handoff.storage.sealing import Seal
from handoff.storage.store import Store
from tests.integration import engines

pytestmark = pytest.mark.skipif(not engines.is_scale(), reason="about PostgreSQL alone")


class Road:
    """A way to the server on which, once it is cut, nothing moves in either direction and nobody is told."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._is_open = asyncio.Event()
        self._is_open.set()
        self._tasks: set[asyncio.Task[None]] = set()

    def cut(self) -> None:
        self._is_open.clear()

    def mend(self) -> None:
        self._is_open.set()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onwards, answers = await asyncio.open_connection(*self._server)
        ways = [self._carry(reader, answers), self._carry(onwards, writer)]
        tasks = [asyncio.create_task(way) for way in ways]
        self._tasks.update(tasks)
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait(tasks)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while part := await reader.read(65536):
                await self._is_open.wait()
                writer.write(part)
                await writer.drain()
        writer.close()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest.fixture
async def road(tmp_path: Path) -> AsyncIterator[tuple[Road, str]]:
    """A road to the tests' PostgreSQL, and the database's address at its near end."""
    url = make_url(engines.settings_for(tmp_path)["LINDA_DATABASE_URL"])
    far = Road(url.host or "127.0.0.1", url.port or 5432)
    server = await asyncio.start_server(far.take, "127.0.0.1", 0)
    near = url.set(host="127.0.0.1", port=server.sockets[0].getsockname()[1])
    yield far, near.render_as_string(hide_password=False)
    await far.close()
    server.close()


async def test_whoever_waits_for_a_vanished_server_is_told_and_the_connection_is_given_up(
    road: tuple[Road, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines_module, "LONGEST_STATEMENT", 2.0)
    far, address = road
    writer, _ = open_engines(address)
    store = Store(writer, writer, seal=Seal([bytes(32)]), publish=lambda _event: None)

    async def ask() -> None:
        async with store.write() as work:
            await work.turns._connection.execute(sa.text("SELECT 1"))
            has_begun.set()
            await goes_on.wait()
            await work.turns._connection.execute(sa.text("SELECT 1"))

    has_begun, goes_on = asyncio.Event(), asyncio.Event()
    asking = asyncio.create_task(ask())
    await has_begun.wait()
    far.cut()
    goes_on.set()
    with pytest.raises(Busy):
        await asyncio.wait_for(asking, 30)
    pool = writer.pool
    assert isinstance(pool, AsyncAdaptedQueuePool)
    assert pool.checkedout() == 0
    far.mend()
    async with asyncio.timeout(30):
        await ask()
    await dispose(writer)


async def test_the_server_gives_up_a_desk_that_is_gone(road: tuple[Road, str]) -> None:
    writer, _ = open_engines(road[1])
    async with writer.connect() as connection:
        for name in ("client_connection_check_interval", "lock_timeout"):
            assert (await connection.exec_driver_sql(f"SHOW {name}")).scalar_one() == "5s"
    await dispose(writer)
