"""What was acknowledged outlives the process; what cannot be stored is refused, not lied about."""

import asyncio
import importlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from handoff.bootstrap import open_store, open_world
from handoff.commands.main import main
from handoff.domain.estate import Estate
from handoff.errors import Busy
from handoff.serving import listen
from tests.contract.payloads import payload
from tests.contract.rasa_stand_in import RasaStandIn, replying
from tests.integration import engines
from tests.integration.followers import OPENID, street
from tests.integration.people import Resident
from tests.integration.places import CONSENT, Place, desk_in, in_database, port_of, scripted, settings_in


@asynccontextmanager
async def process(folder: Path, port: int, bot_url: str) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Run `python -m handoff serve` as its own process until the context ends."""
    environment = {
        **os.environ,
        "LINDA_DATA_DIR": str(folder),
        **engines.settings_for(folder),
        "LINDA_PORT": str(port),
        "LINDA_BOT_URL": bot_url,
        "LINDA_BOT_TIMEOUT": "2",
    }
    command = [sys.executable, "-m", "handoff", "serve"]
    desk = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)  # noqa: ASYNC220 - it starts at once
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            async with asyncio.timeout(90):
                while not await _answers(client):  # noqa: ASYNC110 - it is another process's state
                    await asyncio.sleep(0.1)
        yield desk
    finally:
        desk.kill()
        desk.wait()
        if desk.stderr:
            desk.stderr.close()


async def _answers(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/livez")).status_code == 200
    except httpx.HTTPError:
        return False


async def _estate(folder: Path) -> None:
    async with open_store(settings_in(folder)) as store, store.write() as work:
        await work.estates.put(Estate(id="yunshan", name="云杉花园"))


def _free_port() -> int:
    with closing(listen("127.0.0.1", 0)) as sock:
        return port_of(sock)


async def test_a_killed_desk_answers_after_its_restart_what_it_had_acknowledged(tmp_path: Path) -> None:
    await _estate(tmp_path)
    port = _free_port()
    async with (
        RasaStandIn(replying(payload("good_answer"), after=1.5)) as rasa,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client,
    ):
        async with process(tmp_path, port, rasa.url) as desk:
            opened = await client.post(
                "/api/v1/conversations", json={"estate": "yunshan", "channel": "web", "consent": CONSENT}
            )
            resident = Resident(client, opened.json())
            await resident.say("叠拼物业费多少钱一平", key="kept")
            desk.send_signal(signal.SIGKILL)
        rasa.answer = replying(payload("good_answer"))
        async with process(tmp_path, port, rasa.url):
            assert (await resident.hears(2))["bot"]["act"] == "answer"
            again = {"client_key": "kept", "kind": "text", "text": "叠拼物业费多少钱一平"}
            assert (await resident.post("turns", again)).status_code == 200
            assert len(await resident.turns()) == 2


async def test_sigterm_ends_an_open_line_and_the_process_within_seconds(tmp_path: Path) -> None:
    await _estate(tmp_path)
    port = _free_port()
    async with (
        process(tmp_path, port, "http://127.0.0.1:9") as desk,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client,
    ):
        opened = await client.post(
            "/api/v1/conversations", json={"estate": "yunshan", "channel": "web", "consent": CONSENT}
        )
        waiting = asyncio.create_task(Resident(client, opened.json()).get("turns", after=0, wait=25))
        await asyncio.sleep(0.3)
        desk.terminate()
        assert await asyncio.to_thread(desk.wait, 15) == 0, "long before the line would have ended by itself"
        assert (await waiting).json()["turns"] == []


def test_a_port_in_use_is_one_clear_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(listen("127.0.0.1", 0)) as sock:
        sock.listen()
        monkeypatch.setenv("LINDA_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("LINDA_PORT", str(port_of(sock)))
        assert main(["serve"]) == 1
        said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    assert "LINDA_PORT" in said


@pytest.mark.sqlite
async def test_a_locked_database_refuses_writes_with_retry_after_and_still_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.storage.engine._PRAGMAS", ("journal_mode=WAL", "busy_timeout=200"))
    async with desk_in(tmp_path) as desk:
        resident = await desk.resident()
        with closing(_connection(tmp_path)) as other:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            refused = await resident.post("turns", {"client_key": "k", "kind": "text", "text": "您好"})
            assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
            assert int(refused.headers["Retry-After"]) <= 5
            assert (await resident.get("turns")).status_code == 200
            assert (await desk.client.get("/livez")).status_code == 200
            other.execute("ROLLBACK")
        assert (await resident.say("您好", key="k"))["seq"] == 1


@pytest.mark.sqlite
async def test_a_full_disk_refuses_writes_loses_nothing_and_is_over_when_there_is_room(
    tmp_path: Path,
) -> None:
    async with desk_in(tmp_path) as desk:
        resident = await desk.resident()
        await resident.say("您好")
        await resident.hears(2)
        await _room_for(desk, pages=8)
        taken, answer = 0, None
        while answer is None or answer.status_code == 201:
            body = {"client_key": f"k{taken}", "kind": "text", "text": f"第{taken}件事" * 400}
            answer = await resident.post("turns", body)
            taken += answer.status_code == 201
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) <= 5
        assert (await resident.get("turns")).status_code == 200
        assert (await desk.client.get("/livez")).status_code == 200
        await _room_for(desk, pages=1_000_000)
        assert (await resident.post("turns", body)).status_code == 201
        said = [turn["text"] for turn in await resident.turns() if turn["author"]["kind"] == "resident"]
        assert said == ["您好", *(f"第{number}件事" * 400 for number in range(taken + 1))]


async def _room_for(desk: Place, *, pages: int) -> None:
    """Have SQLite find the disk full after so many further pages of the database."""
    async with desk.world.desk.store._writer.connect() as connection:  # type: ignore[attr-defined]
        used = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {used + pages}")


def _connection(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "linda.db", isolation_level=None, check_same_thread=False)


@pytest.mark.sqlite
async def test_the_database_is_durable_and_keeps_its_rules(desk: Place) -> None:
    async with desk.world.desk.store.write() as work:
        connection = work.conversations._connection  # type: ignore[attr-defined]
        for pragma, value in (("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)):
            assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one() == value


async def test_a_job_that_was_tried_too_often_goes_to_a_person(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        resident = await desk.resident()
    await in_database(
        tmp_path,
        "INSERT INTO turns (conversation_id, seq, author_kind, author_id, kind, text, at, choices)"
        " VALUES (:id, 1, 'resident', '', 'text', '您好', '2026-11-21 10:00:00', '[]')",
        id=resident.id,
    )
    await in_database(tmp_path, "UPDATE conversations SET last_seq = 1")
    await in_database(
        tmp_path,
        "INSERT INTO outbox (conversation_id, seq, epoch, attempts, created_at)"
        " VALUES (:id, 1, 0, 5, '2026-11-21 10:00:00')",
        id=resident.id,
    )
    async with desk_in(tmp_path, bot=scripted()) as desk:
        resident.client = desk.client
        assert (await resident.hears(2))["bot"]["escalation"] == {"reason": "bot_failed"}


async def test_a_database_that_is_not_to_be_had_costs_a_question_none_of_its_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy_first(monkeypatch, "handoff.desk.answer._judge", times=12)
    async with desk_in(tmp_path, bot=scripted()) as desk:
        resident = await desk.resident()
        await resident.say("叠拼物业费多少钱一平")
        assert (await resident.hears(2))["bot"]["act"] == "answer"


async def test_a_database_that_is_not_to_be_had_costs_a_callback_none_of_its_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy_first(monkeypatch, "handoff.desk.admit.welcome", times=20)
    async with street(tmp_path) as wechat:
        await wechat.official.say(OPENID, "叠拼物业费多少钱一平")
        await wechat.hears("3.60")
        assert await wechat.said() == ["叠拼物业费多少钱一平"]


def busy_first(monkeypatch: pytest.MonkeyPatch, step: str, *, times: int) -> None:
    """Have a step find the database locked so many times before it is taken."""
    module, _, name = step.rpartition(".")
    taken, refusals = getattr(importlib.import_module(module), name), iter(range(times))

    async def sometimes(*given: Any, **more: Any) -> Any:
        if next(refusals, None) is not None:
            raise Busy(retry_after=1)
        return await taken(*given, **more)

    monkeypatch.setattr(step, sometimes)


async def test_an_upgrade_of_an_upgraded_database_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_world(settings_in(tmp_path), bot=scripted()) as world:
            assert await world.desk.store.ping()
