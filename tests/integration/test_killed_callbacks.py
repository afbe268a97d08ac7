"""Callbacks while the desk is killed: what WeChat handed in is stored once and answered."""

import random
from pathlib import Path

from benchmarks.wechat import BadDay, Run
from benchmarks.wechat_rig import engine, rig
from handoff.bootstrap import SENT_AT_ONCE
from tests.acceptance.product import free_port
from tests.wechat.accounts import make_official_account, write_channels
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for

MESSAGES, KILLS = 40, 1


async def test_a_killed_desk_loses_nothing_and_doubles_only_what_was_on_its_way(tmp_path: Path) -> None:
    account, port = make_official_account("load"), free_port()
    write_channels(tmp_path / "channels.toml", account)
    weather = BadDay(late=4.0, dice=random.Random(7))
    with engine("sqlite", tmp_path) as database:
        async with Platform((account,), desk=f"http://127.0.0.1:{port}", weather=weather) as platform:
            settings = database | settings_for(platform, tmp_path / "channels.toml")
            async with rig(tmp_path, port=port, settings=settings) as running:
                run = Run(platform, running, MESSAGES, 10.0)
                await run.drive(KILLS)
                stored = await running.stored()
    answered = run.answered()
    # On a slow machine the desk may be away for longer than WeChat tries; what it took, it keeps.
    assert run.taken
    assert [number for number in run.taken if stored[number] != 1] == []
    assert [number for number in run.taken if not answered[number]] == []
    assert sum(times - 1 for times in answered.values()) <= KILLS * SENT_AT_ONCE
    assert len(run.recoveries) == KILLS
