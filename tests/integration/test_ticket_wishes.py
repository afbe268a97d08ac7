"""What the bot wishes about tickets, and what the desk makes of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handoff.desk.answer import answer
from handoff.domain.records import Job
from tests.contract.payloads import payload
from tests.contract.rasa_stand_in import RasaStandIn, replying
from tests.integration.places import Place, desk_in, scripted
from tests.integration.ticket_steps import opened, went

WISHES = {
    "厨房漏水": "good_ticket_open",
    "楼上吵": "good_ticket_open_without_room",
    "说错了，是卫生间": "good_ticket_amend",
    "修到哪了": "good_ticket_status",
    "催一下": "good_ticket_urge",
    "催一下7号": "good_ticket_urge_number",
}


@pytest.fixture
async def wishing(tmp_path: Path) -> AsyncIterator[Place]:
    """A desk whose bot has wishes about tickets."""
    async with desk_in(tmp_path, bot=scripted(WISHES)) as place:
        yield place


async def test_the_bots_wish_opens_one_ticket_and_its_line_carries_the_number(wishing: Place) -> None:
    resident = await wishing.resident(room="3栋2单元1201")
    agent = await wishing.agent("王敏")
    await resident.say("厨房漏水")
    line = await resident.hears(2)
    ticket = (await resident.get("tickets")).json()["tickets"][0]
    assert line["text"] == f"已为您登记报修，单号 {ticket['number']}。师傅上门前会与您联系。"
    assert line["author"] == {"kind": "bot"}
    assert line["bot"] == {"act": "ticket", "ticket": {"number": ticket["number"]}}
    assert (ticket["summary"], ticket["class"], ticket["house"]) == (
        "厨房水槽漏水",
        "important",
        "3栋2单元1201",
    )
    assert ticket["moves"][0]["by"] == {"kind": "bot"}
    await went(agent, ticket["number"], "dispatched")
    kept = (await agent.call("GET", f"/tickets/{ticket['number']}")).json()
    assert kept["owner"]["name"] == "王敏"  # whoever takes it first stays responsible


async def test_what_is_put_right_takes_the_place_of_a_ticket_that_nobody_has_taken_up(
    wishing: Place,
) -> None:
    resident, agent = await wishing.resident(), await wishing.agent("王敏")
    await resident.say("厨房漏水")
    await resident.hears(2)
    await resident.say("说错了，是卫生间")
    line = await resident.hears(4)
    new, old = (await resident.get("tickets")).json()["tickets"]
    assert line["text"] == (
        f"好的，按您说的改好了，新的工单号 {new['number']}。\n原来的 {old['number']} 已经作废。"
    )
    assert (new["summary"], new["state"]) == ("卫生间水槽漏水", "accepted")
    assert old["state"] == "cancelled"
    kept = (await agent.call("GET", f"/tickets/{old['number']}")).json()
    assert kept["moves"][-1]["note"] == f"住户更正，改为 {new['number']}"


async def test_what_is_put_right_behind_a_ticket_in_work_goes_to_a_person(wishing: Place) -> None:
    resident, agent = await wishing.resident(), await wishing.agent("王敏")
    await resident.say("厨房漏水")
    number = (await resident.hears(2))["bot"]["ticket"]["number"]
    await went(agent, number, "dispatched")
    await resident.say("说错了，是卫生间")
    await resident.hears(5)
    tickets = (await resident.get("tickets")).json()["tickets"]
    assert [one["number"] for one in tickets if one["category"] == "repair"] == [number]
    assert await resident.holder() == "queue"


async def test_a_line_without_room_for_the_number_gets_it_at_the_end(wishing: Place) -> None:
    resident = await wishing.resident()
    await resident.say("楼上吵")
    line = await resident.hears(2)
    assert line["text"] == f"投诉已经登记。工单号：{line['bot']['ticket']['number']}。"


async def test_a_job_that_runs_twice_opens_one_ticket(wishing: Place) -> None:
    resident = await wishing.resident()
    await resident.say("厨房漏水")
    job = Job(id=1, conversation_id=resident.id, seq=1, epoch=0, attempts=1, created_at=datetime.now(UTC))
    await asyncio.gather(answer(wishing.world.desk, job), answer(wishing.world.desk, job))
    await resident.hears(2)
    assert len((await resident.get("tickets")).json()["tickets"]) == 1
    assert len(await resident.turns()) == 2


async def test_who_has_no_ticket_is_told_so_and_offered_one_or_a_person(wishing: Place) -> None:
    for wish in ("修到哪了", "催一下"):
        resident = await wishing.resident()
        await resident.say(wish)
        line = await resident.hears(2)
        assert line["text"].startswith("这个会话里没有正在处理的工单。")
        assert line["choices"] == [{"label": "人工", "value": "human"}]
        assert line["bot"] == {"act": "ticket"}


async def test_a_question_is_answered_from_the_newest_open_ticket_and_names_the_others(
    wishing: Place,
) -> None:
    resident, agent = await wishing.resident(), await wishing.agent("王敏")
    numbers = [(await opened(agent, resident, key=key))["number"] for key in ("t1", "t2")]
    await resident.say("修到哪了")
    line = await resident.hears(4)
    assert line["text"].startswith(f"您的报修 {numbers[1]}：现在是“已受理”（")
    assert line["text"].endswith(f"另有：报修 {numbers[0]}（已受理）。")
    assert line["bot"]["ticket"] == {"number": numbers[1]}


async def test_hurrying_through_the_bot_is_noted_on_the_ticket_in_work(wishing: Place) -> None:
    resident, agent = await wishing.resident(), await wishing.agent("王敏")
    first = (await opened(agent, resident))["number"]
    second = (await opened(agent, resident, key="t2"))["number"]
    await went(agent, second, "dispatched", "done")
    await resident.say("催一下")
    line = await resident.hears(6)
    assert line["text"].startswith(f"您的报修 {first}：已为您催单")
    assert f"报修 {second}（已完成）" in line["text"]
    kept = (await agent.call("GET", f"/tickets/{first}")).json()
    assert len(kept["urged"]) == 1


async def test_a_number_that_is_not_theirs_is_not_found_and_theirs_are_named(wishing: Place) -> None:
    resident, agent = await wishing.resident(), await wishing.agent("王敏")
    number = (await opened(agent, resident))["number"]
    await resident.say("催一下7号")
    line = await resident.hears(3)
    assert line["text"].startswith("这个会话里没有单号YS-20261121-0007。")
    assert number in line["text"]


async def test_a_wish_that_is_late_for_a_person_opens_nothing(tmp_path: Path) -> None:
    slow = replying(payload("good_ticket_open"), after=1)
    async with RasaStandIn(slow) as rasa, desk_in(tmp_path, bot_url=rasa.url) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        await resident.say("厨房漏水")
        while not rasa.asked:  # noqa: ASYNC110 - the stand-in has no event for it
            await asyncio.sleep(0.02)
        await agent.claim(resident)
        await asyncio.sleep(1.3)
        assert (await resident.get("tickets")).json()["tickets"] == []
        assert [turn["author"]["kind"] for turn in await resident.turns()] == ["resident"]
