"""What must not be overlooked rings once an occasion, climbs while nobody acknowledges it, never twice."""

import asyncio
from pathlib import Path

from handoff.desk.sweep import sweep_due
from tests.integration.clocks import Clock, alerts, sweep, timed_desk
from tests.integration.lines import until, watch
from tests.integration.places import Place, scripted
from tests.integration.ticket_steps import move, opened

URGENT = {"class": "urgent"}


async def test_a_handoff_rings_once_until_somebody_claims(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    for _ in range(3):
        await resident.post("escalation")
    ringing = (await agent.call("GET", "/alerts?state=open")).json()["alerts"]
    assert [(one["kind"], one["conversation_id"], one["class"]) for one in ringing] == [
        ("handoff", resident.id, "general")
    ]
    await agent.claim(resident)
    assert (await agent.call("GET", "/alerts?state=open")).json()["alerts"] == []
    seen = (await agent.call("GET", "/alerts?state=acknowledged")).json()["alerts"]
    assert seen[0]["acknowledged"]["by"] == {"id": agent.id, "name": "王敏"}


async def test_a_conversation_put_back_rings_anew(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    await resident.post("escalation")
    await agent.claim(resident)
    await agent.do("DELETE", resident, "/assignment")
    assert [one.state for one in await alerts(desk)] == ["open", "ended"]


async def test_an_emergency_rings_above_what_rang_before(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    await resident.post("escalation")
    await resident.say("着火了，救命")
    await resident.say("着火了，快来")
    ringing = (await agent.call("GET", "/alerts?state=open")).json()["alerts"]
    assert [(one["severity"], one["reason"]) for one in ringing] == [("urgent", "emergency")]


async def test_of_twenty_acknowledgements_one_counts(desk: Place) -> None:
    resident = await desk.resident()
    people = [await desk.agent(f"坐席{number}") for number in range(4)]
    await resident.post("escalation")
    number = (await alerts(desk))[0].id
    answers = await asyncio.gather(
        *(people[at % 4].call("POST", f"/alerts/{number}/acknowledgement") for at in range(20))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [201] + [409] * 15


async def test_an_alert_of_another_estate_is_not_found(desk: Place) -> None:
    resident, stranger = await desk.resident(), await desk.agent("赵", estate="baihua")
    await resident.post("escalation")
    number = (await alerts(desk))[0].id
    assert (await stranger.call("POST", f"/alerts/{number}/acknowledgement")).status_code == 404
    assert (await stranger.call("GET", "/alerts")).json() == {"alerts": [], "next": None}


async def test_an_unacknowledged_emergency_climbs_the_whole_ladder_each_rung_once(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident = await desk.resident()
        await resident.say("厨房燃气泄漏了")
        began = clock.at
        for _ in range(40):
            await sweep(desk, clock, seconds=5)
            await sweep_due(desk.world.desk, clock.at)  # another worker at the same moment
        ringing = (await alerts(desk, state="open"))[0]
        seconds = [(one.rung, (one.at - began).total_seconds()) for one in ringing.climbed]
        assert seconds == [
            ("console", 0), ("sound", 0), ("webhook", 0),
            ("desktop", 10), ("supervisor", 60), ("management", 180),
        ]  # fmt: skip


async def test_an_acknowledged_alert_climbs_no_further(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        await resident.say("厨房燃气泄漏了")
        alert = (await alerts(desk))[0]
        assert (await agent.call("POST", f"/alerts/{alert.id}/acknowledgement")).status_code == 201
        await sweep(desk, clock, hours=5)
        assert {one.rung for one in (await alerts(desk, kinds=frozenset({"handoff"})))[0].climbed} == {
            "console",
            "sound",
            "webhook",
        }


async def test_what_was_due_during_a_standstill_is_done_once_after_the_start(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        await (await desk.resident()).say("厨房燃气泄漏了")
    clock.on(hours=8)
    async with timed_desk(tmp_path, clock) as desk:
        await sweep(desk, clock, seconds=2)
        rungs = (await alerts(desk, kinds=frozenset({"handoff"})))[0].climbed
        assert len(rungs) == len({one.rung for one in rungs}) == 6


async def test_an_urgent_ticket_rings_whoever_opened_it_until_it_is_taken_up(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident, **URGENT))["number"]
    await opened(agent, resident, key="t2")
    ringing = (await agent.call("GET", "/alerts?state=open")).json()["alerts"]
    assert [(one["kind"], one["ticket"], one["severity"]) for one in ringing] == [
        ("urgent_ticket", number, "urgent")
    ]
    await move(agent, number, "dispatched")
    assert (await agent.call("GET", "/alerts?state=open")).json()["alerts"] == []


async def test_an_urgent_ticket_of_the_bot_rings(tmp_path: Path) -> None:
    async with timed_desk(tmp_path, Clock(), bot=scripted(otherwise="good_ticket_open_urgent")) as desk:
        resident = await desk.resident()
        await resident.say("单元门禁坏了")
        await resident.hears(2)
        assert [one.cause.kind for one in await alerts(desk)] == ["urgent_ticket"]


async def test_an_agent_who_comes_on_is_shown_what_rings_and_hears_what_rings_then(desk: Place) -> None:
    first, second = await desk.resident(), await desk.resident()
    agent = await desk.agent("王敏")
    await first.post("escalation")
    async with watch(desk, agent) as line:
        shown, _ = await until(line, "alerts")
        assert [one["conversation_id"] for one in shown["alerts"]] == [first.id]
        await second.post("escalation")
        frame, _ = await until(line, "alert")
        assert (frame["conversation_id"], frame["rung"]) == (second.id, "sound")
        assert frame["alert"]["state"] == "open"
