"""Repairers' work orders: who sees which; what was written down without a network is kept once, in order."""

import io
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from websockets.exceptions import ConnectionClosed

from handoff.domain.times import on_the_wall, rfc3339
from tests.integration.clocks import Clock, sweep, timed_desk
from tests.integration.lines import watch
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place, in_database
from tests.integration.ticket_steps import move, opened, went

HOURS_AGO = datetime.now(UTC) - timedelta(hours=3)
THEN = rfc3339(HOURS_AGO)
WAY = ("accept", "set_out", "begin", "finish")


async def repairer(desk: Place, name: str = "李师傅", *skills: str) -> AgentPerson:
    return await desk.agent(name, grade=0, skills=skills or ("工程",))


async def dispatched(agent: AgentPerson, resident: Resident, key: str = "t1", **more: Any) -> str:
    """Open a ticket and send it out; return its number."""
    number: str = (await opened(agent, resident, key, **more))["number"]
    await went(agent, number, "dispatched")
    return number


async def orders(person: AgentPerson) -> dict[str, Json]:
    answered = await person.call("GET", "/work-orders")
    assert answered.status_code == 200, answered.text
    return {one["number"]: one for one in answered.json()["orders"]}


async def step(person: AgentPerson, number: str, kind: str, **more: str) -> httpx.Response:
    body = {"client_key": f"{number}-{kind}", "kind": kind, "recorded_at": THEN, **more}
    return await person.call("POST", f"/work-orders/{number}/steps", body)


async def taken(person: AgentPerson, number: str, *kinds: str) -> None:
    """Hand in steps and expect each to be taken without a refusal."""
    for kind in kinds:
        answered = await step(person, number, kind)
        assert (answered.status_code, answered.json()["step"]["refused"]) == (201, None), answered.text


def photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return file.getvalue()


async def send_photo(person: AgentPerson, number: str, key: str, image: bytes) -> httpx.Response:
    return await person.client.put(
        f"/api/v1/work-orders/{number}/pictures/{key}",
        params={"recorded_at": THEN},
        files={"file": ("done.png", image, "image/png")},
        headers=person.headers,
    )


async def state_of(agent: AgentPerson, number: str) -> Json:
    found: Json = (await agent.call("GET", f"/tickets/{number}")).json()
    return found


async def test_a_repairer_sees_what_is_sent_out_in_their_trade_and_nobodys_name_or_talk(desk: Place) -> None:
    resident = await desk.resident(name="林小满", room="3-2-1201", phone="13800000000")
    agent, person = await desk.agent("王敏"), await repairer(desk)
    number = (await opened(agent, resident))["number"]
    other_trade = await dispatched(agent, resident, "t2", trade="保洁")
    assert await orders(person) == {}
    await move(agent, number, "dispatched", note="带生料带")
    seen = await orders(person)
    assert list(seen) == [number]
    assert (seen[number]["house"], seen[number]["note"], seen[number]["mine"]) == (
        "3-2-1201",
        "带生料带",
        False,
    )
    shown = (await person.call("GET", "/work-orders")).text
    assert not [word for word in ("林小满", "13800000000", resident.id) if word in shown]
    assert (await step(person, other_trade, "accept")).status_code == 404
    assert list(await orders(await repairer(desk, "何师傅", "保洁"))) == [other_trade]
    assert await orders(await desk.agent("外人", estate="baihua", grade=0)) == {}


async def test_a_repairer_opens_nothing_else(desk: Place) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    for path in (
        "/conversations",
        f"/conversations/{resident.id}",
        "/tickets",
        f"/tickets/{number}",
        "/audit",
    ):
        assert (await person.call("GET", path)).status_code == 403
    async with watch(desk, person) as line:
        with pytest.raises(ConnectionClosed) as closed:
            await line.recv()
    assert closed.value.rcvd
    assert closed.value.rcvd.code == 1008
    lead = await desk.agent("周主管", grade=2)
    given = {"agent_id": person.id, "note": "请处理", "force": True}
    assert (await lead.do("PUT", resident, "/assignment", given)).status_code == 400


async def test_what_was_written_down_moves_the_ticket_and_tells_the_resident_when_it_was(desk: Place) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    await taken(person, number, "accept", "set_out", "begin")
    done = await step(person, number, "finish", note="换了角阀")
    assert done.json()["order"]["state"] == "done"
    ticket = await state_of(agent, number)
    assert [one["to"] for one in ticket["moves"]] == ["accepted", "dispatched", "on_the_way", "done"]
    assert ticket["moves"][-1]["note"] == "换了角阀"
    assert [(one["kind"], one["by"]["name"]) for one in ticket["steps"]] == [(kind, "李师傅") for kind in WAY]
    told = [turn["text"] for turn in await resident.turns() if number in turn["text"]]
    assert f"师傅已出发（{on_the_wall(HOURS_AGO)}）" in told[-2]
    assert f"已完成（{on_the_wall(HOURS_AGO)}）" in told[-1]
    assert "换了角阀" not in (await resident.get("tickets")).text
    assert (await orders(person))[number]["mine"] is True  # over, and still shown for some days


async def test_the_same_step_again_is_the_same_step_and_another_under_its_key_is_refused(desk: Place) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    statuses = [(await step(person, number, "accept")).status_code for _ in range(3)]
    assert statuses == [201, 200, 200]
    other = await step(person, number, "accept", note="另一句")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert len((await state_of(agent, number))["steps"]) == 1


async def test_a_step_waits_for_the_one_before_it(desk: Place) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    early = await step(person, number, "set_out", after=f"{number}-accept")
    assert (early.status_code, early.json()["code"]) == (409, "too_early")
    await taken(person, number, "accept")
    assert (await step(person, number, "set_out", after=f"{number}-accept")).status_code == 201


@pytest.mark.parametrize("ended", ["cancelled", "done"])
async def test_what_was_closed_meanwhile_stays_closed_and_the_step_is_kept_with_the_reason(
    desk: Place, ended: str
) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    await taken(person, number, "accept")
    await went(agent, number, ended)
    refused = await step(person, number, "finish", note="已修好")
    assert refused.status_code == 201
    assert "您的记录已保存" in refused.json()["step"]["refused"]
    ticket = await state_of(agent, number)
    assert (ticket["state"], ticket["steps"][-1]["note"]) == (ended, "已修好")
    again = await step(person, number, "finish", note="已修好")
    assert (again.status_code, again.json()["step"]["refused"]) == (200, refused.json()["step"]["refused"])


async def test_who_accepts_first_has_it_and_the_others_record_is_kept(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    first, second = await repairer(desk), await repairer(desk, "何师傅", "工程")
    number = await dispatched(agent, resident)
    await taken(first, number, "accept")
    late = await second.call(
        "POST",
        f"/work-orders/{number}/steps",
        {"client_key": "mine", "kind": "accept", "recorded_at": THEN},
    )
    assert "已由李师傅接单" in late.json()["step"]["refused"]
    assert number not in await orders(second)
    assert len((await state_of(agent, number))["steps"]) == 2


async def test_reopened_work_is_accepted_anew(desk: Place) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    await taken(person, number, *WAY)
    await went(agent, number, "accepted", "dispatched")
    unasked = {"client_key": "again", "kind": "set_out", "recorded_at": THEN}
    answered = await person.call("POST", f"/work-orders/{number}/steps", unasked)
    assert "需要先接单" in answered.json()["step"]["refused"]
    assert (await orders(person))[number]["repairer"] is None


async def test_a_photo_is_kept_once_shown_to_the_desk_and_gone_with_its_ticket(desk: Place) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    image = photo()
    answers = [await send_photo(person, number, "p1", image) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 200]
    picture = answers[0].json()["step"]["picture"]
    for who in (person, agent):
        shown = await who.call("GET", f"/work-orders/{number}/pictures/{picture}")
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert (await send_photo(person, number, "p2", b"no picture")).status_code == 400
    uploads = desk.data / "uploads"
    assert [path.stem for path in uploads.iterdir()] == [picture]
    await desk.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
    assert list(uploads.iterdir()) == []
    assert (await state_of(agent, number))["steps"][0]["picture"] is None


async def test_erasure_empties_the_notes_of_steps(desk: Place) -> None:
    resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
    number = await dispatched(agent, resident)
    await step(person, number, "accept", note="金丝雀在家等")
    await desk.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
    assert "金丝雀" not in str(await state_of(agent, number))


async def test_a_ticket_out_of_its_time_loses_its_photos_too(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent, person = await desk.resident(), await desk.agent("王敏"), await repairer(desk)
        number = await dispatched(agent, resident)
        assert (await send_photo(person, number, "p1", photo())).status_code == 201
        await sweep(desk, clock, days=1200)
        assert list((desk.data / "uploads").iterdir()) == []


async def test_shuffled_replays_end_in_one_row_a_step_and_in_order(desk: Place) -> None:
    agent, person = await desk.agent("王敏"), await repairer(desk)
    numbers = []
    for index in range(6):
        body = {"client_key": f"o{index}", "estate": "yunshan", "category": "repair", "trade": "工程",
                "class": "general", "summary": "换灯"}  # fmt: skip
        numbers.append((await agent.call("POST", "/tickets", body)).json()["ticket"]["number"])
        await went(agent, numbers[-1], "dispatched")
    await replay(person, [(number, place) for number in numbers for place in range(len(WAY))] * 3, seed=7)
    rows = await in_database(desk.data, "SELECT count(*), count(DISTINCT client_key) FROM work_steps")
    assert rows == [(len(numbers) * len(WAY), len(numbers) * len(WAY))]
    for number in numbers:
        ticket = await state_of(agent, number)
        assert [one["to"] for one in ticket["moves"]] == ["accepted", "dispatched", "on_the_way", "done"]
        assert [(one["kind"], one["refused"]) for one in ticket["steps"]] == [(kind, None) for kind in WAY]


async def replay(person: AgentPerson, sent: Sequence[tuple[str, int]], *, seed: int) -> None:
    """Send steps in a shuffled order, what comes too early again, until every one is taken."""
    left = list(sent)
    draw = random.Random(seed)
    for _ in range(len(WAY)):
        draw.shuffle(left)
        early = []
        for number, place in left:
            before = {"after": f"{number}-{WAY[place - 1]}"} if place else {}
            answered = await step(person, number, WAY[place], **before)
            assert answered.status_code in {200, 201, 409}, answered.text
            if answered.status_code == 409:
                early.append((number, place))
        left = early
    assert left == []
