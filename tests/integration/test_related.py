"""What an agent finds of before: the same number, the same house, and nobody else's."""

from typing import Any

import pytest

from handoff.bootstrap import open_store
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place, in_database
from tests.integration.ticket_steps import opened

PHONE = "138 0000 0001"


async def related(agent: AgentPerson, who: Resident) -> Json:
    answered = await agent.do("GET", who, "/related")
    assert answered.status_code == 200, answered.text
    found: Json = answered.json()
    return found


def alike(found: Json) -> dict[str, list[str]]:
    return {one["id"]: one["alike"] for one in found["conversations"]}


async def test_the_same_number_and_the_same_house_are_found_however_they_are_written(desk: Place) -> None:
    agent = await desk.agent("王敏")
    here = await desk.resident(room="3栋2单元1201", phone=PHONE)
    both = await desk.resident(room="3-2-1201", phone="+86 13800000001", name="张三")
    moved = await desk.resident(room="5栋1单元302", phone="138-0000-0001")
    family = await desk.resident(room="3号楼2单元1201室")
    await desk.resident(room="3栋2单元1202", phone="13800000002")
    await desk.resident()

    found = await related(agent, here)
    assert alike(found) == {both.id: ["phone", "house"], moved.id: ["phone"], family.id: ["house"]}
    [shown] = [one for one in found["conversations"] if one["id"] == both.id]
    assert shown["resident"] == {"name": "张*", "phone": "+86********0001"}


@pytest.mark.parametrize("given", [{}, {"room": "靠近南门那家", "phone": "12345"}])
async def test_who_gave_nothing_that_can_be_read_is_like_nobody(desk: Place, given: dict[str, Any]) -> None:
    agent = await desk.agent("王敏")
    one, _other = await desk.resident(**given), await desk.resident(**given)
    assert await related(agent, one) == {"conversations": [], "tickets": []}


async def test_the_houses_other_tickets_stand_beside_and_an_estate_sees_only_its_own(desk: Place) -> None:
    agent, stranger = await desk.agent("王敏"), await desk.agent("外人", estate="baihua")
    before, here = await desk.resident(room="S8"), await desk.resident(room="S8号")
    number = (await opened(agent, before))["number"]
    await opened(agent, here, key="mine")
    await opened(agent, before, key="elsewhere", house="S9")

    assert [one["number"] for one in (await related(agent, here))["tickets"]] == [number]
    assert (await stranger.do("GET", here, "/related")).status_code == 404


async def test_whoever_is_forgotten_is_found_no_more(desk: Place) -> None:
    agent = await desk.agent("王敏")
    here, gone = await desk.resident(room="S8", phone=PHONE), await desk.resident(room="S8", phone=PHONE)
    await opened(agent, gone)
    await desk.client.delete(f"{gone.path}/personal-data", headers=gone.headers)
    assert await related(agent, here) == {"conversations": [], "tickets": []}


async def test_what_was_stored_before_there_were_indexes_gets_them_at_the_next_start(desk: Place) -> None:
    agent = await desk.agent("王敏")
    here, before = await desk.resident(room="S8"), await desk.resident(room="S8", phone=PHONE)
    number = (await opened(agent, before))["number"]
    await in_database(desk.data, "UPDATE conversations SET house_index = NULL, phone_index = NULL")
    await in_database(desk.data, "UPDATE tickets SET house_index = NULL")
    assert await related(agent, here) == {"conversations": [], "tickets": []}

    async with open_store(desk.world.settings):
        found = await related(agent, here)
    assert alike(found) == {before.id: ["house"]}
    assert [one["number"] for one in found["tickets"]] == [number]
