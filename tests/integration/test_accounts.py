"""An account is closed or opened again, sessions end, passwords change: felt on every door within seconds."""

import asyncio
import io

import httpx
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosedError

from handoff.commands.main import main
from handoff.desk.lease import return_the_vanished
from tests.integration import engines
from tests.integration.lines import watch
from tests.integration.people import AgentPerson, Json
from tests.integration.places import PASSWORD, Place
from tests.integration.test_feeds import until

NEW = "a longer horse"
PATIENCE = 15  # seconds; the desk itself looks every 3


async def sign_in(desk: Place, name: str, password: str = PASSWORD) -> httpx.Response:
    answered = await desk.client.post("/api/v1/sessions", json={"username": name, "password": password})
    desk.client.cookies.clear()
    return answered


async def is_shut(line: ClientConnection, reason: str = "session ended") -> None:
    """Hear the line out until the desk closes it."""
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(ConnectionClosedError) as closed:
            await _hear_out(line)
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1008, reason)


async def _hear_out(line: ClientConnection) -> None:
    while True:
        await line.recv()


async def suspend(manager: AgentPerson, who: AgentPerson, reason: str = "离职") -> httpx.Response:
    return await manager.call("PUT", f"/agents/{who.id}/suspension", {"reason": reason})


async def audited(manager: AgentPerson) -> list[tuple[str, str, str]]:
    found: list[Json] = (await manager.call("GET", "/audit?estate=yunshan")).json()["records"]
    return [(one["action"], one["by"]["name"], one["why"]) for one in found]


async def test_a_suspended_agent_is_out_at_once_and_their_residents_go_to_others(desk: Place) -> None:
    agent, manager = await desk.agent("王敏"), await desk.agent("周经理", grade=3)
    resident = await desk.resident()
    async with watch(desk, agent) as line:
        await until(line, "queue")
        await resident.post("escalation")
        assert (await agent.claim(resident)).status_code == 201
        answers = [(await suspend(manager, agent)).status_code for _ in range(2)]
        assert answers == [201, 200]
        assert (await agent.call("GET", "/tickets")).status_code == 401
        assert (await agent.say(resident, "我还在")).status_code == 401
        await is_shut(line)
    now = desk.world.desk.now()
    await return_the_vanished(desk.world.desk, now)
    assert await resident.holder() == "queue"
    refused = await sign_in(desk, "王敏")
    assert (refused.status_code, refused.json()["code"]) == (403, "suspended")
    assert (await sign_in(desk, "王敏", "wrong password")).json()["code"] == "wrong_password"
    assert ("agent_suspended", "周经理", "离职") in await audited(manager)


async def test_nobody_gives_anything_to_a_suspended_colleague_until_they_are_restored(desk: Place) -> None:
    agent, other, manager = (
        await desk.agent("王敏"),
        await desk.agent("李强"),
        await desk.agent("周", grade=3),
    )
    resident = await desk.resident()
    await resident.post("escalation")
    await other.claim(resident)
    await suspend(manager, agent)
    handing = {"agent_id": agent.id, "note": "请接手"}
    refused = await other.do("PUT", resident, "/assignment", handing)
    assert (refused.status_code, "已停用" in refused.json()["detail"]) == (400, True)
    names = [one["name"] for one in (await other.call("GET", "/agents")).json()["agents"]]
    assert names == ["周", "李强"]
    seen = {
        one["name"]: one["suspended_at"] for one in (await manager.call("GET", "/agents")).json()["agents"]
    }
    assert (seen["李强"], seen["王敏"] is None) == (None, False)
    for _ in range(2):
        restored = await manager.call("DELETE", f"/agents/{agent.id}/suspension")
        assert (restored.status_code, restored.json()["agent"]["suspended_at"]) == (200, None)
    assert (await agent.call("GET", "/tickets")).status_code == 401  # the old session stays ended
    assert (await sign_in(desk, "王敏")).status_code == 201
    assert (await other.do("PUT", resident, "/assignment", handing)).status_code == 200
    assert [one[0] for one in await audited(manager)].count("agent_restored") == 1


async def test_only_managers_close_accounts_of_their_estates_and_never_their_own(desk: Place) -> None:
    agent, lead = await desk.agent("王敏"), await desk.agent("李主管", grade=2)
    manager, stranger = await desk.agent("周", grade=3), await desk.agent("外人", estate="baihua", grade=3)
    assert (await suspend(lead, agent)).status_code == 403
    assert (await suspend(stranger, agent)).status_code == 404
    assert (await suspend(manager, manager)).status_code == 400
    assert (await stranger.call("DELETE", f"/agents/{agent.id}/sessions")).status_code == 404
    assert (await agent.call("GET", "/tickets")).status_code == 200


async def test_a_manager_signs_an_agent_out_everywhere(desk: Place) -> None:
    agent, manager = await desk.agent("王敏"), await desk.agent("周", grade=3)
    await sign_in(desk, "王敏")
    async with watch(desk, agent) as line:
        await until(line, "queue")
        ended = await manager.call("DELETE", f"/agents/{agent.id}/sessions")
        assert (ended.status_code, ended.json()) == (200, {"ended": 2})
        await is_shut(line)
    assert (await agent.call("GET", "/tickets")).status_code == 401
    assert (await sign_in(desk, "王敏")).status_code == 201
    assert "sessions_ended" in [one[0] for one in await audited(manager)]


async def test_whose_grade_is_lowered_below_an_agents_is_shown_nothing_more(desk: Place) -> None:
    agent, manager = await desk.agent("王敏"), await desk.agent("周", grade=3)
    resident = await desk.resident()
    async with watch(desk, agent) as line:
        await until(line, "alerts")
        lowered = await manager.call("PUT", f"/agents/{agent.id}", {"grade": 0})
        assert lowered.status_code == 200, lowered.text
        await is_shut(line, "not_permitted")
    assert (await agent.do("GET", resident, "/turns")).status_code in {403, 404}
    async with watch(desk, agent) as line:
        await is_shut(line, "not_permitted")


async def test_a_changed_password_ends_ones_other_sessions_and_not_this_one(desk: Place) -> None:
    agent, lead = await desk.agent("王敏"), await desk.agent("李主管", grade=2)
    elsewhere = (await sign_in(desk, "王敏")).json()["token"]
    for current, new, status in (("wrong", NEW, 401), (PASSWORD, "short", 400), (PASSWORD, NEW, 204)):
        body = {"current": current, "new": new}
        assert (await agent.call("PUT", "/agents/current/password", body)).status_code == status
    assert (await agent.call("GET", "/tickets")).status_code == 200
    headers = {"Authorization": f"Bearer {elsewhere}"}
    assert (await desk.client.get("/api/v1/tickets", headers=headers)).status_code == 401
    assert (await sign_in(desk, "王敏")).status_code == 401
    assert (await sign_in(desk, "王敏", NEW)).status_code == 201
    assert ("password_changed", "王敏", "") in await audited(lead)


async def test_guessing_the_present_password_ends_like_guessing_at_the_door(desk: Place) -> None:
    agent = await desk.agent("王敏")
    body = {"current": "guess guess", "new": NEW}
    answers = [await agent.call("PUT", "/agents/current/password", body) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]


@pytest.mark.parametrize(
    "words", [["suspend", "王敏", "--reason", "手机丢失"], ["password", "王敏", "--password-stdin"]]
)
async def test_the_operator_closes_people_out_beside_the_running_desk(
    desk: Place, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    agent, lead = await desk.agent("王敏"), await desk.agent("李主管", grade=2)
    monkeypatch.setenv("LINDA_DATA_DIR", str(desk.data))
    for name, value in engines.settings_for(desk.data).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NEW}\n"))
    async with watch(desk, agent) as line:
        await until(line, "queue")
        assert await asyncio.to_thread(main, ["agents", *words]) == 0
        assert (await agent.call("GET", "/tickets")).status_code == 401
        await is_shut(line)
    action = {"suspend": "agent_suspended", "password": "password_changed"}[words[0]]
    assert action in [one[0] for one in await audited(lead) if one[1] == "运维命令"]
    assert await asyncio.to_thread(main, ["agents", "restore", "王敏"]) == 0
    assert await asyncio.to_thread(main, ["agents", "restore", "没有这个人"]) == 1
    assert (await sign_in(desk, "王敏", NEW if words[0] == "password" else PASSWORD)).status_code == 201


async def test_a_manager_opens_an_account_that_signs_in_and_nobody_else_does(desk: Place) -> None:
    lead, manager = await desk.agent("李主管", grade=2), await desk.agent("周经理", grade=3)
    wanted = {"username": "ｘｉａｏｈｅ", "name": "小何", "grade": 1, "estate": "yunshan", "password": NEW}
    assert (await lead.call("POST", "/agents", wanted)).status_code == 403
    assert (await manager.call("POST", "/agents", wanted | {"password": "short"})).status_code == 400
    assert (await manager.call("POST", "/agents", wanted | {"name": "小\u200b何"})).status_code == 400
    assert (await manager.call("POST", "/agents", wanted | {"estate": "baihua"})).status_code == 404
    opened = await manager.call("POST", "/agents", wanted)
    assert (opened.status_code, opened.json()["agent"]["username"]) == (201, "xiaohe")
    assert (await manager.call("POST", "/agents", wanted)).json()["code"] == "already_taken"
    assert (await sign_in(desk, "xiaohe", NEW)).status_code == 201
    assert ("agent_added", "周经理", "") in await audited(manager)
