"""Engines: one connection that writes, several that read, so that nobody who reads waits for a writer."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from handoff.endings import to_the_end
from handoff.errors import UnusableDatabase
from handoff.storage.sqlite_line import open_line

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "secure_delete=ON",  # what a resident had erased must not linger in free pages
)
_SYNCHRONOUS_FULL = 2  # as SQLite counts: off, normal, full, extra
WAIT_FOR_WRITER = 5.0
READERS = 4
CONNECTIONS = 20  # of each desk process to PostgreSQL
# Nobody waits longer for a row than for SQLite's writer, no transaction is forgotten open, and the server
# keeps no row locked for a desk that is gone (PostgreSQL's manual, 19.3 and 19.11).
_PATIENCE_OF_POSTGRESQL = {
    "lock_timeout": str(int(WAIT_FOR_WRITER * 1000)),
    "idle_in_transaction_session_timeout": "60000",
    "client_connection_check_interval": "5000",
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
LONGEST_STATEMENT = (
    60.0  # seconds; a server that vanished answers nothing, and its connection is held for ever
)
_UNREACHABLE = "数据库打不开（{why}）。请检查 LINDA_DATABASE_URL，以及数据库是否已经启动。"
MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADING = 7_110_116  # the advisory lock that one of several starting workers holds while it upgrades


def open_engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """Return the engine that writes and the one that reads; on PostgreSQL they are the same."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_async_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=WAIT_FOR_WRITER,
            pool_pre_ping=True,
            connect_args={
                "server_settings": _PATIENCE_OF_POSTGRESQL,
                "command_timeout": LONGEST_STATEMENT,
                "timeout": WAIT_FOR_WRITER,
            },
        )
        sa.event.listen(engine.sync_engine, "handle_error", _drop_what_does_not_answer)
        return engine, engine
    if database := make_url(url).database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    # One pooled connection queues our own writers in order; `busy_timeout` is only for other processes.
    writer = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=WAIT_FOR_WRITER)
    reader = create_async_engine(url, pool_size=READERS, max_overflow=0, pool_timeout=WAIT_FOR_WRITER)
    _prepare(writer, begin="BEGIN IMMEDIATE")
    _prepare(reader, begin="BEGIN")
    return writer, reader


def _drop_what_does_not_answer(context: sa.ExceptionContext) -> None:
    """Have a connection thrown away whose server did not answer in time: its rollback would wait as long."""
    if isinstance(context.original_exception, TimeoutError):
        context.is_disconnect = True


def _prepare(engine: AsyncEngine, *, begin: str) -> None:
    @sa.event.listens_for(engine.sync_engine, "do_connect")
    def on_dial(_dialect: Any, _record: Any, _place: Any, options: dict[str, Any]) -> None:
        options["async_creator_fn"] = open_line

    @sa.event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin by itself: a late BEGIN fails at once
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine.sync_engine, "handle_error")
    def on_error(context: sa.ExceptionContext) -> None:
        # Thrown away in the middle of a statement, a connection would keep its lock until the statement is
        # collected as garbage. Its thread ends the statement anyway, and then rolls back.
        if isinstance(context.original_exception, asyncio.CancelledError):
            context.is_disconnect = False

    @sa.event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)


def places_of(engine: AsyncEngine) -> int:
    """Return how many connections an engine may have open at a time."""
    pool = engine.pool
    return pool.size() if isinstance(pool, sa.QueuePool) else 1


@contextmanager
def _told_to_operators() -> Iterator[None]:
    """Raise UnusableDatabase with a sentence where a database does not let itself be opened."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        why: BaseException = (error.orig or error) if isinstance(error, DBAPIError) else error
        raise UnusableDatabase(_UNREACHABLE.format(why=why)) from error
    except Exception as error:
        # The driver's own errors while it dials (a wrong password, no such database) pass SQLAlchemy by.
        if not type(error).__module__.startswith("asyncpg"):
            raise
        raise UnusableDatabase(_UNREACHABLE.format(why=error)) from error


async def is_durable(engine: AsyncEngine) -> bool:
    """Whether a commit that came back is on the disk, so that what was acknowledged survives a power cut.

    Sources: SQLite's manual on `synchronous`, PostgreSQL's on `fsync` and `synchronous_commit`.
    """
    with _told_to_operators():
        return await _is_durable(engine)


async def _is_durable(engine: AsyncEngine) -> bool:
    async with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            journal = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one()
            level = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one()
            return str(journal) == "wal" and int(level) >= _SYNCHRONOUS_FULL
        says = [
            (await connection.exec_driver_sql(f"SHOW {name}")).scalar_one()
            for name in ("fsync", "full_page_writes", "synchronous_commit")
        ]
        return "off" not in says


async def upgrade(writer: AsyncEngine) -> None:
    """Bring the database to the present schema; raises UnusableDatabase, also where it is a newer one."""
    with _told_to_operators():  # only opening it: what a migration stumbles over is a fault of ours
        async with writer.connect() as connection:
            await connection.exec_driver_sql("SELECT 1")
    if writer.dialect.name == "sqlite":
        async with writer.begin() as connection:
            await connection.run_sync(_upgrade)
        return
    patient = create_async_engine(writer.url, poolclass=sa.NullPool)  # a large table takes its time
    async with patient.begin() as connection:
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADING)))
        await connection.run_sync(_upgrade)
    await patient.dispose()


def _upgrade(connection: sa.Connection) -> None:
    revision = _revision(connection)
    if revision == newest_revision():
        return
    if revision and revision > newest_revision():
        raise UnusableDatabase(
            f"数据库是更新的版本（{revision}），这个程序只到 {newest_revision()}。"
            "请换回新版程序，或用 restore 恢复升级前的备份。"
        )
    # Alembic is a seventh of all that a desk would load before it answers again after a crash.
    from alembic import command  # noqa: PLC0415 - needed by the first start of a new version alone
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def newest_revision() -> str:
    """Return the revision that the last migration leads to: its file's name begins with it."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision


async def dispose(*engines: AsyncEngine) -> None:
    """Close every connection."""
    await asyncio.gather(*(engine.dispose() for engine in set(engines)))


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Have a connection that is back in its pool when the context ends, however often the task is cancelled.

    A connection that is still being opened or given back when the engine is disposed of belongs to nobody: it
    keeps its thread, and its lock where it was writing.
    """
    connection = engine.connect()
    try:
        await to_the_end(_started(connection))
        yield connection
    finally:
        if connection.sync_connection is not None:
            await to_the_end(connection.close())


async def _started(connection: AsyncConnection) -> None:
    await connection.start()
