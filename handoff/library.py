"""Published knowledge on the disk, and the process that publishes."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handoff.endings import end, to_the_end
from handoff.errors import NothingBefore, PublishingNow
from handoff.settings import Settings
from knowledge_base import versions
from knowledge_base.content import Content, load_content
from knowledge_base.durable import alone
from knowledge_base.errors import BusyError, KnowledgeError
from knowledge_base.places import Places
from knowledge_base.published import Published, Release, current_version, load_version
from knowledge_base.publishing import roll_back
from knowledge_base.searching import Index

ROOT = Path(__file__).resolve().parent.parent
LONGEST_LINE = 500
STOPPED_WITHIN = 5.0  # seconds
Tell = Callable[[list[str]], Awaitable[None]]


@asynccontextmanager
async def open_library(settings: Settings) -> AsyncIterator["Library"]:
    """Open the library; at the end, stop what still goes on: a stopped publish leaves the old version."""
    library = Library(settings)
    try:
        yield library
    finally:
        await library.close()


class Library:
    """The estates' published versions; what it reads of one it keeps until another comes into force."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._read: dict[str, tuple[Published, Index]] = {}
        self._working: set[asyncio.Task[None]] = set()

    def places(self, estate: str) -> Places:
        """Return where an estate's knowledge lies."""
        return Places(self._settings.data_dir.absolute(), estate)

    async def given(self, estate: str) -> Content | None:
        """Return what the estate ships with, if anything."""
        folder = self.places(estate).given
        return await asyncio.to_thread(load_content, folder) if folder else None

    async def in_force(self, estate: str) -> Published | None:
        """Return the version in force; None where nothing was published, or it cannot be read."""
        found = await asyncio.to_thread(self._in_force, estate)
        return found[0] if found else None

    async def search(self, estate: str, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the entries in force whose words are nearest, best first, with a score from 0 to 1."""
        found = await asyncio.to_thread(self._in_force, estate)
        return found[1].search(text, limit) if found else []

    async def versions(self, estate: str) -> list[Release]:
        """Return the versions that are kept, the newest first."""
        return await asyncio.to_thread(self._versions, self.places(estate))

    async def roll_back(self, estate: str) -> Release:
        """Put the version before the one in force back; raises PublishingNow, NothingBefore."""
        try:
            return await asyncio.to_thread(roll_back, self.places(estate))
        except BusyError:
            raise PublishingNow from None
        except KnowledgeError:
            raise NothingBefore from None

    def is_publishing(self, estate: str) -> bool:
        """Whether some process works on this estate's versions right now."""
        try:
            with alone(self.places(estate).lock):
                return False
        except BusyError:
            return True

    async def publish(self, estate: str, tell: Tell) -> tuple[bool, dict[str, Any]]:
        """Publish in a process of its own; return whether it came into force, and its report.

        `tell` is given all lines so far whenever there is a new one.
        """
        with TemporaryDirectory(prefix="linda-publish-") as folder:
            report = Path(folder) / "report.json"
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "knowledge_base", "publish", estate, "--report", str(report)),
                cwd=ROOT,
                env={**os.environ, **self._environment()},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
            try:
                lines = await _read_lines(process, tell)
                done = await process.wait() == 0
            finally:
                if process.returncode is None:
                    process.terminate()
                    await to_the_end(_until_gone(process))
            written = report.read_text(encoding="utf-8") if report.is_file() else "{}"
        return done, {**json.loads(written), "lines": lines}

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on behind the request that began it."""
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def close(self) -> None:
        """Stop what still goes on."""
        await end(*self._working)

    def _environment(self) -> dict[str, str]:
        data = self._settings.data_dir.absolute()
        return {"LINDA_DATA_DIR": str(data), "LINDA_DATABASE_URL": self._settings.database_url}

    def _in_force(self, estate: str) -> tuple[Published, Index] | None:
        places = self.places(estate)
        try:
            version = current_version(places.data_dir, estate)
            known = self._read.get(estate)
            if version and (known is None or known[0].version != version):
                published = load_version(places.versions / version)
                known = self._read[estate] = (published, Index(published.entries))
        except KnowledgeError:
            return None
        return known if version else None

    def _versions(self, places: Places) -> list[Release]:
        found = []
        for name in reversed(versions.names(places)):
            try:
                found.append(load_version(places.versions / name).release)
            except KnowledgeError:
                continue  # a damaged one can be neither shown nor gone back to
        return found


async def _until_gone(process: asyncio.subprocess.Process) -> None:
    """Wait for a process that was told to stop, so that nothing of it outlives the desk."""
    try:
        async with asyncio.timeout(STOPPED_WITHIN):
            await process.communicate()
    except TimeoutError:  # it does not go, or what it began holds on to its output
        if process.returncode is None:
            process.kill()
        await process.wait()
    process._transport.close()  # type: ignore[attr-defined]  # asyncio has no public way to let go of its pipes


async def _read_lines(process: asyncio.subprocess.Process, tell: Tell) -> list[str]:
    lines: list[str] = []
    if process.stdout is None:
        return lines
    async for raw in process.stdout:
        line = raw.decode("utf-8", "replace").rstrip("\n").split("\r")[-1][:LONGEST_LINE]
        if line.strip():
            lines.append(line)
            await tell(lines)
    return lines
