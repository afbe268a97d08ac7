"""What residents were promised is written down, reminded of, and an alarm when its time passes unkept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from handoff.desk.sweep import sweep_due
from handoff.domain.promise import Promise
from handoff.domain.turn import Author
from tests.integration.clocks import Clock, alerts, at_the_desk, sweep, timed_desk
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place
from tests.integration.ticket_steps import opened, went

KINDS = frozenset({"promise_due", "promise_broken"})


async def promised(agent: AgentPerson, resident: Resident, due_at: str) -> Json:
    """Promise something in the resident's conversation."""
    answered = await agent.do("POST", resident, "/promises", {"text": "师傅上门", "due_at": due_at})
    assert answered.status_code == 201, answered.text
    promise: Json = answered.json()["promise"]
    return promise


async def test_the_words_of_an_agent_are_proposed_with_their_moment(tmp_path: Path) -> None:
    async with timed_desk(tmp_path, Clock()) as desk:
        agent = await desk.agent("王敏")
        found = await agent.call("POST", "/promises/proposals", {"text": "好的，师傅明天上午上门。"})
        assert found.json() == {"text": "好的，师傅明天上午上门", "due_at": "2026-11-24T04:00:00.000Z"}
        assert (await agent.call("POST", "/promises/proposals", {"text": "好的"})).json() is None


async def test_a_promise_in_a_conversation_is_the_owners_said_once_reminded_of_and_alarmed(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent, other = await desk.resident(), await desk.agent("王敏"), await desk.agent("李强")
        await resident.post("escalation")
        await agent.claim(resident)
        body = {"text": "师傅上门", "due_at": "2026-11-23T15:00:00+08:00"}
        assert (await other.do("POST", resident, "/promises", body)).status_code == 409
        promise = await promised(agent, resident, body["due_at"])
        assert promise["reminded_at"] == "2026-11-23T06:45:00.000Z"
        assert (await agent.do("POST", resident, "/promises", body)).status_code == 200
        said = [turn["text"] for turn in await resident.turns() if "承诺" in turn["text"]]
        assert said == ["我们承诺：师傅上门（11月23日 15:00前）。"]
        with at_the_desk(desk, agent):
            for _ in range(80):
                await sweep(desk, clock, minutes=5)
        rang = sorted(await alerts(desk, kinds=KINDS), key=lambda one: one.raised_at)
        assert [(one.cause.kind, f"{one.raised_at:%H:%M}", one.late) for one in rang] == [
            ("promise_due", "06:45", False),
            ("promise_broken", "07:00", False),
        ]
        await desk.sign_in(agent)
        broken = (await agent.call("GET", "/promises?state=broken")).json()["promises"]
        assert promise["id"] in {one["id"] for one in broken}
        kept = await agent.call("POST", f"/promises/{promise['id']}/keeping", {"note": "已上门"})
        assert (kept.status_code, kept.json()["promise"]["kept"]["late"]) == (201, True)
        assert (
            await agent.call("POST", f"/promises/{promise['id']}/keeping", {"note": "x"})
        ).status_code == 200
        assert {one.state for one in await alerts(desk, kinds=KINDS)} == {"ended"}


async def test_a_kept_promise_rings_for_nothing(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        await resident.post("escalation")
        await agent.claim(resident)
        promise = await promised(agent, resident, "2026-11-23T15:00:00+08:00")
        await agent.call("POST", f"/promises/{promise['id']}/keeping", {"note": ""})
        await sweep(desk, clock, days=2)
        assert await alerts(desk, kinds=KINDS) == []


async def test_a_promise_on_a_ticket_is_settled_with_it(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        numbers = [(await opened(agent, resident, key=key))["number"] for key in ("t1", "t2")]
        for number in numbers:
            body = {"text": "修好", "due_at": "2026-11-23T15:00:00+08:00"}
            assert (await agent.call("POST", f"/tickets/{number}/promises", body)).status_code == 201
        await went(agent, numbers[0], "dispatched", "done")
        await resident.post(f"tickets/{numbers[0]}/confirmation", {"resolved": True})
        await went(agent, numbers[1], "cancelled")
        found = (await agent.call("GET", "/promises")).json()["promises"]
        assert sorted(one["state"] for one in found) == ["kept", "released"]
        await sweep(desk, clock, days=2)
        assert await alerts(desk, kinds=KINDS) == []


async def test_promises_of_another_estate_are_not_found(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    stranger = await desk.agent("赵", estate="baihua")
    await resident.post("escalation")
    await agent.claim(resident)
    promise = await promised(agent, resident, "2099-01-01T00:00:00Z")
    assert (await stranger.call("GET", "/promises?estate=yunshan")).json()["promises"] == []
    assert (await stranger.call("POST", f"/promises/{promise['id']}/keeping", {})).status_code == 404


async def test_three_hundred_promises_over_restarts_are_each_reminded_of_and_broken_once(
    tmp_path: Path,
) -> None:
    clock = Clock()
    by = Author("agent", "王敏", "a" * 24)
    async with timed_desk(tmp_path, clock) as desk, desk.world.desk.store.write() as work:
        for number in range(300):
            due = clock.at + timedelta(minutes=20 + number % 97, seconds=number)
            await work.promises.add(
                Promise(id=f"p{number}", estate="yunshan", text="上门", due_at=due, by=by, at=clock.at)
            )
    for _restart in range(6):
        async with timed_desk(tmp_path, clock) as desk:
            for _ in range(3):
                await sweep(desk, clock, minutes=7)
                await sweep_due(desk.world.desk, clock.at - timedelta(minutes=30))  # a clock that jumps back
                await sweep_due(desk.world.desk, clock.at)
    async with timed_desk(tmp_path, clock) as desk:
        await sweep(desk, clock, minutes=30)
        keys = [one.cause.key for one in await alerts(desk, kinds=KINDS)]
    assert sorted(key for key in keys if key.endswith("broken")) == sorted(
        f"promise/p{number}/broken" for number in range(300)
    )
    assert len(keys) == len(set(keys))


async def test_nobody_on_duty_promises_a_moment_and_a_number_and_the_answer_keeps_it(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 11, 22, 14, tzinfo=UTC))  # Sunday, 22:00
    async with timed_desk(tmp_path, clock) as desk:
        resident = await desk.resident()
        await resident.post("escalation")
        await resident.post("escalation")
        tickets = (await resident.get("tickets")).json()["tickets"]
        assert [one["category"] for one in tickets] == ["other"]
        lines = [turn["text"] for turn in await resident.turns()]
        assert len(lines) == 1
        assert f"单号{tickets[0]['number']}" in lines[0]
        assert "最晚在11月23日 10:30前回复您" in lines[0]
        clock.on(hours=11)
        agent = await desk.agent("王敏")
        await agent.claim(resident)
        await agent.say(resident, "您好")
        ledger = (await agent.call("GET", "/promises")).json()["promises"]
        assert [(one["state"], one["kept"]["by"]["name"]) for one in ledger] == [("kept", "王敏")]
        assert (await resident.get("tickets")).json()["tickets"][0]["state"] == "dispatched"
        assert len(await resident.turns()) == 2


async def test_the_ledger_says_to_whom_masked_and_who_sees_to_it_page_by_page(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        agent, other = await desk.agent("王敏"), await desk.agent("李强")
        resident = await desk.resident(name="金小满", phone="13800001234", room="3栋2单元502")
        with at_the_desk(desk, agent):  # or the desk itself would promise an answer
            await resident.post("escalation")
        await agent.claim(resident)
        sooner = await promised(agent, resident, "2026-11-23T15:00:00+08:00")
        later = await promised(agent, resident, "2026-11-24T15:00:00+08:00")
        number = (await opened(agent, resident, house="3栋2单元502"))["number"]
        body = {"text": "换水龙头", "due_at": "2026-11-25T15:00:00+08:00"}
        assert (await agent.call("POST", f"/tickets/{number}/promises", body)).status_code == 201

        first = (await other.call("GET", "/promises?state=owed&limit=2")).json()
        assert [one["id"] for one in first["promises"]] == [sooner["id"], later["id"]]
        rest = (await other.call("GET", f"/promises?state=owed&limit=2&after={first['next']}")).json()
        [last] = rest["promises"]
        assert (last["ticket"], last["text"], rest["next"]) == (number, "换水龙头", None)
        for one in (*first["promises"], last):
            assert one["to"] == {"name": "金**", "house": "3栋2单元502"}
            assert one["owner"] == {"id": agent.id, "name": "王敏"}
            assert "13800001234" not in str(one)


async def test_whoever_takes_a_conversation_over_sees_to_what_was_promised_there(tmp_path: Path) -> None:
    async with timed_desk(tmp_path, Clock()) as desk:
        agent, other = await desk.agent("王敏"), await desk.agent("李强")
        stranger = await desk.agent("外人", estate="baihua", grade=3)
        resident = await desk.resident()
        with at_the_desk(desk, agent):
            await resident.post("escalation")
        await agent.claim(resident)
        promise = await promised(agent, resident, "2026-11-23T15:00:00+08:00")

        async def own(who: AgentPerson) -> list[str]:
            found = (await who.call("GET", "/promises?owner=me")).json()["promises"]
            return [one["id"] for one in found]

        assert (await own(agent), await own(other)) == ([promise["id"]], [])
        await agent.do("PUT", resident, "/assignment", {"agent_id": other.id, "note": ""})
        assert (await own(agent), await own(other)) == ([], [promise["id"]])
        assert (await stranger.call("GET", "/promises")).json()["promises"] == []
        assert (await stranger.call("GET", f"/promises?owner={other.id}")).json()["promises"] == []
        await other.do("POST", resident, "/closure", {"summary": "好了", "resolved": True})
        assert await own(agent) == [promise["id"]]  # nobody holds it: it is the promiser's again
