"""Which conversations were erased, kept outside the database: a restored backup must not bring them back."""

import asyncio
import os
from pathlib import Path


class Tombstones:
    """A file of conversation ids, one a line, only ever added to; an id opens nothing and names nobody."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def add(self, conversation_id: str) -> None:
        """Remember an erasure; it is on the disk when this returns."""
        await asyncio.to_thread(self._append, conversation_id)

    async def every(self) -> list[str]:
        """Return all ids."""
        return await asyncio.to_thread(self._read)

    def _append(self, conversation_id: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="ascii") as file:
            file.write(conversation_id + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> list[str]:
        return self._path.read_text(encoding="ascii").split() if self._path.exists() else []
