"""What a supervisor may do and see, and what agents keep for themselves."""

from datetime import timedelta
from typing import Any

import pytest

from handoff.domain.service_times import Deadline
from tests.integration.places import Place
from tests.integration.test_people import owned


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
        just_now = desk.world.desk.now() - timedelta(seconds=1)
        await work.escalations.raise_to(overdue, "urgent", Deadline(warned_at=just_now, due_at=just_now))
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
