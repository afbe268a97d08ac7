"""Who writes waits for whom: on PostgreSQL a writing transaction locks the rows that it decides by.

SQLite has one writer at a time, so whoever reads inside a writing transaction reads what will still hold when
it writes. PostgreSQL lets many write at once; there the row that a verb finds first, the conversation or the
ticket, is locked before it is read, and the next verb about it waits for the commit.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

_OPTION = "linda_writes"


async def mark_as_writing(connection: AsyncConnection) -> None:
    """Note that what is found on this connection will be decided by."""
    await connection.execution_options(**{_OPTION: True})


def lock_of(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Return the statement that locks rows of a table, for whoever puts it together once."""
    key = table.primary_key.columns.values()
    return sa.select(*key).where(*conditions).order_by(*key).with_for_update()


async def lock_rows(
    connection: AsyncConnection, table: sa.Table, *conditions: sa.ColumnElement[bool]
) -> None:
    """Lock the rows of a table until the commit, where the transaction writes and the engine needs it."""
    if _is_locking(connection):
        await connection.execute(lock_of(table, *conditions))


async def lock(connection: AsyncConnection, statement: sa.Select[Any], asked: Mapping[str, str]) -> None:
    """Do the same with a statement of `lock_of` and its parameters.

    A statement of its own, before the reading: PostgreSQL looks again at a row that it had to wait for, but
    not at what was joined to it.
    """
    if _is_locking(connection):
        await connection.execute(statement, asked)


def locked(connection: AsyncConnection, one: sa.Select[Any]) -> sa.Select[Any]:
    """Let a query for one row of one table lock it too: with nothing joined it reads what it waited for."""
    return one.with_for_update() if _is_locking(connection) else one


def _is_locking(connection: AsyncConnection) -> bool:
    if connection.dialect.name != "postgresql":
        return False
    options = connection.sync_connection.get_execution_options() if connection.sync_connection else {}
    return bool(options.get(_OPTION))
