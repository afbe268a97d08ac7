"""Callbacks while the desk is killed: what WeChat handed in is stored once and answered."""

import asyncio
import random
from collections import Counter
from pathlib import Path

from benchmarks.wechat import BadDay, Run
from benchmarks.wechat_rig import MARK, engine, rig
from handoff.desk.at_work import SENT_AT_ONCE
from tests.acceptance.product import free_port
from tests.wechat.accounts import make_official_account, write_channels
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for

MESSAGES, KILLS = 40, 1
DOWN_FOR = 600  # seconds; the test ends it before


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


async def test_a_platform_that_is_down_gets_everything_later_though_we_die_twice_meanwhile(
    tmp_path: Path,
) -> None:
    account, port = make_official_account("load"), free_port()
    write_channels(tmp_path / "channels.toml", account)
    people = [f"resident-{number}" for number in range(6)]
    with engine("sqlite", tmp_path) as database:
        async with Platform((account,), desk=f"http://127.0.0.1:{port}") as platform:
            settings = database | settings_for(platform, tmp_path / "channels.toml")
            async with rig(tmp_path, port=port, settings=settings) as running:
                for number, person in enumerate(people):
                    if number == 1:  # there is a token by then
                        await platform.journal.hears(people[0], seconds=60)
                        platform.trouble.go_down(DOWN_FOR)
                    taken = await platform.official.say(person, f"〔{number}〕物业费怎么交")
                    assert taken.accepted
                for _ in range(2):
                    tried = len(platform.journal.calls)
                    async with asyncio.timeout(60):  # each life tries in vain
                        while len(platform.journal.calls) == tried:  # noqa: ASYNC110 - another process's state
                            await asyncio.sleep(0.05)
                    (worker,) = running.desks()
                    assert running.kill(worker)
                    await running.until_alive()
                assert len(platform.journal.accepted) == 1
                platform.trouble.end()
                for person in people:
                    await platform.journal.hears(person, seconds=60)
                stored = await running.stored()
    answered = Counter(
        mark for one in platform.journal.accepted for mark in MARK.findall(one.text) if "收到" in one.text
    )
    assert stored == dict.fromkeys(range(len(people)), 1)
    assert answered == {str(number): 1 for number in range(len(people))}
