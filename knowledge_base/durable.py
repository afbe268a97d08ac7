"""Writing so that a killed machine leaves the old state or the new one, never half of either."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge_base.errors import BusyError


def replace_file(path: Path, data: bytes) -> None:
    """Put the data in the file's place in one step, on the disk when this returns."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Bring every file and folder below, and the folder itself, onto the disk."""
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder onto the disk."""
    _sync(folder)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold the lock file; BusyError when another process has it. The lock falls with its holder."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError("这个小区的另一个发布或回退正在进行，请等它结束后再试") from error
        yield


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
