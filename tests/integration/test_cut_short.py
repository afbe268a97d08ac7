"""Whoever is cut short in the middle of a transaction leaves nothing behind: no lock, no open connection."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from handoff.desk.letterbox import Letterbox
from handoff.domain.correspondent import AccountName, Incoming, Unreadable
from handoff.domain.estate import Estate
from handoff.domain.events import CallbackStored, Event
from handoff.storage.engine import dispose, open_engines, upgrade
from handoff.storage.sealing import Seal
from handoff.storage.store import Store

pytestmark = pytest.mark.sqlite
SLOW = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT max(i) FROM n"
)
MESSAGE = Incoming(
    account=AccountName("wechat", "demo"),
    estate="yunshan",
    person="resident",
    key="1",
    kind="text",
    text="你好",
)


@pytest.fixture
def announced() -> list[Event]:
    return []


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """The one that writes."""
    writer, reader = open_engines(f"sqlite+aiosqlite:///{tmp_path / 'linda.db'}")
    await upgrade(writer)
    await dispose(reader)
    yield writer
    await dispose(writer)


@pytest.fixture
def store(engine: AsyncEngine, announced: list[Event]) -> Store:
    return Store(engine, engine, seal=Seal([bytes(32)]), publish=announced.append)


def is_locked(folder: Path) -> bool:
    """Whether another process would have to wait for the writer."""
    with contextlib.closing(sqlite3.connect(folder / "linda.db", timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


async def cut(task: asyncio.Task[None], *, times: int = 1) -> None:
    """Cancel a task, also while it is still giving back what it has, and wait until it is gone."""
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    await asyncio.wait([task])


async def test_a_writer_cut_short_again_while_it_gives_back_its_connection_leaves_no_lock(
    store: Store, engine: AsyncEngine
) -> None:
    has_begun = asyncio.Event()

    async def hold() -> None:
        async with store.write():
            has_begun.set()
            await asyncio.Event().wait()

    writing = asyncio.create_task(hold())
    await has_begun.wait()
    await cut(writing, times=3)
    pool = engine.pool
    assert isinstance(pool, AsyncAdaptedQueuePool)
    assert pool.checkedout() == 0


async def test_a_writer_cut_short_in_the_middle_of_a_statement_leaves_no_lock(
    store: Store, tmp_path: Path
) -> None:
    has_begun, kept = asyncio.Event(), []

    async def think() -> None:
        try:
            async with store.write() as work:
                has_begun.set()
                await work.turns._connection.execute(sa.text(SLOW))
        except asyncio.CancelledError as error:
            kept.append(error)  # and with it every frame, down to the statement's cursor
            raise

    writing = asyncio.create_task(think())
    await has_begun.wait()
    await asyncio.sleep(0.1)  # now the statement is at work
    await cut(writing)
    assert kept
    assert not is_locked(tmp_path)


async def test_what_is_being_committed_when_its_writer_is_cut_short_is_announced_if_it_is_there(
    store: Store, announced: list[Event]
) -> None:
    for number in range(20):
        has_said = asyncio.Event()
        writing = asyncio.create_task(add_estate(store, f"e{number}", has_said))
        await has_said.wait()
        for _ in range(number % 5):  # before the commit, within it, after it
            await asyncio.sleep(0)
        before = len(announced)
        await cut(writing)
        async with store.read() as work:
            is_there = await work.estates.get(f"e{number}") is not None
        assert is_there == (len(announced) > before), number
    assert 0 < len(announced) < 20


async def add_estate(store: Store, name: str, has_said: asyncio.Event) -> None:
    async with store.write() as work:
        await work.estates.put(Estate.from_profile(name, name, {}))
        work.announce(CallbackStored())
        has_said.set()
        await asyncio.sleep(0)


async def test_a_letterbox_that_closes_has_stored_what_its_last_visitor_did_not_wait_for(
    store: Store,
) -> None:
    box, stored = Letterbox(), []

    async def keep(callbacks: list[Incoming | Unreadable]) -> list[bool]:
        async with store.write() as work:
            stored.extend(await work.inbox.add(callbacks, datetime.now(UTC)))
        return stored

    visitor = asyncio.create_task(box.put(MESSAGE, keep))
    await asyncio.sleep(0)
    await cut(visitor)
    await box.close()
    assert stored == [True]
