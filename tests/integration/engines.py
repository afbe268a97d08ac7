"""PostgreSQL and Redis for the tests: found on this machine, started by them, on loopback, gone with them.

Without them the tests that need them are skipped loudly, and fail where CI is set: `make test` installs both.
"""

import asyncio
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handoff.storage.engine import dispose, open_engines, upgrade

PATIENCE = 30.0  # seconds until a server takes connections
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root

ROOM = 4 * 1024**3  # bytes
PRISTINE = "pristine"  # the database with today's tables that every test's database is a copy of

_chosen: dict[str, str] = {}
_made: set[str] = set()


def is_scale() -> bool:
    """Whether the tests run on PostgreSQL and Redis."""
    return os.environ.get("LINDA_TEST_ENGINES") == "scale"


@contextmanager
def chosen() -> Iterator[None]:
    """Have the engines that the tests are to run on, for as long as the context lasts."""
    if not is_scale():
        with tempfile.TemporaryDirectory(prefix="linda-sqlite-") as folder:
            pristine = Path(folder) / "linda.db"
            _make_tables(f"sqlite+aiosqlite:///{pristine}")
            _chosen.update(pristine=str(pristine))
            yield
        return
    with postgresql() as database, redis_server() as redis:
        _chosen.update(database=database, redis=redis)
        _make_tables(_database(PRISTINE, of="template1"))
        yield


def _make_tables(url: str) -> None:
    """Let a database have every migration: once for all tests, since it takes half of a desk's start."""

    async def make() -> None:
        writer, reader = open_engines(url)
        await upgrade(writer)
        await dispose(writer, reader)

    asyncio.run(make())


def settings_for(folder: Path) -> dict[str, str]:
    """Return the LINDA_* settings that put the desk of this folder on the chosen engines."""
    if not is_scale():
        if "pristine" in _chosen and not (database := folder / "linda.db").exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(_chosen["pristine"], database)
        return {}
    name = "d" + hashlib.sha256(str(folder).encode()).hexdigest()[:20]
    return {"LINDA_DATABASE_URL": _database(name), "LINDA_REDIS_URL": _chosen["redis"]}


def _database(name: str, *, of: str = PRISTINE) -> str:
    """Return the URL of a database of the chosen server, made when it is first asked for."""
    server = _chosen["database"]
    if name not in _made:
        statement = f"CREATE DATABASE {name} TEMPLATE {of}"
        subprocess.run([program("psql"), "-q", "-c", statement, server], check=True)
        _made.add(name)
    return server.replace("postgresql://", "postgresql+asyncpg://").replace("/postgres", f"/{name}")


def find_program(name: str) -> str | None:
    """Return where a server's program lies: on the PATH, or where Debian puts PostgreSQL's."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or (str(debian[0]) if debian else None)


def program(name: str) -> str:
    """Return where a program lies; without it the test is skipped, and in CI it fails."""
    if found := find_program(name):
        return found
    sentence = f"{name} is not installed: what needs it is NOT tested"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server of our own; yields the URL of its empty database, without a driver."""
    initdb, server = program("initdb"), program("postgres")
    user = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="linda-pg-", dir=_swift_place()))
    try:
        if user:
            shutil.chown(folder, user)
        options = ["-D", str(folder / "data"), "-U", "linda", "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run([initdb, *options], user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        port = free_port()
        settings = [
            "-p",
            str(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            f"unix_socket_directories={folder}",
        ]
        with _running([server, "-D", str(folder / "data"), *settings], port=port, user=user, folder=folder):
            yield f"postgresql://linda@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _swift_place() -> Path | None:
    """Return where a database a test costs no disk: in memory, where there is room for all of them."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else None


@contextmanager
def redis_server(port: int | None = None) -> Iterator[str]:
    """Run a Redis server of our own that keeps nothing; yields its URL."""
    server, port = program("redis-server"), port or free_port()
    folder = Path(tempfile.mkdtemp(prefix="linda-redis-"))
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    try:
        with _running(command, port=port, user=None, folder=folder):
            yield f"redis://127.0.0.1:{port}/0"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], *, port: int, user: str | None, folder: Path) -> Iterator[None]:
    with (folder / "server.log").open("wb") as output:
        process = subprocess.Popen(command, user=user, stdout=output, stderr=output, cwd=folder)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: it waits for nobody
        process.wait(PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{process.args!r} did not start")


def _unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)
