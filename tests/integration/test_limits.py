"""How much one address, one account or one estate's visitors may do."""

import asyncio
import json
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.integration.lines import follow, until, watch
from tests.integration.people import Resident
from tests.integration.places import CONSENT, PASSWORD, Place, desk_in
from tests.integration.wires import end_code, listen, wire


async def test_an_address_has_so_many_connections_and_no_more(tmp_path: Path) -> None:
    async with desk_in(tmp_path, connections_per_address=3) as desk:
        async with wire(desk) as first, wire(desk), wire(desk):
            async with wire(desk) as fourth:
                assert await fourth.everything() == b""
            async with wire(desk, source="127.0.0.2") as elsewhere:
                await elsewhere.send(b"GET /livez HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n")
                assert (await elsewhere.everything()).startswith(b"HTTP/1.1 200 ")
            await first.send(b"GET /livez HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n")
            assert (await first.everything()).startswith(b"HTTP/1.1 200 ")
        assert (await desk.client.get("/livez")).status_code == 200


async def test_an_address_has_so_many_live_lines_and_an_agents_count_as_theirs(tmp_path: Path) -> None:
    async with desk_in(tmp_path, lines_per_address=2) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        async with watch(desk, agent) as console:
            await until(console, "hello")
            async with follow(desk, resident) as line, follow(desk, resident) as other:
                await until(line, "hello")
                await until(other, "hello")
                with pytest.raises(InvalidStatus) as refused:
                    async with follow(desk, resident):
                        pass
                assert refused.value.response.status_code == 429
                assert json.loads(refused.value.response.body)["code"] == "too_many"
                assert refused.value.response.headers["Retry-After"] == "30"
        async with asyncio.timeout(10):
            while not await _can_follow(desk, resident):
                pass  # the desk has not seen yet that the lines are gone


async def _can_follow(desk: Place, resident: Resident) -> bool:
    try:
        async with follow(desk, resident) as line:
            await until(line, "hello")
    except InvalidStatus:
        return False
    return True


async def test_an_agents_account_has_so_many_lines_too(tmp_path: Path) -> None:
    async with desk_in(tmp_path, lines_per_address=1) as desk:
        agent = await desk.agent("王敏")
        async with watch(desk, agent) as console:
            await until(console, "hello")
            async with watch(desk, agent) as second:
                assert await end_code(listen(second)) == 1008


async def test_a_proxy_is_believed_only_where_it_is_known(tmp_path: Path) -> None:
    body = {"estate": "yunshan", "channel": "web", "consent": CONSENT}

    async def open_as(desk: Place, spoken_for: str) -> int:
        named = {"X-Forwarded-For": spoken_for}
        return (await desk.client.post("/api/v1/conversations", json=body, headers=named)).status_code

    (tmp_path / "a").mkdir()
    async with desk_in(tmp_path / "a", conversations_per_address=1) as desk:
        assert [await open_as(desk, f"198.51.100.{n}") for n in (1, 2)] == [201, 429]
    (tmp_path / "b").mkdir()
    known = frozenset({"127.0.0.1"})
    async with desk_in(tmp_path / "b", conversations_per_address=1, trusted_proxies=known) as desk:
        assert [await open_as(desk, f"198.51.100.{n}") for n in (1, 2)] == [201, 201]
        assert await open_as(desk, "203.0.113.9, 198.51.100.1, 127.0.0.1") == 429
        assert await open_as(desk, "2001:db8::1") == 201
        assert await open_as(desk, "2001:db8::2") == 429


async def test_a_site_takes_so_many_new_conversations_from_everywhere(tmp_path: Path) -> None:
    known = frozenset({"127.0.0.1"})
    body = {"estate": "yunshan", "channel": "web", "consent": CONSENT}
    async with desk_in(tmp_path, conversations_per_address=1, trusted_proxies=known) as desk:
        answers = [
            await desk.client.post(
                "/api/v1/conversations", json=body, headers={"X-Forwarded-For": f"198.51.{number}.7"}
            )
            for number in range(51)
        ]
        assert [answer.status_code for answer in answers] == [201] * 50 + [429]
        elsewhere = await desk.client.post(
            "/api/v1/conversations",
            json=body | {"estate": "baihua"},
            headers={"X-Forwarded-For": "198.51.100.7"},
        )
        assert elsewhere.status_code == 201


async def test_ten_guesses_at_a_password_are_all_that_two_workers_weigh_together(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as one, desk_in(tmp_path, worker="desk-2") as other:
        await one.agent("王敏")

        async def guess(desk: Place, password: str) -> int:
            body = {"username": "王敏", "password": password}
            return (await desk.client.post("/api/v1/sessions", json=body)).status_code

        guesses = [guess(desk, f"guess {number}") for number in range(8) for desk in (one, other)]
        assert sorted(await asyncio.gather(*guesses)) == [401] * 10 + [429] * 6
        assert await guess(other, PASSWORD) == 429
