"""How soon the supervisor brings a process back."""

import asyncio
import contextlib
import re
import sys
from pathlib import Path

import pytest

from handoff import supervise
from handoff.supervise import Service, Watch

PAUSE = re.compile(r"([\d.]+) 秒后重新启动")


async def pauses(
    folder: Path, capsys: pytest.CaptureFixture[str], *, lives: float, seconds: float
) -> list[float]:
    """Watch a process that always dies this long after its start; return the pauses that were announced."""
    command = (sys.executable, "-S", "-c", f"import time; time.sleep({lives})")
    watch = Watch(Service("dying", command, "http://127.0.0.1:9/", 30.0), folder / "dying.log")
    watch.ready.set()  # it was ready once; one that never was is not started again
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await watch.keep_alive()
    await watch.stop()
    return [float(found) for found in PAUSE.findall(capsys.readouterr().out)]


async def test_who_keeps_dying_at_the_start_is_waited_for_longer_and_longer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "FIRST_PAUSE", 0.05)
    assert (await pauses(tmp_path, capsys, lives=0, seconds=3))[:4] == [0.05, 0.1, 0.2, 0.4]


async def test_who_lived_well_is_brought_back_at_once_every_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(supervise, "LIVED_WELL", 0.2)
    assert (await pauses(tmp_path, capsys, lives=0.3, seconds=3))[:3] == [0.05, 0.05, 0.05]


async def test_a_log_is_begun_anew_while_its_process_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "LOG_LIMIT", 2_000)
    talks = (
        "import itertools, time\nfor n in itertools.count(): print(f'{n:0>99}', flush=True); time.sleep(0.01)"
    )
    log, former = tmp_path / "talking.log", tmp_path / "talking.log.1"
    service = Service("talking", (sys.executable, "-S", "-c", talks), "http://127.0.0.1:9/", 60.0)
    watch = Watch(service, log)
    watching = asyncio.create_task(watch.keep_alive())
    try:
        async with asyncio.timeout(60):
            while not (former.exists() and log.stat().st_size > 0):  # noqa: ASYNC110 - another process's state
                await asyncio.sleep(0.02)
        assert watch.starts == 1
        assert former.read_bytes()[:99] == b"0" * 99, "from its first line"
        assert log.read_bytes()[:1] == b"0", "no hole where the former one was"
    finally:
        watching.cancel()
        await watch.stop()
