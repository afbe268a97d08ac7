"""People at work: who owns what, and who is offered what."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from handoff.desk.lease import grant_grace, return_the_vanished
from handoff.desk.offer import offer_onwards
from handoff.desk.return_to_bot import return_the_silent
from tests.integration.people import AgentPerson, Resident
from tests.integration.places import Place
from tests.integration.test_feeds import until, watch

MINUTE = timedelta(minutes=1)


def later(desk: Place, by: timedelta) -> Any:
    """The desk as it will be."""
    now = desk.world.desk.now
    return replace(desk.world.desk, now=lambda: now() + by)


async def owned(desk: Place, agent: AgentPerson, **known: str) -> Resident:
    resident = await desk.resident(**known)
    await resident.post("escalation")
    assert (await agent.claim(resident)).status_code == 201
    return resident


async def test_a_vanished_agents_conversation_is_back_in_the_queue_within_a_minute(desk: Place) -> None:
    agent = await desk.agent("王敏")
    resident = await owned(desk, agent)
    soon, after = later(desk, timedelta(seconds=40)), later(desk, timedelta(seconds=50))
    await return_the_vanished(soon, soon.now())
    assert await resident.holder() == "agent"
    for _ in range(2):
        await return_the_vanished(after, after.now())
    assert await resident.holder() == "queue"
    assert ["王敏的连接断开了" in turn["text"] for turn in await resident.turns()] == [False, True]
    stale = await agent.say(resident, "我还在")
    assert (stale.status_code, stale.json()["draft"]) == (409, "我还在")


async def test_an_open_line_keeps_the_lease_whatever_the_clock_does(desk: Place) -> None:
    agent = await desk.agent("王敏")
    async with watch(desk, agent) as line:
        await until(line, "queue")
        resident = await owned(desk, agent)
        tomorrow = later(desk, timedelta(days=1))
        await return_the_vanished(tomorrow, tomorrow.now())
    yesterday = later(desk, timedelta(days=-1))
    await return_the_vanished(yesterday, yesterday.now())
    assert await resident.holder() == "agent"
    a_minute_on = later(desk, timedelta(days=-1, minutes=1))
    await return_the_vanished(a_minute_on, a_minute_on.now())
    assert await resident.holder() == "queue"


async def test_the_line_renews_the_lease_by_itself(desk: Place) -> None:
    agent = await desk.agent("王敏")
    async with watch(desk, agent) as line:
        await until(line, "queue")
        async with asyncio.timeout(5):
            while True:
                shown = (await agent.call("GET", "/agents")).json()["agents"][0]
                if shown["lease_until"]:
                    break
    assert shown["online"]


async def test_after_a_start_the_owners_have_time_to_come_back(desk: Place) -> None:
    resident = await owned(desk, await desk.agent("王敏"))
    tomorrow = later(desk, timedelta(days=1))
    await grant_grace(tomorrow)
    await return_the_vanished(tomorrow, tomorrow.now())
    assert await resident.holder() == "agent"
    a_minute_on = later(desk, timedelta(days=1, minutes=1))
    await return_the_vanished(a_minute_on, a_minute_on.now())
    assert await resident.holder() == "queue"


async def test_a_waiting_conversation_is_offered_to_one_colleague_after_the_other(desk: Place) -> None:
    busy, free = await desk.agent("王敏"), await desk.agent("李强")
    async with watch(desk, busy) as line, watch(desk, free) as other:
        await until(line, "queue")
        await until(other, "queue")
        await owned(desk, busy)
        resident = await desk.resident()
        await resident.post("escalation")
        offers = [(await until(line, "offer"))[0] for _ in range(2)]
        assert offers[-1]["agent"] == {"id": free.id, "name": "李强"}
        shown = (await busy.call("GET", "/conversations?holder=queue")).json()["conversations"][0]
        assert shown["offered_to"] == {"id": free.id, "name": "李强"}
        await offer_onwards(desk.world.desk, desk.world.desk.now())
        for seconds in (31, 62, 93):
            after = later(desk, timedelta(seconds=seconds))
            await offer_onwards(after, after.now())
        async with desk.world.desk.store.read() as work:
            conversation = await work.conversations.get(resident.id)
            assert conversation
            asked = [offer.agent.name for offer in await work.routing.offers(conversation)]
        assert asked == ["李强", "王敏"]
        assert (await busy.claim(resident)).status_code == 201


async def test_who_gave_it_back_is_not_asked_again(desk: Place) -> None:
    first, second = await desk.agent("王敏"), await desk.agent("李强")
    async with watch(desk, first) as line, watch(desk, second) as other:
        await until(line, "queue")
        await until(other, "queue")
        resident = await owned(desk, first)
        await until(line, "offer")
        await first.do("DELETE", resident, "/assignment")
        assert (await until(line, "offer"))[0]["agent"]["name"] == "李强"


async def test_what_was_handed_over_can_be_refused_until_it_is_answered(desk: Place) -> None:
    first, second = await desk.agent("王敏"), await desk.agent("李强")
    resident = await owned(desk, first)
    own = await first.do("POST", resident, "/assignment/refusal", {"note": "不想接"})
    assert own.status_code == 409
    given = {"agent_id": second.id, "note": "请接"}
    await first.do("PUT", resident, "/assignment", given)
    refused = await second.do("POST", resident, "/assignment/refusal", {"note": "我在现场"})
    assert (refused.status_code, refused.json()["agent"]["name"]) == (201, "王敏")
    notes = (await first.do("GET", resident, "/turns")).json()["notes"]
    assert [note["text"] for note in notes] == ["请接", "我在现场"]
    await first.do("PUT", resident, "/assignment", given)
    await second.say(resident, "您好")
    assert (await second.do("POST", resident, "/assignment/refusal", {"note": "算了"})).status_code == 409


async def test_what_is_refused_goes_to_the_queue_when_the_giver_is_away(desk: Place) -> None:
    first, second = await desk.agent("王敏"), await desk.agent("李强")
    resident = await owned(desk, first)
    await first.do("PUT", resident, "/assignment", {"agent_id": second.id, "note": ""})
    await first.call("PUT", "/agents/current/presence", {"state": "away", "reason": "午休"})
    refused = await second.do("POST", resident, "/assignment/refusal", {"note": "我在现场"})
    assert refused.json() == {"holder": "queue", "agent": None}


async def test_silence_after_the_agents_word_brings_the_bot_back(desk: Place) -> None:
    agent = await desk.agent("王敏")
    answered, waiting = await owned(desk, agent), await owned(desk, agent)
    await agent.say(answered, "您好，请讲")
    await agent.say(waiting, "您好，请讲")
    await waiting.say("水管漏了")
    early, late = later(desk, 29 * MINUTE), later(desk, 31 * MINUTE)
    await return_the_silent(early, early.now())
    assert await answered.holder() == "agent"
    await return_the_silent(late, late.now())
    assert (await answered.holder(), await waiting.holder()) == ("closed", "agent")
    assert "30分钟没有新消息" in (await answered.turns())[-1]["text"]
    assert (await answered.post("rating", {"score": 4})).status_code == 201
    await answered.say("物业费多少钱")
    assert await answered.holder() == "bot"


async def test_every_one_of_forty_raced_claims_has_one_owner(desk: Place) -> None:
    agents = [await desk.agent(f"坐席{number}") for number in range(8)]
    for _ in range(5):
        resident = await desk.resident()
        await resident.post("escalation")
        answers = await asyncio.gather(*(agent.claim(resident) for agent in agents))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
