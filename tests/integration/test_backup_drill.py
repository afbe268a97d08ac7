"""The drill: a backup while residents talk, the disk lost, the backup restored, and everybody goes on."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.integration.people import Resident
from tests.integration.places import desk_in

RESIDENTS = 4
ENOUGH = 5  # messages of each before the backup begins


async def handoff(folder: Path, *words: str) -> str:
    """Run a command on a folder's data as an operator does; return what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "handoff", *words),
        env={**os.environ, "LINDA_DATA_DIR": str(folder), "LINDA_PORT": "7999"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


class Talk:
    """Residents who talk on and on; `acknowledged` is how far each of them has come."""

    def __init__(self, residents: list[Resident]) -> None:
        self.acknowledged = dict.fromkeys((resident.id for resident in residents), 0)
        self._is_over = False
        self._talking = [asyncio.create_task(self._talk(resident)) for resident in residents]

    async def _talk(self, resident: Resident) -> None:
        while not self._is_over:
            self.acknowledged[resident.id] = (await resident.say("叠拼物业费多少钱一平"))["seq"]

    async def has_said(self, enough: int) -> dict[str, int]:
        """Wait until everybody has come so far; return how far each is."""
        async with asyncio.timeout(120):
            while min(self.acknowledged.values()) < enough:  # noqa: ASYNC110 - it is the desk's answer that counts
                await asyncio.sleep(0.02)
        return dict(self.acknowledged)

    async def ends(self) -> None:
        self._is_over = True
        await asyncio.gather(*self._talking)


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", ["plain", "sealed"])
async def test_a_backup_under_load_holds_all_that_was_acknowledged_before_it_and_can_be_lived_on(
    tmp_path: Path, kind: str
) -> None:
    lost, found, copy = tmp_path / "lost", tmp_path / "found", tmp_path / "backup.db"
    async with desk_in(lost, turns_per_minute=1_000_000) as desk:
        residents = [await desk.resident(name="林小满") for _ in range(RESIDENTS)]
        talk = Talk(residents)
        before = await talk.has_said(ENOUGH)
        assert "已备份" in await handoff(
            lost, "backup", *(["--sealed"] if kind == "sealed" else []), str(copy)
        )
        during = dict(talk.acknowledged)
        await talk.ends()
    assert min(during[one] - before[one] for one in before) > 0  # nobody stood still for the backup
    found.mkdir()
    shutil.move(lost / "secret.key", found / "secret.key")  # kept apart from the copy
    if kind == "sealed":
        shutil.move(lost / "backup.key", found / "backup.key")
    shutil.rmtree(lost)
    assert "已从" in await handoff(found, "restore", str(copy))
    async with desk_in(found, turns_per_minute=1_000_000) as desk:
        for resident in residents:
            person = Resident(desk.client, {"id": resident.id, "token": resident.token})
            seqs = [turn["seq"] for turn in await person.turns()]
            assert seqs == list(range(1, len(seqs) + 1))
            assert len(seqs) >= before[resident.id]
            assert (await person.get("export")).json()["resident"]["name"] == "林小满"
            assert (await person.say("还在吗", key="after"))["seq"] == len(seqs) + 1
