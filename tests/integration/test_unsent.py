"""What agents have begun to write outlives their computers, and goes with the conversation."""

from datetime import timedelta
from pathlib import Path

import httpx

from handoff.desk.lease import return_the_vanished
from tests.integration.clocks import Clock, sweep, timed_desk
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place, desk_in, in_database
from tests.integration.test_people import later, owned

BEGUN = "王师傅已经在路上，大概"


async def keep(
    agent: AgentPerson, resident: Resident, text: str, *, version: int = 0, kind: str = "reply"
) -> httpx.Response:
    return await agent.do("PUT", resident, f"/drafts/{kind}", {"text": text, "version": version})


async def drafts(agent: AgentPerson, resident: Resident) -> list[Json]:
    found: list[Json] = (await agent.do("GET", resident, "/drafts")).json()["drafts"]
    return found


async def words(agent: AgentPerson, resident: Resident) -> list[tuple[str, str, str]]:
    return [
        (one["agent"]["name"], one["kind"], one["text"])
        for one in await drafts(agent, resident)
        if one["text"]
    ]


async def test_what_was_begun_is_found_on_another_computer_also_after_a_restart(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        agent = await desk.agent("王敏")
        resident = await owned(desk, agent)
        kept = await keep(agent, resident, BEGUN)
        assert (kept.status_code, kept.json()["draft"]["version"]) == (200, 1)
        assert (await keep(agent, resident, "业主脾气急", kind="note")).status_code == 200
    async with desk_in(tmp_path) as desk:
        agent.client = desk.client
        assert set(await words(agent, resident)) == {
            ("王敏", "reply", BEGUN),
            ("王敏", "note", "业主脾气急"),
        }


async def test_a_draft_lies_sealed_and_without_identity_numbers(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        agent = await desk.agent("王敏")
        resident = await owned(desk, agent)
        await keep(agent, resident, f"{BEGUN}110101190001010006")
        rows = await in_database(desk.data, "SELECT * FROM unsent")
        assert len(rows) == 1
        assert BEGUN not in str(rows)
        kept = b"".join(path.read_bytes() for path in desk.data.rglob("*") if path.is_file())
        assert BEGUN.encode() not in kept
        assert await words(agent, resident) == [("王敏", "reply", f"{BEGUN}{'*' * 18}")]


async def test_what_another_computer_wrote_is_never_written_over(desk: Place) -> None:
    agent = await desk.agent("王敏")
    resident = await owned(desk, agent)
    await keep(agent, resident, "从前台写的")
    refused = await keep(agent, resident, "从手机写的", version=0)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    assert await words(agent, resident) == [("王敏", "reply", "从前台写的")]
    both = await keep(agent, resident, "从前台写的\n从手机写的", version=1)
    assert (both.status_code, both.json()["draft"]["version"]) == (200, 2)
    again = await keep(agent, resident, "从前台写的\n从手机写的", version=0)
    assert (again.status_code, again.json()["draft"]["version"]) == (200, 2)


async def test_an_emptied_draft_keeps_its_version_so_that_an_older_computer_is_known(desk: Place) -> None:
    agent = await desk.agent("王敏")
    resident = await owned(desk, agent)
    await keep(agent, resident, "第一版")
    assert (await keep(agent, resident, "", version=1)).json()["draft"]["version"] == 2
    assert await words(agent, resident) == []
    assert (await keep(agent, resident, "新写的", version=1)).json()["draft"]["version"] == 3
    assert (await keep(agent, resident, "旧电脑上的", version=1)).status_code == 409


async def test_sending_deletes_what_was_begun_and_nothing_that_was_written_since(desk: Place) -> None:
    agent = await desk.agent("王敏")
    resident = await owned(desk, agent)
    await keep(agent, resident, BEGUN)
    await keep(agent, resident, "待跟进", kind="note")
    await agent.say(resident, f"{BEGUN}十分钟到。")
    assert await words(agent, resident) == [("王敏", "note", "待跟进")]
    await agent.say(resident, "待跟进：明早回访", key="n", private=True)
    assert await words(agent, resident) == []
    await keep(agent, resident, "另外", version=2)
    await agent.say(resident, "请稍等", key="a2")
    assert await words(agent, resident) == [("王敏", "reply", "另外")]


async def test_who_takes_over_a_vanished_agents_conversation_goes_on_with_their_words(desk: Place) -> None:
    agent, successor = await desk.agent("王敏"), await desk.agent("李强")
    resident = await owned(desk, agent)
    await keep(agent, resident, BEGUN)
    await keep(agent, resident, "只给自己看的半句", kind="note")
    after = later(desk, timedelta(seconds=50))
    await return_the_vanished(after, after.now())
    assert await words(successor, resident) == []
    taking = {"agent_id": agent.id}
    early = await successor.do("POST", resident, "/drafts/taking", taking)
    assert (early.status_code, early.json()["code"]) == (409, "not_owner")
    await successor.claim(resident)
    assert await words(successor, resident) == [("王敏", "reply", BEGUN)]
    await keep(successor, resident, "我接着处理。")
    taken = await successor.do("POST", resident, "/drafts/taking", taking)
    assert (taken.status_code, taken.json()["draft"]["text"]) == (201, f"{BEGUN}\n我接着处理。")
    assert await words(successor, resident) == [("李强", "reply", f"{BEGUN}\n我接着处理。")]
    assert await words(agent, resident) == [("王敏", "note", "只给自己看的半句")]
    assert (await successor.do("POST", resident, "/drafts/taking", taking)).status_code == 404


async def test_no_resident_and_no_export_sees_a_draft(desk: Place) -> None:
    agent = await desk.agent("王敏")
    resident = await owned(desk, agent)
    await keep(agent, resident, BEGUN)
    for what in ("turns", "export", "tickets"):
        assert BEGUN not in (await resident.get(what)).text
    assert (await resident.get("drafts")).status_code == 401


async def test_closure_and_erasure_delete_drafts_and_a_closed_conversation_keeps_none(desk: Place) -> None:
    agent = await desk.agent("王敏")
    closed, erased = await owned(desk, agent), await owned(desk, agent)
    for resident in (closed, erased):
        await keep(agent, resident, BEGUN)
    await agent.do("POST", closed, "/closure", {"summary": "好了", "resolved": True})
    assert await words(agent, closed) == []
    assert (await keep(agent, closed, BEGUN)).status_code == 409
    await desk.client.delete(f"{erased.path}/personal-data", headers=erased.headers)
    left = await in_database(desk.data, "SELECT conversation_id, text_sealed FROM unsent")
    assert left == [(closed.id, None)]


async def test_retention_forgets_drafts_with_their_conversation(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        agent, resident = await desk.agent("王敏"), await desk.resident()
        await resident.post("escalation")
        await keep(agent, resident, BEGUN, kind="note")
        await sweep(desk, clock, days=179)
        assert await in_database(desk.data, "SELECT kind FROM unsent") == [("note",)]
        await sweep(desk, clock, days=2)
        assert await in_database(desk.data, "SELECT kind FROM unsent") == []


async def test_unknown_kinds_and_endless_words_are_refused(desk: Place) -> None:
    agent = await desk.agent("王敏")
    resident = await owned(desk, agent)
    assert (await keep(agent, resident, "您好", kind="poem")).status_code == 404
    assert (await keep(agent, resident, "长" * 8_001)).status_code == 400
