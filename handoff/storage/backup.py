"""Copies of an SQLite database, taken while it runs."""

import sqlite3
from contextlib import closing
from pathlib import Path


class BadBackupError(Exception):
    """A file is no whole database of this product."""


def copy_database(source: Path, target: Path) -> None:
    """Copy a database through SQLite itself, so that the copy is one moment's; raises BadBackupError."""
    if not source.is_file():
        raise BadBackupError(f"没有找到 {source}。")
    try:
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
            origin.backup(copy)
    except sqlite3.Error as error:
        raise BadBackupError(f"{source} 读不了，或 {target} 写不了（{type(error).__name__}）。") from None


def prove_database(path: Path) -> int:
    """Return how many turns a whole database holds; raises BadBackupError."""
    if not path.is_file():
        raise BadBackupError(f"没有找到 {path}。")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BadBackupError(f"{path} 已损坏。")
            database.execute("SELECT version_num FROM alembic_version").fetchone()
            return int(database.execute("SELECT count(*) FROM turns").fetchone()[0])
    except sqlite3.Error:
        raise BadBackupError(f"{path} 不是邻答的数据库。") from None
