"""The live lines: they resume by number, and tell each side only what is theirs."""

import asyncio
import json
import logging

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from handoff.domain.events import Typing
from tests.integration.lines import follow, tell, until, watch
from tests.integration.places import Place

CLOSINGS = 10


async def turns_until(line: ClientConnection, last: int) -> list[int]:
    seen: list[int] = []
    while not seen or seen[-1] < last:
        frame, _ = await until(line, "turn")
        seen.append(frame["turn"]["seq"])
    return seen


async def test_the_sender_hears_their_own_turn_like_everyone_else(desk: Place) -> None:
    resident = await desk.resident()
    async with follow(desk, resident) as line:
        hello, _ = await until(line, "hello")
        assert hello == {"type": "hello", "last_seq": 0, "holder": "bot", "agent": None}
        await resident.say("您好")
        assert await turns_until(line, 2) == [1, 2]


async def test_a_cut_line_resumes_behind_the_last_number(desk: Place) -> None:
    resident = await desk.resident()
    async with follow(desk, resident) as line:
        await resident.say("一")
        await turns_until(line, 2)
    await resident.say("二")
    await resident.hears(4)
    async with follow(desk, resident, after=2) as line:
        assert await turns_until(line, 4) == [3, 4]
        await resident.say("三")
        assert await turns_until(line, 6) == [5, 6]


async def test_a_wrong_token_and_silence_are_shown_the_door(
    desk: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.api.sockets.FIRST_FRAME_SECONDS", 0.2)
    mine, theirs = await desk.resident(), await desk.resident()
    address = f"{desk.url.replace('http', 'ws')}{theirs.path}/feed"
    for first in ({"type": "hello", "token": mine.token}, {"type": "ping"}, None):
        async with connect(address, proxy=None) as line:
            if first:
                await tell(line, first)
            with pytest.raises(ConnectionClosed) as closed:
                await line.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1008


async def test_a_foreign_site_cannot_open_a_line(desk: Place) -> None:
    resident = await desk.resident()
    address = f"{desk.url.replace('http', 'ws')}{resident.path}/feed"
    with pytest.raises(InvalidStatus) as refused:
        async with connect(address, proxy=None, origin="https://evil.example"):  # type: ignore[arg-type]
            pass
    assert refused.value.response.status_code == 403


async def test_an_agent_sees_the_handoff_arrive_and_the_resident_sees_the_agent_come(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    async with watch(desk, agent) as console, follow(desk, resident) as widget:
        hello, _ = await until(console, "hello")
        assert (hello["agent"]["name"], hello["on_duty"]) == ("王敏", True)
        await resident.say("转人工")
        alert, before = await until(console, "alert")
        assert alert["conversation_id"] == resident.id
        assert (alert["class"], alert["reason"], alert["rung"]) == ("general", "asked", "sound")
        assert "turn" in [frame["type"] for frame in before]
        place, _ = await until(widget, "queue")
        assert place == {"type": "queue", "position": 1, "wait_minutes": None}
        line = await resident.hears(2)
        assert "正在请值班坐席" in line["text"]
        await agent.claim(resident)
        holder, _ = await until(widget, "holder")
        assert holder == {"type": "holder", "holder": "agent", "agent": {"name": "王敏"}}


async def test_a_private_note_reaches_colleagues_and_never_the_resident(desk: Place) -> None:
    resident, agent, colleague = await desk.resident(), await desk.agent("王敏"), await desk.agent("李强")
    await resident.post("escalation")
    await agent.claim(resident)
    async with watch(desk, colleague) as console, follow(desk, resident, after=1) as widget:
        await until(console, "queue")
        await agent.say(resident, "老业主", private=True)
        note, _ = await until(console, "note")
        assert note["note"]["text"] == "老业主"
        await agent.say(resident, "您好", key="a2")
        turn, before = await until(widget, "turn")
        assert turn["turn"]["text"] == "您好"
        assert "老业主" not in json.dumps(before, ensure_ascii=False)


async def test_reading_and_typing_are_told_to_the_other_side(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    await resident.post("escalation")
    await agent.claim(resident)
    await resident.say("在吗")
    async with watch(desk, agent) as console, follow(desk, resident) as widget:
        await until(widget, "hello")
        await until(console, "queue")
        await agent.do("GET", resident, "/turns")
        assert (await until(widget, "read"))[0] == {"type": "read", "seq": 2}
        await tell(console, {"type": "typing", "conversation_id": resident.id})
        assert (await until(widget, "typing"))[0]["by"] == "agent"
        await tell(widget, {"type": "typing"})
        typing, _ = await until(console, "typing")
        assert (typing["by"], typing["conversation_id"]) == ("resident", resident.id)
        await tell(widget, {"type": "read", "seq": 2})
        while (read := (await until(console, "read"))[0])["by"] != "resident":
            pass
        assert read["seq"] == 2


async def test_an_agent_hears_nothing_of_another_estate(desk: Place) -> None:
    resident, stranger = await desk.resident(), await desk.agent("外人", estate="baihua")
    async with watch(desk, stranger) as console:
        await until(console, "queue")
        await resident.say("转人工")
        await resident.hears(2)
        await tell(console, {"type": "ping"})
        _, before = await until(console, "pong")
        assert resident.id not in json.dumps(before)


async def test_signing_out_ends_the_line(desk: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handoff.api.agent_feed.RECHECK_SECONDS", 0.1)
    agent = await desk.agent("王敏")
    async with watch(desk, agent) as console:
        await until(console, "queue")
        await agent.call("DELETE", "/sessions/current")
        with pytest.raises(ConnectionClosed) as closed:
            await until(console, "nothing")
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008


async def test_an_agent_counts_as_on_duty_only_while_listening_and_not_away(desk: Place) -> None:
    agent = await desk.agent("王敏")
    assert not await _on_duty(desk)
    async with watch(desk, agent) as console:
        await until(console, "queue")
        assert await _on_duty(desk)
        await agent.call("PUT", "/agents/current/presence", {"state": "away", "reason": "午休"})
        assert not await _on_duty(desk)
        presence, _ = await until(console, "presence")
        assert presence["agent"]["name"] == "王敏"
        await agent.call("PUT", "/agents/current/presence", {"state": "online"})
        assert await _on_duty(desk)
    await asyncio.sleep(0.2)
    assert not await _on_duty(desk)


async def _on_duty(desk: Place) -> bool:
    answer: bool = (await desk.client.get("/api/v1/estates/yunshan")).json()["on_duty"]
    return answer


@pytest.mark.parametrize("side", ["resident", "agent"])
async def test_a_line_that_is_closed_while_it_is_told_something_is_a_normal_end(
    desk: Place, caplog: pytest.LogCaptureFixture, side: str
) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    typing = Typing(conversation_id=resident.id, estate="yunshan", by="agent", name="李强")
    caplog.set_level(logging.ERROR)
    for _ in range(CLOSINGS):
        opening = follow(desk, resident) if side == "resident" else watch(desk, agent)
        async with opening as line:
            await tell(line, {"type": "ping"})
            await until(line, "pong")
            closing = asyncio.create_task(line.close())
            while not closing.done():  # something is said at every turn of the loop, also at the very last
                desk.world.hub.publish(typing)
                await asyncio.sleep(0)
            await closing
    await desk.client.get("/livez")
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize("side", ["resident", "agent"])
async def test_a_line_that_fell_behind_is_told_to_come_back(desk: Place, side: str) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    async with follow(desk, resident) if side == "resident" else watch(desk, agent) as line:
        await tell(line, {"type": "ping"})
        await until(line, "pong")
        desk.world.hub.close()
        await until(line, "resync")
        with pytest.raises(ConnectionClosed) as closed:
            await line.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1013
