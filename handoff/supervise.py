"""Start the desk and the bot, watch both, bring back what dies or hangs, stop both on Ctrl-C.

A process counts as hung when its probe misses three times in a row (docs/operations.md); then only
SIGKILL helps, because a spinning event loop answers no other signal.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import Process
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
PROBE_EVERY = 1.0  # seconds
PROBE_TIMEOUT = 2.0  # seconds
MISSES_ALLOWED = 3
STOP_GRACE = 10.0  # seconds between SIGTERM and SIGKILL
FIRST_PAUSE = 0.5  # seconds until a process that died is started again; doubled while it keeps dying
LONGEST_PAUSE = 30.0
LIVED_WELL = 10.0  # seconds; who lived longer did not die of its start, and nobody waits for it
LOG_LIMIT = 10 * 1024 * 1024  # bytes
PARENT_DIED = 1  # PR_SET_PDEATHSIG, prctl(2)


@dataclass(frozen=True)
class Service:
    """One process: how it is started, where it says that it lives, how long it may take to begin.

    `sockets` are held open for it here: who connects while it is being brought back waits and is not refused.
    """

    name: str
    command: tuple[str, ...]
    probe: str
    patience: float
    sockets: tuple[socket.socket, ...] = ()


@dataclass
class Watch:
    """A service while it is being watched: its process, its log and how often it had to be started."""

    service: Service
    log: Path
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    process: Process | None = None
    starts: int = 0
    deaths: int = 0  # one after another, each soon after its start

    async def keep_alive(self) -> None:
        """Start the process, wait until it dies or hangs, start it again; for ever, until cancelled."""
        while True:
            self.starts += 1
            begun = asyncio.get_running_loop().time()
            self.process = await self._start()
            died = asyncio.create_task(self.process.wait())
            hung = asyncio.create_task(self._until_hung())
            try:
                await asyncio.wait({died, hung}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                hung.cancel()
            if not died.done():
                _say(f"{self.service.name} 没有反应，强制重启。")
                _signal(self.process, signal.SIGKILL)
            code = await died
            if not self.ready.is_set() and self.starts == 1:
                raise StartError(self.service.name, self.log)
            lived = asyncio.get_running_loop().time() - begun
            self.deaths = 1 if lived > LIVED_WELL else self.deaths + 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self.deaths - 1, 6))
            _say(f"{self.service.name} 已退出（{code}），{pause:g} 秒后重新启动。日志：{self.log}")
            await asyncio.sleep(pause)

    async def stop(self) -> None:
        """Ask the process to end, and make it end when it does not."""
        if self.process is None or self.process.returncode is not None:
            return
        _signal(self.process, signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_GRACE)
        except TimeoutError:
            _signal(self.process, signal.SIGKILL)
            await self.process.wait()

    async def _start(self) -> Process:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            return await asyncio.create_subprocess_exec(
                *self.service.command,
                cwd=ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=[sock.fileno() for sock in self.service.sockets],
                preexec_fn=_die_with_parent,
            )

    async def _until_hung(self) -> None:
        """Return when the probe missed too often; the first misses are forgiven while the process begins."""
        begun, misses, seen = asyncio.get_running_loop().time(), 0, False
        async with httpx.AsyncClient(timeout=PROBE_TIMEOUT, trust_env=False) as client:
            while misses < MISSES_ALLOWED:
                await asyncio.sleep(PROBE_EVERY if seen else 0.3)
                self._keep_the_log_small()
                if await _answers(client, self.service.probe):
                    misses, seen = 0, True
                    self.ready.set()
                elif seen or asyncio.get_running_loop().time() - begun > self.service.patience:
                    misses += 1

    def _keep_the_log_small(self) -> None:
        """Begin the log anew, and keep the former one beside it.

        The process goes on writing at the end of the same file, wherever that is now. Where the disk is full,
        the log stays as it is: it must not cost anybody the desk.
        """
        with contextlib.suppress(OSError):
            if self.log.stat().st_size > LOG_LIMIT:
                shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
                os.truncate(self.log, 0)


class StartError(Exception):
    """A process ended before it was ever ready; its log says why."""

    def __init__(self, name: str, log: Path) -> None:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-1:] if log.exists() else []
        reason = lines[0] if lines else "没有输出"
        super().__init__(f"{name} 没有启动成功：{reason}（完整日志：{log}）")


async def supervise(services: list[Service], *, data_dir: Path, addresses: dict[str, str]) -> int:
    """Run until SIGINT or SIGTERM; return 0 after a clean stop, 1 when a first start failed."""
    watches = [Watch(service, data_dir / "logs" / f"{service.name}.log") for service in services]
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    tasks = [asyncio.create_task(watch.keep_alive()) for watch in watches]
    greeting = asyncio.create_task(_greet(watches, addresses))
    stopped = asyncio.create_task(stopping.wait())
    done, _ = await asyncio.wait({stopped, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    for task in (stopped, greeting, *tasks):
        task.cancel()
    _say("正在停止……")
    await asyncio.gather(*(watch.stop() for watch in watches))
    failures = [task.exception() for task in done if task is not stopped]
    for failure in failures:
        _say(f"✗ {failure}")
    if not failures:
        _say("已停止。")
    return 1 if failures else 0


async def _greet(watches: list[Watch], addresses: dict[str, str]) -> None:
    await asyncio.gather(*(watch.ready.wait() for watch in watches))
    _say("邻答已就绪：")
    for title, address in addresses.items():
        _say(f"    {title}  {address}")
    _say("按 Ctrl-C 停止。")


async def _answers(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(address)).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _signal(process: Process, number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return  # it ended by itself in between


def _die_with_parent() -> None:
    """Have the kernel end this child when the supervisor itself is killed; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGKILL)


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 — the supervisor's only voice is its terminal
