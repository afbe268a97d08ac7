"""Who looked at whose data: logged before anything leaves, in a chain that tells when it was touched."""

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from handoff.commands.main import main
from handoff.domain.audit import Deed
from handoff.storage.audit import Audit
from tests.integration.clocks import Clock, timed_desk
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place, in_database

PERSON = {"name": "张三", "room": "3栋2单元502", "phone": "13800001234"}
WHY = {"reason": "核对报修地址"}


async def records(agent: AgentPerson) -> list[Json]:
    found: list[Json] = (await agent.call("GET", "/audit")).json()["records"]
    return found


async def held_by(agent: AgentPerson, desk: Place) -> Resident:
    resident = await desk.resident(**PERSON)
    assert (await agent.claim(resident)).status_code == 201
    return resident


async def test_the_full_data_come_for_a_reason_and_the_reason_is_logged(desk: Place) -> None:
    agent = await desk.agent("王敏")
    resident = await held_by(agent, desk)
    shown = await agent.do("POST", resident, "/unmasking", WHY)
    assert (shown.status_code, shown.json()["resident"]) == (201, PERSON)
    newest = (await records(agent))[0]
    assert (newest["action"], newest["by"]["name"], newest["why"]) == ("unmasked", "王敏", "核对报修地址")
    assert "138" not in str(await records(agent))


async def test_without_a_reason_or_a_need_nothing_is_shown(desk: Place) -> None:
    owner, other = await desk.agent("王敏"), await desk.agent("李强")
    resident = await held_by(owner, desk)
    assert (await owner.do("POST", resident, "/unmasking", {"reason": " "})).status_code == 400
    assert (await other.do("POST", resident, "/unmasking", WHY)).status_code == 403
    await owner.do("POST", resident, "/closure", {"summary": "已答复", "resolved": True})
    assert (await owner.do("POST", resident, "/unmasking", WHY)).status_code == 403
    assert [one["action"] for one in await records(owner)] == ["refused", "signed_in"]


async def test_when_the_log_cannot_be_written_nothing_is_shown_and_the_chat_goes_on(
    desk: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_log: Audit, _deed: Deed) -> None:
        raise OSError("no room")

    agent = await desk.agent("王敏")
    resident = await held_by(agent, desk)
    monkeypatch.setattr(Audit, "add", broken)
    refused = [await agent.do("POST", resident, "/unmasking", WHY), await resident.get("export")]
    assert [answer.status_code for answer in refused] == [500, 500]
    assert all(word not in answer.text for answer in refused for word in PERSON.values())
    await resident.say("还在吗")
    assert (await agent.say(resident, "在的")).status_code == 201


async def test_a_coordinator_need_not_own_and_sees_the_estates_log_a_basic_agent_only_their_own(
    desk: Place,
) -> None:
    owner, head = await desk.agent("王敏"), await desk.agent("周莉", grade=2)
    resident = await held_by(owner, desk)
    assert (await head.do("POST", resident, "/unmasking", WHY)).status_code == 201
    await owner.do("POST", resident, "/unmasking", WHY)
    assert {one["by"]["name"] for one in await records(head)} == {"王敏", "周莉"}
    assert {one["by"]["name"] for one in await records(owner)} == {"王敏"}


async def test_unusually_many_ring_once_an_hour_and_once_a_day_and_a_basic_agent_has_a_measure(
    desk: Place,
) -> None:
    basic, chief = await desk.agent("王敏"), await desk.agent("方静", grade=3)
    resident = await held_by(basic, desk)
    asked = [(await basic.do("POST", resident, "/unmasking", WHY)).status_code for _ in range(21)]
    assert asked == [201] * 20 + [429]
    for _ in range(53):
        assert (await chief.do("POST", resident, "/unmasking", WHY)).status_code == 201
    ringing = (await chief.call("GET", "/alerts?state=open")).json()["alerts"]
    unusual = sorted(one["text"] for one in ringing if one["kind"] == "unusual_access")
    assert unusual == [
        "方静今天查看了21位居民的完整信息，远多于平时。请核实是否有工作需要。",
        "方静在一小时内查看了超过50位居民的完整信息。请核实是否有工作需要。",
    ]


async def test_a_residents_export_and_erasure_and_wrong_passwords_are_logged(desk: Place) -> None:
    head, resident = await desk.agent("周莉", grade=2), await desk.resident(**PERSON)
    await resident.get("export")
    await resident.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
    wrong = {"username": "周莉", "password": "wrong"}
    assert (await desk.client.post("/api/v1/sessions", json=wrong)).status_code == 401
    actions = [one["action"] for one in await records(head)]
    assert actions == ["sign_in_refused", "erased", "exported", "signed_in"]


@pytest.mark.sqlite
async def test_the_database_refuses_changes_and_the_command_finds_what_got_past_it(
    desk: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.agent("王敏")
    await desk.agent("李强")
    with pytest.raises(DBAPIError, match="append-only"):
        await in_database(desk.data, "UPDATE audit SET actor_name = '别人' WHERE seq = 1")
    with pytest.raises(DBAPIError, match="append-only"):
        await in_database(desk.data, "DELETE FROM audit")
    assert await desk_says_whole(desk) == (2, None)
    await in_database(desk.data, "DROP TRIGGER audit_no_update")
    await in_database(desk.data, "UPDATE audit SET actor_name = '别人' WHERE seq = 1")
    assert await desk_says_whole(desk) == (1, 1)


async def desk_says_whole(desk: Place) -> tuple[int, int | None]:
    async with desk.world.desk.store.read() as work:
        return await work.audit.verify()


def test_the_command_says_how_many_records_fit(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINDA_DATA_DIR", str(tmp_path))
    assert main(["audit", "verify"]) == 0
    assert "完整，共 0 条" in capsys.readouterr().out


async def test_what_is_refused_for_a_grade_is_logged_once_a_minute_for_each_thing(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        basic, leader = await desk.agent("王敏"), await desk.agent("李组长", grade=2)
        body = {"estate": "yunshan"}
        await basic.call("GET", "/conversations")

        async def refused() -> list[str]:
            found = (await leader.call("GET", f"/audit?agent={basic.id}")).json()["records"]
            return [one["subject"] for one in found if one["action"] == "refused"]

        for _ in range(5):
            assert (await basic.call("POST", "/knowledge/publications", body)).status_code == 403
        assert (await basic.call("GET", "/board")).status_code == 403
        assert await refused() == ["look_at_the_board", "publish_it"]
        clock.on(seconds=61)
        assert (await basic.call("POST", "/knowledge/publications", body)).status_code == 403
        assert await refused() == ["publish_it", "look_at_the_board", "publish_it"]
        async with desk.world.desk.store.read() as work:
            assert (await work.audit.verify())[1] is None
