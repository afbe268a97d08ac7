"""What was said and what was acknowledged, on the disk before it counts."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

SYNC_EVERY = 0.1  # seconds; whoever was acknowledged waits for it before the message counts


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One message that the desk said it had: by whom, in which conversation, under which number."""

    number: int
    author: str
    conversation: str
    seq: int
    at: float


class Ledger:
    """The tester's own book, one line an event, synced to the disk."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._numbers = count(1)
        self.sent = 0
        self.acknowledged: list[Acknowledged] = []
        self._unsynced: list[Acknowledged] = []

    def next_number(self) -> int:
        """Give out the number of a new message, and note that it is about to be sent."""
        number = next(self._numbers)
        self.sent += 1
        self._file.write(f"sent {number}\n")
        return number

    def note(self, number: int, *, author: str, conversation: str, seq: int) -> None:
        """Note that the desk acknowledged a message."""
        line = Acknowledged(number, author, conversation, seq, time.monotonic())
        self._file.write(f"acked {number} {author} {conversation} {seq}\n")
        self._unsynced.append(line)

    async def keep(self) -> None:
        """Sync until cancelled; only what is on the disk counts."""
        while True:
            await asyncio.sleep(SYNC_EVERY)
            await self.sync()

    async def sync(self) -> None:
        """Put everything on the disk."""
        taken, self._unsynced = self._unsynced, []
        self._file.flush()
        await asyncio.to_thread(os.fsync, self._file.fileno())
        self.acknowledged += taken

    def close(self) -> None:
        """Close the book."""
        self._file.close()


def marked(number: int) -> str:
    """Return how a message shows its number, so that it is found again wherever it went."""
    return f"〔{number}〕"
