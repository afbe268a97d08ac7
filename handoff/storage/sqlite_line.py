"""A SQLite connection that goes to its thread once a statement.

aiosqlite goes there four times, for the cursor, the statement, its rows and the cursor's end, and waits each
time for two threads to change places: most of what a short statement costs.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import aiosqlite

Rows = list[Any]
_AT_ONCE = 64  # rows; only iteration row by row would use it, and nobody does


class Statement:
    """What SQLAlchemy takes for a cursor: a statement is run, fetched and closed in one go."""

    def __init__(self, line: "Line") -> None:
        self._line = line
        self._rows: Rows = []
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "Statement":
        """Be entered like a cursor; nothing is opened yet."""
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> "Statement":
        """Run a statement."""
        return await self._run(sqlite3.Cursor.execute, statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Any]) -> "Statement":
        """Run a statement once for each set of parameters."""
        return await self._run(sqlite3.Cursor.executemany, statement, parameters)

    async def fetchall(self) -> Rows:
        """Return the rows."""
        return self._rows

    async def close(self) -> None:
        """Be closed like a cursor; it is since it was run."""

    async def _run(self, how: Callable[..., sqlite3.Cursor], statement: str, parameters: Any) -> "Statement":
        def run(connection: sqlite3.Connection) -> tuple[Rows, Sequence[Any] | None, int, int | None]:
            cursor = connection.cursor()
            try:
                how(cursor, statement, parameters)
                rows = cursor.fetchall() if cursor.description else []
                return rows, cursor.description, cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        self._rows, self.description, self.rowcount, self.lastrowid = await self._line.in_thread(run)
        return self


class Line(aiosqlite.Connection):
    """A connection whose statements are run in one go."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _AT_ONCE)
        self._thread.daemon = True
        self._was_left = False

    def cursor(self) -> Statement:  # type: ignore[override] # aiosqlite's is opened in the thread
        """Return something that runs one statement."""
        return Statement(self)

    async def in_thread(self, do: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do something with the real connection in its thread."""
        try:
            return await self._execute(do, self._conn)  # type: ignore[no-untyped-call] # as aiosqlite has it
        except asyncio.CancelledError:
            self._was_left = True  # the thread goes on with it: what it is in now cannot be known from here
            raise

    async def rollback(self) -> None:
        """Roll back, where there is anything: every connection that is given back asks for it."""
        if self._was_left or self._conn.in_transaction:
            await super().rollback()
            self._was_left = False


def open_line(database: str, **options: Any) -> Line:
    """Return a connection to be awaited; parameters as of `sqlite3.connect`."""
    return Line(lambda: sqlite3.connect(database, **options))
