"""Incident mode: many like reports become one, and everybody who is linked hears the same once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.clocks import Clock, alerts, sweep, timed_desk
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place
from tests.integration.ticket_steps import opened as opened_by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def timed(tmp_path: Path, clock: Clock) -> AsyncIterator[Place]:
    async with timed_desk(tmp_path, clock, conversations_per_address=1000) as place:
        yield place


async def report(desk: Place, room: str, text: str = "停水了") -> Resident:
    resident = await desk.resident(room=room)
    await resident.say(text)
    return resident


async def five(desk: Place, clock: Clock, *, first: int = 1) -> list[Resident]:
    """Five households of building 3 report, half a minute apart."""
    reported = []
    for number in range(first, first + 5):
        reported.append(await report(desk, f"3栋1单元{number}01"))
        clock.on(seconds=30)
    return reported


async def listed(agent: AgentPerson, query: str = "") -> list[Json]:
    found: list[Json] = (await agent.call("GET", f"/incidents{query}")).json()["incidents"]
    return found


async def opened(agent: AgentPerson, **body: str) -> Json:
    proposal = (await listed(agent, "?state=proposed"))[0]
    answered = await agent.call("POST", "/incidents", {"proposal_id": proposal["id"], **body})
    assert answered.status_code == 201, answered.text
    incident: Json = answered.json()["incident"]
    return incident


def cards(turns: list[Json]) -> list[str]:
    return [turn["text"] for turn in turns if turn["kind"] == "card"]


async def test_the_fifth_household_makes_a_proposal_that_rings_at_once(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    residents = await five(timed, clock)
    again = residents[0]
    await again.say("怎么还是没水啊")
    [incident] = await listed(agent)
    assert (incident["building"], incident["facility"], incident["state"]) == ("3", "water", "proposed")
    assert (incident["households"], len(incident["evidence"])) == (5, 6)
    [alert] = await alerts(timed, kinds=frozenset({"incident"}))
    assert "3栋供水，10分钟内有5户报告（房号都是自报、没有核实，都来自刚打开的会话）" in alert.cause.text
    assert alert.raised_at - clock.at < timedelta(minutes=1)
    assert cards(await again.turns()) == []


async def test_a_proposal_says_how_many_households_are_proven_and_how_many_only_stated(
    timed: Place, clock: Clock
) -> None:
    agent = await timed.agent("王敏")
    known = await timed.resident(room="3栋1单元101")
    await opened_by(agent, known, house="3栋1单元101")
    clock.on(minutes=30)
    await known.say("停水了")
    for number in range(2, 6):
        await report(timed, f"3栋1单元{number}01")
    [alert] = await alerts(timed, kinds=frozenset({"incident"}))
    assert "5户报告（1户房号已核实，4户自报）" in alert.cause.text
    [incident] = await listed(agent)
    assert (incident["households"], incident["proven"], incident["only_new"]) == (5, 1, False)


async def test_who_states_a_neighbours_house_proves_nothing_by_their_own(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    known = await timed.resident(room="3栋1单元101")
    await opened_by(agent, known, house="3栋1单元101")
    clock.on(minutes=30)
    for number in range(2, 7):
        await known.say(f"3栋1单元{number}01停水了")
    [alert] = await alerts(timed, kinds=frozenset({"incident"}))
    assert "（房号都是自报、没有核实）" in alert.cause.text
    [incident] = await listed(agent)
    assert (incident["proven"], incident["only_new"]) == (0, False)


async def test_four_households_and_a_chatterbox_make_none(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    for number in range(1, 5):
        await report(timed, f"3栋1单元{number}01")
    loud = await timed.resident(room="3-1-101")
    for _ in range(6):
        await loud.say("停水了停水了")
    for _ in range(6):
        await (await timed.resident()).say("没水了")
    clock.on(minutes=11)
    await report(timed, "3栋1单元901")
    assert await listed(agent) == []


async def test_one_tap_opens_it_and_each_linked_resident_hears_each_word_once(
    timed: Place, clock: Clock
) -> None:
    agent = await timed.agent("王敏")
    residents = await five(timed, clock)
    incident = await opened(agent, text="水泵跳闸，师傅已到泵房")
    again = await agent.call("POST", "/incidents", {"proposal_id": incident["id"]})
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    update = {"client_key": "u1", "text": "预计14:30恢复"}
    told = await agent.call("POST", f"/incidents/{incident['id']}/updates", update)
    assert (told.status_code, told.json()["incident"]["updates"][-1]["told"]) == (201, 5)
    assert (await agent.call("POST", f"/incidents/{incident['id']}/updates", update)).status_code == 200
    closed = await agent.call("POST", f"/incidents/{incident['id']}/closure", {"text": "已恢复供水"})
    assert closed.json()["incident"]["state"] == "closed"
    for resident in residents:
        assert cards(await resident.turns()) == [
            "【3栋供水】最新进展：水泵跳闸，师傅已到泵房。",
            "【3栋供水】最新进展：预计14:30恢复。",
            "【3栋供水】已处理完毕：已恢复供水。如果您家还没有恢复，请直接回复我们。",
        ]
    [alert] = await alerts(timed, kinds=frozenset({"incident"}))
    assert alert.acknowledged
    assert alert.acknowledged.by.name == "王敏"


async def test_reporters_of_a_proposal_that_nobody_opens_hear_so_once_and_it_rings_up_the_line(
    timed: Place, clock: Clock
) -> None:
    agent = await timed.agent("王敏")
    residents = await five(timed, clock)
    await sweep(timed, clock, minutes=14)
    assert [len(cards(await one.turns())) for one in residents] == [0] * 5
    for _ in range(3):
        await sweep(timed, clock, minutes=1)
    late = await report(timed, "3栋1单元801")
    await late.say("还没水吗，停水了")
    for resident in [*residents, late]:
        [card] = cards(await resident.turns())
        assert card.startswith("已有多户反映3栋供水有问题，我们已通知值班人员和主管，目前还没有人确认处理。")
    rang = await alerts(timed, kinds=frozenset({"incident"}))
    assert [one.cause.severity for one in rang] == ["overdue", "alarm"]
    assert "supervisor" in {step.rung for step in rang[0].climbed}
    await opened(agent, text="水泵跳闸")
    assert {one.state for one in await alerts(timed, kinds=frozenset({"incident"}))} == {"ended"}
    assert [len(cards(await one.turns())) for one in [*residents, late]] == [2] * 6


async def test_who_was_told_that_it_waits_is_told_when_it_was_nothing_for_many(
    timed: Place, clock: Clock
) -> None:
    lead = await timed.agent("李主管", grade=2)
    residents = await five(timed, clock)
    await sweep(timed, clock, minutes=16)
    [proposal] = await listed(lead, "?state=proposed")
    await lead.call("POST", f"/incidents/{proposal['id']}/dismissal", {"reason": "各户水表欠费"})
    await sweep(timed, clock, minutes=30)
    for resident in residents:
        _, last = cards(await resident.turns())
        assert last.startswith("工作人员已看过3栋供水的反映，不是多户共同的故障。")
        assert "欠费" not in last


async def test_a_later_reporter_gets_the_live_status_from_the_desk_itself(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    await five(timed, clock)
    incident = await opened(agent)
    late, elsewhere = await report(timed, "3栋2单元1201", "家里没水了"), await report(timed, "5栋1单元101")
    [status] = cards(await late.turns())
    assert "3栋供水的问题我们已经知道" in status
    update = {"client_key": "u1", "text": "预计14:30恢复"}
    await agent.call("POST", f"/incidents/{incident['id']}/updates", update)
    await late.say("什么时候来水")
    assert "预计14:30恢复" in cards(await late.turns())[-1]
    assert cards(await elsewhere.turns()) == []
    assert [turn["author"]["kind"] for turn in await late.turns()] == [
        "resident",
        "system",
        "system",
        "resident",
        "system",
    ]
    shown = (await agent.call("GET", f"/incidents/{incident['id']}")).json()
    assert late.id in shown["conversations"]
    line = (await agent.do("GET", late, "")).json()["incident"]
    assert line == {"id": incident["id"], "facility": "water", "state": "open"}
    assert elsewhere.id not in shown["conversations"]


async def test_who_reports_and_wants_a_person_gets_both(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    await five(timed, clock)
    await opened(agent)
    late = await report(timed, "3栋2单元1201", "停水了，转人工")
    assert len(cards(await late.turns())) == 1
    assert await late.holder() == "queue"


async def test_what_was_dismissed_is_not_proposed_again(timed: Place, clock: Clock) -> None:
    agent, boss = await timed.agent("王敏"), await timed.agent("周敏", grade=2)
    await five(timed, clock)
    [incident] = await listed(agent)
    path = f"/incidents/{incident['id']}/dismissal"
    assert (await agent.call("POST", path, {"reason": "演习"})).status_code == 403
    dismissed = await boss.call("POST", path, {"reason": "消防演习停水"})
    assert dismissed.json()["incident"]["dismissal"]["reason"] == "消防演习停水"
    assert (await alerts(timed, kinds=frozenset({"incident"})))[0].state == "ended"
    await five(timed, clock, first=11)
    assert [one["state"] for one in await listed(agent)] == ["dismissed"]
    clock.on(hours=12)
    await five(timed, clock, first=21)
    assert [one["state"] for one in await listed(await timed.agent("李强"))] == ["proposed", "dismissed"]


async def test_after_the_end_only_new_reports_count(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    await five(timed, clock)
    incident = await opened(agent)
    await agent.call("POST", f"/incidents/{incident['id']}/closure", {"text": "已恢复"})
    clock.on(seconds=1)
    await report(timed, "3栋1单元1201")
    assert len(await listed(agent)) == 1
    await five(timed, clock, first=20)
    assert [one["state"] for one in await listed(agent)] == ["proposed", "closed"]


async def test_a_coordinator_opens_one_that_nobody_proposed(timed: Place) -> None:
    agent, boss = await timed.agent("王敏"), await timed.agent("周敏", grade=2)
    place = {"estate": "yunshan", "facility": "lift", "building": "6", "text": "电梯检修到18点"}
    assert (await agent.call("POST", "/incidents", place)).status_code == 403
    assert (await boss.call("POST", "/incidents", {**place, "estate": "baihua"})).status_code == 404
    assert (await boss.call("POST", "/incidents", place)).status_code == 201
    assert (await boss.call("POST", "/incidents", place)).status_code == 409
    resident = await report(timed, "6栋1单元101", "电梯坏了")
    assert "电梯检修到18点" in cards(await resident.turns())[0]


async def test_another_estates_incident_is_not_found(timed: Place, clock: Clock) -> None:
    agent, stranger = await timed.agent("王敏"), await timed.agent("外人", estate="baihua")
    await five(timed, clock)
    [incident] = await listed(agent)
    assert await listed(stranger) == []
    assert (await stranger.call("GET", f"/incidents/{incident['id']}")).status_code == 404
    body = {"proposal_id": incident["id"]}
    assert (await stranger.call("POST", "/incidents", body)).status_code == 404


async def test_who_is_erased_no_longer_counts(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    residents = await five(timed, clock)
    gone = residents[0]
    assert (await timed.client.delete(f"{gone.path}/personal-data", headers=gone.headers)).status_code == 204
    [incident] = await listed(agent)
    assert incident["households"] == 4
    assert gone.id not in {one["conversation_id"] for one in incident["evidence"]}
