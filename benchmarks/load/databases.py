"""A PostgreSQL that waits for the disk, as one that is relied on does; gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.load.product import free_port

STARTED_WITHIN = 60.0  # seconds
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root


def find(name: str) -> str | None:
    """Return where a program of PostgreSQL lies: on the PATH, or where Debian puts it."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or (str(debian[0]) if debian else None)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """Run a server of our own; yields its address without a driver, None where it is not installed."""
    initdb, server = find("initdb"), find("postgres")
    if initdb is None or server is None:
        yield None
        return
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in UNPRIVILEGED if name in known) if os.geteuid() == 0 else None
    folder, port = Path(tempfile.mkdtemp(prefix="linda-load-pg-")), free_port()
    try:
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        made = [initdb, "-D", data, "-U", "linda", "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run(made, user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        options = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder}
        command = [server, "-D", data, *(f"--{name}={value}" for name, value in options.items())]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(command, user=user, stdout=log, stderr=log, cwd=folder)
        try:
            _wait_for(find("pg_isready") or "pg_isready", port)
            yield f"postgresql://linda@127.0.0.1:{port}/postgres"
        finally:
            running.terminate()
            running.wait(STARTED_WITHIN)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(probe: str, port: int) -> None:
    until = time.monotonic() + STARTED_WITHIN
    command = [probe, "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(command, check=False).returncode:
        if time.monotonic() > until:
            raise RuntimeError("PostgreSQL did not start")
        time.sleep(0.1)
