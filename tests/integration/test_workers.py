"""Several desk processes over one database: Redis carries what happened, and losing it loses nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from handoff.commands.running import desk_services
from handoff.supervise import Watch
from tests.integration import engines
from tests.integration.lines import follow, until, watch
from tests.integration.people import Resident
from tests.integration.places import Place, desk_in, settings_in
from tests.integration.test_feeds import turns_until
from tests.integration.test_privacy import everything_under


@pytest.fixture(scope="module")
def redis_port() -> Iterator[int]:
    port = engines.free_port()
    with engines.redis_server(port):
        yield port


@asynccontextmanager
async def two_desks(folder: Path, port: int) -> AsyncIterator[tuple[Place, Place]]:
    """Two desks over one database, both connected to Redis."""
    url = f"redis://127.0.0.1:{port}/0"
    async with (
        desk_in(folder, redis_url=url, worker="one") as one,
        desk_in(folder, redis_url=url, worker="two") as two,
    ):
        for desk in (one, two):
            await has_redis(desk, "ok")
        yield one, two


async def has_redis(desk: Place, state: str) -> None:
    """Wait until a desk says this of its Redis."""
    async with asyncio.timeout(20):
        while (await desk.client.get("/readyz")).json()["checks"]["redis"] != state:  # noqa: ASYNC110 - it is another server's state
            await asyncio.sleep(0.05)


def at(desk: Place, resident: Resident) -> Resident:
    """The same resident, at another desk's door."""
    other = Resident(desk.client, {"id": resident.id, "token": resident.token})
    other._keys = 1000
    return other


async def test_what_one_process_stores_is_heard_at_the_other(tmp_path: Path, redis_port: int) -> None:
    async with two_desks(tmp_path, redis_port) as (one, two):
        resident, agent = await one.resident(), await two.agent("王敏")
        async with watch(two, agent) as agents_line, follow(two, resident) as line:
            await until(agents_line, "hello")
            await resident.say("叠拼物业费多少钱一平")
            assert await turns_until(line, 2) == [1, 2]
            frame, _ = await until(agents_line, "turn")
            assert frame["turn"]["text"] == "叠拼物业费多少钱一平"


async def test_nothing_readable_travels_through_redis(tmp_path: Path, redis_port: int) -> None:
    async with two_desks(tmp_path, redis_port) as (one, _), Redis(port=redis_port) as redis:
        heard = redis.pubsub()
        await heard.psubscribe("linda:*")
        resident = await one.resident(name="金丝雀")
        await resident.say("我的暗号是金丝雀")
        packets = [packet async for packet in _packets(heard)]
    assert packets
    assert not any("金丝雀".encode() in packet or b"\\u91d1" in packet for packet in packets)


async def test_redis_holds_nothing_even_where_it_is_told_to_keep_what_it_holds(
    tmp_path: Path, redis_port: int
) -> None:
    async with two_desks(tmp_path, redis_port) as (one, two), Redis(port=redis_port) as redis:
        await redis.config_set("appendonly", "yes")
        resident, agent = await one.resident(name="金丝雀", phone="13800009999"), await two.agent("王敏")
        await resident.say("我的暗号是金丝雀")
        await resident.post("escalation")
        assert (await agent.claim(at(two, resident))).status_code == 201
        await redis.save()
        assert await redis.keys("*") == []
        kept = everything_under(Path((await redis.config_get("dir"))["dir"]))
    assert b"REDIS" in kept  # there is a dump to look into
    for secret in ("金丝雀", "13800009999", resident.token, agent.token):
        assert secret.encode() not in kept


async def _packets(heard: PubSub) -> AsyncIterator[bytes]:
    while message := await heard.get_message(timeout=1.0):
        if message["type"] == "pmessage":
            yield message["data"]


async def test_a_redis_that_dies_and_comes_back_empty_loses_nothing(tmp_path: Path) -> None:
    port = engines.free_port()
    with engines.redis_server(port):
        first = two_desks(tmp_path, port)
        one, two = await first.__aenter__()
        resident = await one.resident()
    try:
        await has_redis(one, "down")
        await resident.say("一")  # stored and answered without Redis
        await resident.hears(2)
        assert len(await at(two, resident).turns()) == 2
        with engines.redis_server(port):
            for desk in (one, two):
                await has_redis(desk, "ok")
            async with follow(two, at(two, resident)) as line:
                assert await turns_until(line, 2) == [1, 2]
                await resident.say("二")
                assert await turns_until(line, 4) == [3, 4]
    finally:
        await first.__aexit__(None, None, None)


async def test_each_question_is_put_to_the_bot_by_one_process_only(tmp_path: Path, redis_port: int) -> None:
    async with two_desks(tmp_path, redis_port) as (one, two):
        residents = [await desk.resident() for desk in (one, two) for _ in range(10)]
        await asyncio.gather(*(resident.say("叠拼物业费多少钱一平") for resident in residents))
        for resident in residents:
            assert (await resident.hears(2))["bot"]["act"] == "answer"
        assert [len(await resident.turns()) for resident in residents] == [2] * 20


async def test_a_desk_without_redis_says_so_and_goes_on(tmp_path: Path) -> None:
    async with desk_in(tmp_path, redis_url=f"redis://127.0.0.1:{engines.free_port()}/0") as desk:
        ready = await desk.client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (httpx.codes.OK, "degraded")
        resident = await desk.resident()
        await resident.say("您好")
        await resident.hears(2)


async def test_two_processes_share_the_door_and_a_killed_one_is_brought_back(
    tmp_path: Path, redis_port: int
) -> None:
    settings = settings_in(
        tmp_path,
        port=engines.free_port(),
        workers=2,
        redis_url=f"redis://127.0.0.1:{redis_port}/0",
        bot_url="http://127.0.0.1:9",
    )
    environment = {
        "LINDA_DATA_DIR": str(tmp_path),
        "LINDA_DATABASE_URL": settings.database_url,
        "LINDA_REDIS_URL": settings.redis_url,
        "LINDA_BOT_URL": settings.bot_url,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        watches = [Watch(service, tmp_path / f"{service.name}.log") for service in desk_services(settings)]
        tasks = [asyncio.create_task(watch.keep_alive()) for watch in watches]
        try:
            await asyncio.gather(*(asyncio.wait_for(watch.ready.wait(), 60) for watch in watches))
            killed = watches[0].process
            assert killed
            killed.kill()
            async with httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{settings.port}", trust_env=False
            ) as client:
                for _ in range(20):  # nobody is refused while it is being brought back
                    assert (await client.get("/livez", headers={"Connection": "close"})).status_code == 200
                    await asyncio.sleep(0.1)
            async with asyncio.timeout(30):
                while watches[0].process is killed or not await lives(watches[0]):  # noqa: ASYNC110 - as above
                    await asyncio.sleep(0.1)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*(watch.stop() for watch in watches))
            for watch in watches:
                for sock in watch.service.sockets:
                    sock.close()


async def lives(watch: Watch) -> bool:
    """Whether this very process answers its supervisor."""
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=1) as client:
            return (await client.get(watch.service.probe)).status_code == 200
    except httpx.HTTPError:
        return False
