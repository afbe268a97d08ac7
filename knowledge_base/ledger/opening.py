"""The ledger from the command line: one transaction in the desk's database, also while the desk runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from knowledge_base.errors import KnowledgeError
from knowledge_base.ledger.tables import metadata

Found = TypeVar("Found")
_WAIT_FOR_WRITER = 10_000  # milliseconds


def in_ledger(url: str, work: Callable[[sa.Connection], Found]) -> Found:
    """Do the work in one transaction that commits when it returns; KnowledgeError without a database."""
    try:
        return asyncio.run(_work(url, work))
    except DBAPIError as error:
        raise KnowledgeError(f"数据库打不开或正忙（{type(error.orig).__name__}），请稍后再试") from error


async def _work(url: str, work: Callable[[sa.Connection], Found]) -> Found:
    database = make_url(url)
    engine = create_async_engine(database)
    if database.get_backend_name() == "sqlite":
        if database.database:
            Path(database.database).parent.mkdir(parents=True, exist_ok=True)
        _prepare(engine.sync_engine)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _prepare(engine: sa.Engine) -> None:
    """Begin by taking the writer's place, so that what was read is still so when it is written."""

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={_WAIT_FOR_WRITER}")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
