"""People at work: who owns what, who is offered what, and what a supervisor may do."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

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


async def test_a_supervisor_watches_whispers_and_takes_over(desk: Place) -> None:
    agent, boss = await desk.agent("王敏"), await desk.agent("周敏", grade=2)
    resident = await owned(desk, agent)
    await resident.say("怎么还没人来")
    await boss.do("GET", resident, "/turns")
    unread = (await boss.do("GET", resident, "")).json()["unread"]
    assert unread == 1
    body = {"client_key": "w1", "text": "先道歉"}
    assert (await boss.do("POST", resident, "/whispers", body)).status_code == 201
    assert (await boss.do("POST", resident, "/whispers", body)).status_code == 200
    seen = (await agent.do("GET", resident, "/turns")).json()
    assert [(note["text"], note.get("whisper")) for note in seen["notes"]] == [("先道歉", True)]
    assert "先道歉" not in str(await resident.turns())
    taken = await boss.do("PUT", resident, "/assignment", {"agent_id": boss.id, "note": "", "force": True})
    assert taken.json()["agent"]["name"] == "周敏"
    assert (await agent.say(resident, "晚了")).status_code == 409


async def test_what_is_assigned_by_force_is_not_refused(desk: Place) -> None:
    agent, boss = await desk.agent("王敏"), await desk.agent("周敏", grade=2)
    resident = await desk.resident()
    await resident.post("escalation")
    assert (
        await boss.do("POST", resident, "/whispers", {"client_key": "w", "text": "听得到吗"})
    ).status_code == 409
    forced = {"agent_id": agent.id, "note": "请您处理", "force": True}
    assert (await boss.do("PUT", resident, "/assignment", forced)).json()["agent"]["name"] == "王敏"
    assert (await agent.do("POST", resident, "/assignment/refusal", {"note": "不"})).status_code == 409


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/board", None),
        ("POST", "/conversations/{id}/whispers", {"client_key": "w", "text": "嗯"}),
        ("PUT", "/conversations/{id}/assignment", {"agent_id": "x", "note": "", "force": True}),
        ("POST", "/canned-replies", {"estate": "yunshan", "shortcut": "hi", "title": "好", "text": "好"}),
        ("PUT", "/agents/{me}", {"grade": 3}),
    ],
)
async def test_the_first_grade_does_not_supervise(
    desk: Place, method: str, path: str, body: dict[str, Any] | None
) -> None:
    agent = await desk.agent("王敏")
    resident = await owned(desk, agent)
    answered = await agent.call(method, path.format(id=resident.id, me=agent.id), body)
    assert (answered.status_code, answered.json()["code"]) == (403, "not_permitted")


async def test_the_board_shows_who_waits_who_works_and_what_is_late(desk: Place) -> None:
    agent, boss = await desk.agent("王敏"), await desk.agent("周敏", grade=2)
    held = await owned(desk, agent)
    waiting, urgent, with_bot = await desk.resident(), await desk.resident(), await desk.resident()
    await waiting.post("escalation")
    await urgent.say("家里着火了")
    await with_bot.say("物业费多少钱")
    board = (await boss.call("GET", "/board")).json()
    assert board["waiting"] == {"urgent": 1, "important": 0, "general": 1, "total": 2}
    assert board["longest"]["conversation_id"] == waiting.id
    assert board["holders"] == {"queue": 2, "agent": 1, "bot": 1}
    working = next(one for one in board["agents"] if one["id"] == agent.id)
    assert (working["load"], [one["id"] for one in working["conversations"]]) == (1, [held.id])
    assert board["breaches"] == []
    async with desk.world.desk.store.write() as work:
        overdue = await work.escalations.open_of(urgent.id)
        assert overdue
        await work.escalations.raise_to(overdue, "urgent", desk.world.desk.now() - timedelta(seconds=1))
    late = (await boss.call("GET", "/board?estate=yunshan")).json()["breaches"]
    assert [(one["conversation_id"], one["class"], one["agent"]) for one in late] == [
        (urgent.id, "urgent", None)
    ]
    assert (await boss.call("GET", "/board?estate=baihua")).status_code == 404


async def test_a_manager_changes_an_agents_profile(desk: Place) -> None:
    agent, manager = await desk.agent("王敏"), await desk.agent("总管", grade=3)
    profile = {
        "skills": ["工程"],
        "buildings": {"yunshan": ["3", "5"]},
        "capacity": 3,
        "shifts": [{"days": [1, 2, 3, 4, 5], "from": "08:30", "to": "18:00"}],
    }
    changed = await manager.call("PUT", f"/agents/{agent.id}", profile)
    assert changed.status_code == 200
    shown = next(
        one for one in (await agent.call("GET", "/agents")).json()["agents"] if one["id"] == agent.id
    )
    assert {name: shown[name] for name in profile} == profile
    kept = await manager.call("PUT", f"/agents/{agent.id}", {"grade": 2})
    assert (kept.json()["agent"]["grade"], kept.json()["agent"]["capacity"]) == (2, 3)
    for refused in (
        {"buildings": {"baihua": ["1"]}},
        {"capacity": 0},
        {"shifts": [{"days": [8], "from": "1", "to": "2"}]},
    ):
        assert (await manager.call("PUT", f"/agents/{agent.id}", refused)).status_code == 400
    assert (await manager.call("PUT", f"/agents/{manager.id}", {"grade": 1})).status_code == 400
    stranger = await desk.agent("外人", estate="baihua")
    assert (await manager.call("PUT", f"/agents/{stranger.id}", {"capacity": 1})).status_code == 404


async def test_canned_replies_are_ones_own_or_the_estates(desk: Place) -> None:
    agent, boss = await desk.agent("王敏"), await desk.agent("周敏", grade=2)
    mine = {"shortcut": "nh", "title": "问好", "text": "{resident}您好，我是{agent}。"}
    own = await agent.call("POST", "/canned-replies", mine)
    assert (own.status_code, own.json()["canned_reply"]["owner"]) == (201, "me")
    assert (await agent.call("POST", "/canned-replies", mine)).status_code == 409
    everybodys = await boss.call("POST", "/canned-replies", {**mine, "estate": "yunshan"})
    assert everybodys.status_code == 201
    assert (
        await boss.call("POST", "/canned-replies", {**mine, "shortcut": "x", "text": "{password}"})
    ).status_code == 400
    seen = (await agent.call("GET", "/canned-replies?estate=yunshan")).json()["canned_replies"]
    assert sorted(one["owner"] for one in seen) == ["estate", "me"]
    assert [one["owner"] for one in (await boss.call("GET", "/canned-replies")).json()["canned_replies"]] == [
        "estate"
    ]
    path = f"/canned-replies/{own.json()['canned_reply']['id']}"
    assert (await boss.call("PUT", path, mine)).status_code == 404
    changed = await agent.call("PUT", path, {**mine, "text": "您好"})
    assert changed.json()["canned_reply"]["text"] == "您好"
    assert (await agent.call("DELETE", path)).status_code == 204
    theirs = f"/canned-replies/{everybodys.json()['canned_reply']['id']}"
    assert (await agent.call("DELETE", theirs)).status_code == 403


async def test_filters_are_kept_for_each_agent(desk: Place) -> None:
    agent, other = await desk.agent("王敏"), await desk.agent("李强")
    filters = [{"name": "3栋紧急", "query": {"building": "3", "class": "urgent"}}]
    await agent.call("PUT", "/agents/current/filters", {"filters": filters})
    assert (await agent.call("GET", "/agents/current/filters")).json() == {"filters": filters}
    assert (await other.call("GET", "/agents/current/filters")).json() == {"filters": []}
    large = [{"name": "大", "query": {"x": "长" * 5000}}]
    assert (await agent.call("PUT", "/agents/current/filters", {"filters": large})).status_code == 400


async def test_every_one_of_forty_raced_claims_has_one_owner(desk: Place) -> None:
    agents = [await desk.agent(f"坐席{number}") for number in range(8)]
    for _ in range(5):
        resident = await desk.resident()
        await resident.post("escalation")
        answers = await asyncio.gather(*(agent.claim(resident) for agent in agents))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
