"""The knowledge desk: who may change what, nobody writes over a colleague, nothing changes by itself."""

import asyncio
from pathlib import Path

import httpx
import pytest

from knowledge_base.table import MAX_BYTES
from tests.integration.knowledge_steps import editor, get, published, put
from tests.integration.people import AgentPerson, Json
from tests.integration.places import Place
from tests.unit.knowledge_base.making_files import GOOD, as_csv, row


async def test_an_entry_is_edited_published_and_found(desk: Place, trains: Path) -> None:
    zhou = await editor(desk)
    made = await put(zhou)
    assert made.status_code == 201, made.text
    assert made.json()["entry"]["state"] == "new"
    done = await published(zhou, note="第一版")
    assert (done["state"], done["version"], done["note"]) == ("published", "0001", "第一版")
    assert done["changes"][0]["kind"] == "new"
    assert "训练好了" in done["lines"]
    [found] = (await get(zhou, "search", q="一平多少钱"))["results"]
    assert (found["entry_id"], found["answer"]) == ("fee.rate", "每平方米2.80元。")
    [listed] = (await get(zhou, "entries"))["entries"]
    assert (listed["state"], listed["question_count"], listed["author"]["name"]) == ("in_force", 1, "周莉")
    changed = await put(zhou, base=1, answer="每平方米3.20元。", note="涨价")
    assert changed.json()["entry"]["state"] == "changed"
    [pending] = (await get(zhou, "drafts"))["changes"]
    assert pending["fields"] == [
        {"field": "answer", "before": "每平方米2.80元。", "after": "每平方米3.20元。"}
    ]
    life = await get(zhou, "entries/fee.rate")
    assert [(one["revision"], one["note"]) for one in life["history"]] == [(2, "涨价"), (1, "")]
    assert life["in_force"]["answer"] == "每平方米2.80元。"
    assert (await get(zhou, "search", q="单价"))["results"][0]["answer"] == "每平方米2.80元。"


async def test_two_editors_at_once_do_not_write_over_each_other(desk: Place) -> None:
    zhou, chen = await editor(desk), await editor(desk, "陈明")
    await put(zhou)
    raced = await asyncio.gather(
        *(put(one, base=1, answer=f"{one.name}说每平方米2.80元。") for one in (zhou, chen))
    )
    assert sorted(one.status_code for one in raced) == [201, 409]
    [won] = [one.json()["entry"] for one in raced if one.status_code == 201]
    [lost] = [one.json() for one in raced if one.status_code == 409]
    assert lost["code"] == "stale"
    assert (lost["entry"]["revision"], lost["entry"]["answer"]) == (2, won["answer"])
    gone = await zhou.call("DELETE", "/knowledge/entries/fee.rate?estate=baihua&base=1")
    assert gone.status_code == 409
    assert (await zhou.call("DELETE", "/knowledge/entries/fee.rate?estate=baihua&base=2")).status_code == 204
    assert (await get(zhou, "entries"))["entries"] == []
    assert (await put(chen, base=3)).status_code == 201


async def test_grade_one_proposes_and_nothing_changes_before_grade_two_approves(
    desk: Place, trains: Path
) -> None:
    zhou, lin = await editor(desk), await editor(desk, "小林", grade=1)
    await put(zhou)
    proposed = await put(lin, base=1, answer="每平方米9.99元。", note="居民说的")
    assert proposed.status_code == 202
    number = proposed.json()["proposal"]["id"]
    assert (await get(lin, "entries/fee.rate"))["entry"]["answer"] == "每平方米2.80元。"
    for method, path, body in (
        ("POST", f"/knowledge/proposals/{number}/approval", {}),
        ("POST", f"/knowledge/proposals/{number}/refusal", {"reason": "不"}),
        ("DELETE", "/knowledge/entries/fee.rate?estate=baihua&base=1", None),
        ("POST", "/knowledge/publications", {"estate": "baihua"}),
        ("POST", "/knowledge/rollback", {"estate": "baihua"}),
    ):
        refused = await lin.call(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted"), path
    [waiting] = (await get(zhou, "proposals"))["proposals"]
    assert waiting["fields"][0]["after"] == "每平方米9.99元。"
    approved = await zhou.call("POST", f"/knowledge/proposals/{number}/approval", {})
    assert approved.json()["entry"]["author"]["name"] == "小林"
    assert (await zhou.call("POST", f"/knowledge/proposals/{number}/approval", {})).status_code == 409
    assert (await get(zhou, "proposals"))["proposals"] == []


async def test_a_proposal_for_an_entry_that_moved_on_is_not_approved(desk: Place) -> None:
    zhou, lin = await editor(desk), await editor(desk, "小林", grade=1)
    await put(zhou)
    number = (await put(lin, base=1, answer="每平方米9.99元。")).json()["proposal"]["id"]
    await put(zhou, base=1, answer="每平方米3.00元。")
    refused = await zhou.call("POST", f"/knowledge/proposals/{number}/approval", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    assert len((await get(zhou, "proposals"))["proposals"]) == 1
    turned_down = await zhou.call("POST", f"/knowledge/proposals/{number}/refusal", {"reason": "已改过"})
    assert turned_down.json()["proposal"]["reason"] == "已改过"


async def test_another_estates_knowledge_is_not_found(desk: Place) -> None:
    zhou = await editor(desk)
    stranger = await editor(desk, "外人", grade=3, estate="yunshan")
    await put(zhou)
    assert (await put(stranger, base=1)).status_code == 404
    for what in ("entries", "drafts", "proposals", "publications", "versions", "export"):
        found = await stranger.call("GET", f"/knowledge/{what}?estate=baihua")
        assert (found.status_code, found.json()["code"]) == (404, "not_found"), what
    for what in ("publications", "rollback"):
        assert (await stranger.call("POST", f"/knowledge/{what}", {"estate": "baihua"})).status_code == 404


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answer": " "}, "answer 没有填写"),
        ({"audience": ["别墅"]}, "audience「别墅」不认识"),
        ({"valid_from": "明天"}, "valid_from「明天」不是日期"),
        ({"title": "字" * 61}, "title 有 61 个字"),
    ],
)
async def test_a_faulty_entry_is_refused_with_all_that_is_wrong(
    desk: Place, changes: Json, problem: str
) -> None:
    refused = await put(await editor(desk), **changes)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_entry")
    assert problem in "\n".join(refused.json()["problems"])


async def upload(agent: AgentPerson, data: bytes, name: str = "a.csv") -> httpx.Response:
    return await agent.client.post(
        "/api/v1/knowledge/import?estate=baihua", files={"file": (name, data)}, headers=agent.headers
    )


async def test_a_file_comes_in_whole_and_goes_out_again(desk: Place) -> None:
    zhou = await editor(desk)
    brought = await upload(
        zhou, as_csv(GOOD, row(id="fee.other", title="别的", questions="", answer="见公告。"))
    )
    assert brought.status_code == 201, brought.text
    assert {name: brought.json()[name] for name in ("entries", "new", "changed", "removed")} == {
        "entries": 2, "new": 2, "changed": 0, "removed": 0,
    }  # fmt: skip
    for suffix in ("csv", "xlsx"):
        given = await zhou.call("GET", f"/knowledge/export?estate=baihua&format={suffix}")
        assert f"knowledge-baihua.{suffix}" in given.headers["content-disposition"]
        again = (await upload(zhou, given.content, f"b.{suffix}")).json()
        assert (again["entries"], again["new"], again["changed"]) == (2, 0, 0)


async def test_one_bad_row_and_nothing_is_imported(desk: Place) -> None:
    zhou = await editor(desk)
    await put(zhou)
    refused = await upload(zhou, as_csv(GOOD, row(id="A B"), row(id="a.c", answer="")))
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_file")
    assert [problem[:5] for problem in refused.json()["problems"]] == ["第 3 行", "第 4 行"]
    assert len((await get(zhou, "entries"))["entries"]) == 1
    assert (await upload(zhou, b"x", "a.exe")).status_code == 400
    assert (await upload(zhou, b"x" * (MAX_BYTES + 1))).status_code == 413


async def test_the_shipped_estate_is_there_to_be_edited(desk: Place) -> None:
    zhou = await editor(desk, estate="yunshan")
    shelf = await get(zhou, "entries", estate="yunshan")
    assert len(shelf["entries"]) == 139
    assert shelf["counts"]["new"] == 139
    found = await get(zhou, "entries", estate="yunshan", q="游泳", state="new")
    assert 0 < len(found["entries"]) < 20
    life = await get(zhou, "entries/fee.property.rate", estate="yunshan")
    assert life["history"][0]["origin"] == "shipped"
