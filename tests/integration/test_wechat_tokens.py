"""Two desk processes on one 公众号: they share one access token."""

import asyncio
from pathlib import Path

from benchmarks.wechat_rig import rig
from tests.integration import engines
from tests.integration.places import in_database, settings_in
from tests.wechat.accounts import make_official_account, write_channels
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for

TOKEN = "stable_token"
AT_ONCE, MOST_ROUNDS = 8, 12


async def test_two_processes_ask_for_one_token(tmp_path: Path) -> None:
    account, port = make_official_account(), engines.free_port()
    write_channels(tmp_path / "channels.toml", account)
    with engines.redis_server() as redis:
        async with Platform((account,), desk=f"http://127.0.0.1:{port}") as platform:
            settings = {
                "LINDA_DATABASE_URL": settings_in(tmp_path).database_url,
                **settings_for(platform, tmp_path / "channels.toml"),
                "LINDA_REDIS_URL": redis,
                "LINDA_WORKERS": "2",
            }
            async with rig(tmp_path, port=port, settings=settings):
                await asyncio.wait_for(_until_both_sent(tmp_path, platform), 120)
            assert len(platform.journal.calls_to(TOKEN)) == 1


async def _until_both_sent(folder: Path, platform: Platform) -> None:
    """Have residents write until each process has sent an answer. Raises AssertionError after many."""
    for round_ in range(MOST_ROUNDS):
        people = [f"resident-{round_}-{number}" for number in range(AT_ONCE)]
        await asyncio.gather(*(platform.official.say(person, "〔1〕物业费怎么交") for person in people))
        for person in people:
            await platform.journal.hears(person, seconds=60)
        senders = await in_database(
            folder, "SELECT DISTINCT leased_by FROM correspondents WHERE leased_by IS NOT NULL"
        )
        if len(senders) > 1:
            return
    raise AssertionError("one process did everything")
