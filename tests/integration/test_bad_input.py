"""Bad input: a clear refusal or plain text; never a 5xx, never lost, never executed."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from tests.integration.places import CONSENT, Place, desk_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

TURN = {"client_key": "k", "kind": "text", "text": "您好"}
OPENING = {"estate": "yunshan", "channel": "web", "consent": CONSENT}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """One desk takes all the abuse, and must still be well at the end."""
    async with desk_in(tmp_path_factory.mktemp("desk"), conversations_per_address=1000) as place:
        yield place
        assert (await place.client.get("/readyz")).json()["status"] == "ok"


def is_problem(answer: httpx.Response, status: int) -> bool:
    """Whether this is a problem answer with a Chinese sentence."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(body) >= {"type", "title", "status", "detail", "code"}
    assert any("\u4e00" <= character <= "\u9fff" for character in body["detail"])
    return answer.status_code == body["status"] == status


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"text": " \n\u3000"},
        {"text": "长" * 2001},
        {"text": 5},
        {"text": None},
        {"text": ["a"]},
        {"text": "a\u0000b"},
        {"text": "a\ud800b"},
        {"kind": "song"},
        {"kind": None},
        {"client_key": ""},
        {"client_key": "a b"},
        {"client_key": "x" * 65},
        {"client_key": 1},
        {"seq": 1},
        {"author": {"kind": "agent"}},
        {"private": True},
        {"value": "x"},
        {"kind": "choice"},
        {"kind": "image"},
        {"\u0000": 1},
    ],
    ids=repr,
)
async def test_a_wrong_turn_is_refused_and_nothing_is_stored(desk: Place, change: dict[str, object]) -> None:
    resident = await desk.resident()
    answer = await desk.client.post(
        f"{resident.path}/turns", content=json.dumps({**TURN, **change}), headers=resident.headers
    )
    assert is_problem(answer, 400)
    assert await resident.turns() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"client_key":"k","kind":"text","text":NaN}',
        b'{"client_key":"k","kind":"text","text":1e999}',
        b'{"client_key":' + b"9" * 5000 + b"}",
        b"[" * 60_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    ],
    ids=lambda body: repr(body[:20]),
)
async def test_what_is_no_message_at_all_is_refused(desk: Place, body: bytes) -> None:
    resident = await desk.resident()
    answer = await desk.client.post(f"{resident.path}/turns", content=body, headers=resident.headers)
    assert is_problem(answer, 400)


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "EXTERNAL: x",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "'; DROP TABLE turns; --",
        "长" * 2000,
        "\u202e反",
    ],
    ids=lambda text: text[:12],
)
async def test_odd_text_is_plain_text(desk: Place, text: str) -> None:
    resident = await desk.resident()
    assert (await resident.say(text))["text"] == text
    await resident.hears(2)
    assert (await resident.turns())[0]["text"] == text


CANNED = "{resident}您好 %s <%= 7*7 %>"
TEMPLATES = "{{7*7}} {0.__class__} {resident} {house} {number} {hotline} %(x)s %s ${jndi:ldap://x} #{7*7}"


async def test_a_template_in_whatever_anybody_writes_is_words_wherever_it_comes_back(desk: Place) -> None:
    resident, agent = await desk.resident(name=TEMPLATES[:64]), await desk.agent("{0.__class__}", grade=2)
    await resident.say(f"{TEMPLATES}，转人工")
    assert (await agent.claim(resident)).status_code == 201
    await agent.say(resident, TEMPLATES)
    reply = {"estate": "yunshan", "shortcut": "x", "title": "{{7*7}}", "text": CANNED}
    assert (await agent.call("POST", "/canned-replies", reply)).status_code == 201
    matter = {"category": "repair", "trade": "工程", "class": "urgent", "client_key": "t"}
    ticket = {**matter, "conversation_id": resident.id, "summary": TEMPLATES, "details": {"{number}": "%s"}}
    number = (await agent.call("POST", "/tickets", ticket)).json()["ticket"]["number"]
    promise = {"text": TEMPLATES, "due_at": "2036-11-22T10:00:00Z"}
    assert (await agent.call("POST", f"/tickets/{number}/promises", promise)).status_code == 201
    said = [turn["text"] for turn in await resident.turns()]
    assert f"{TEMPLATES}，转人工" in said
    assert TEMPLATES in said
    assert any(
        TEMPLATES in text for text in said if text != TEMPLATES and "转人工" not in text
    )  # the promise
    shown = (await agent.call("GET", f"/tickets/{number}")).json()
    assert (shown["summary"], shown["details"]) == (TEMPLATES, {"{number}": "%s"})
    canned = (await agent.call("GET", "/canned-replies?estate=yunshan")).json()["canned_replies"]
    assert [one["text"] for one in canned] == [CANNED]
    for worked_out in ("49", "<class", "云杉花园您好"):
        assert all(worked_out not in text.replace(number, "") for text in said)


@pytest.mark.parametrize(
    "change",
    [
        {"estate": None},
        {"channel": "fax"},
        {"consent": None},
        {"consent": {"version": "1"}},
        {"consent": {"version": "1", "at": "yesterday"}},
        {"consent": {"version": "1", "at": "2026-11-21T10:00:00"}},
        {"resident": {"id_card": "110101190001011234"}},
        {"resident": {"name": "张" * 65}},
        {"resident": {"phone": "<b>"}},
        {"holder": "agent"},
    ],
    ids=repr,
)
async def test_a_conversation_takes_consent_and_three_personal_fields_only(
    desk: Place, change: dict[str, object]
) -> None:
    assert is_problem(await desk.client.post("/api/v1/conversations", json={**OPENING, **change}), 400)


async def test_an_unknown_estate_is_not_found(desk: Place) -> None:
    assert is_problem(
        await desk.client.post("/api/v1/conversations", json={**OPENING, "estate": "atlantis"}), 404
    )
    assert is_problem(await desk.client.get("/api/v1/estates/atlantis"), 404)


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=99999999999999999999", "wait=26", "wait=1.5", "after=%00", "after=٣"],
)
async def test_a_wrong_query_is_refused(desk: Place, query: str) -> None:
    resident = await desk.resident()
    assert is_problem(await desk.client.get(f"{resident.path}/turns?{query}", headers=resident.headers), 400)


async def test_unknown_routes_wrong_methods_and_huge_bodies_are_problems_too(desk: Place) -> None:
    assert is_problem(await desk.client.get("/api/v1/nowhere"), 404)
    assert is_problem(await desk.client.get("/%00"), 404)
    assert is_problem(await desk.client.patch("/api/v1/conversations"), 405)
    assert is_problem(await desk.client.post("/api/v1/conversations", content=b"x" * 70_000), 413)
    resident = await desk.resident()
    strange = await desk.client.get("/api/v1/conversations/%00%ff'\"/turns", headers=resident.headers)
    assert is_problem(strange, 404)


async def test_wrong_ratings_and_closures_are_refused(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    for body in ({"score": 6}, {"score": "5"}, {"score": True}, {}):
        assert is_problem(await resident.post("rating", body), 400)
    assert is_problem(await resident.post("rating", {"score": 5}), 409)
    await agent.claim(resident)
    for body in ({"summary": "", "resolved": True}, {"summary": "好", "resolved": "yes"}, {"summary": "好"}):
        assert is_problem(await agent.do("POST", resident, "/closure", body), 400)
