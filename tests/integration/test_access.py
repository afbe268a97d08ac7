"""Finding is permission: what one may not see is not there."""

import asyncio
from pathlib import Path

import httpx
import pytest

from tests.integration.people import AgentPerson, Resident
from tests.integration.places import PASSWORD, Place, desk_in

RESIDENTS_ROUTES = [
    ("GET", "/turns", None),
    ("POST", "/turns", {"client_key": "k", "kind": "text", "text": "x"}),
    ("POST", "/escalation", {}),
    ("POST", "/attachments", None),
    ("GET", "/attachments/nothing", None),
    ("POST", "/rating", {"score": 5}),
    ("GET", "/export", None),
    ("DELETE", "/personal-data", None),
]
AGENTS_ROUTES = [
    ("GET", "", None),
    ("GET", "/turns", None),
    ("GET", "/handoff", None),
    ("POST", "/turns", {"client_key": "k", "kind": "text", "text": "x"}),
    ("POST", "/turns", {"client_key": "k", "kind": "text", "text": "x", "private": True}),
    ("POST", "/assignment", {}),
    ("PUT", "/assignment", {"agent_id": "x", "note": ""}),
    ("DELETE", "/assignment", None),
    ("POST", "/closure", {"summary": "x", "resolved": True}),
]


@pytest.mark.parametrize(("method", "path", "body"), RESIDENTS_ROUTES)
async def test_a_stranger_finds_exactly_nothing(desk: Place, method: str, path: str, body: object) -> None:
    mine, theirs = await desk.resident(), await desk.resident()
    missing = f"/api/v1/conversations/{'x' * 24}{path}"
    answers = [
        await desk.client.request(method, f"{theirs.path}{path}", json=body, headers=mine.headers),
        await desk.client.request(method, missing, json=body, headers=mine.headers),
        await desk.client.request(method, f"{theirs.path}{path}", json=body),
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}


@pytest.mark.parametrize(("method", "path", "body"), AGENTS_ROUTES)
async def test_an_agent_of_another_estate_finds_nothing(
    desk: Place, method: str, path: str, body: dict[str, object] | None
) -> None:
    resident, stranger = await desk.resident(), await desk.agent("外人", estate="baihua")
    await resident.post("escalation")
    found = await stranger.do(method, resident, path, body)
    missing = await stranger.call(method, f"/conversations/{'x' * 24}{path}", body)
    assert (found.status_code, found.text) == (404, missing.text)
    nothing = {"conversations": [], "next": None}
    assert (await stranger.call("GET", "/conversations")).json() == nothing
    assert (await stranger.call("GET", "/conversations?estate=yunshan")).json() == nothing


async def test_a_resident_is_no_agent(desk: Place) -> None:
    resident = await desk.resident()
    for path in ("/api/v1/conversations", f"{resident.path}/handoff", resident.path, "/api/v1/agents"):
        assert (await desk.client.get(path, headers=resident.headers)).status_code == 401


async def test_a_name_nobody_has_and_a_wrong_password_look_alike(desk: Place) -> None:
    await desk.agent("王敏")
    wrong = await _sign_in(desk, "王敏", "wrong password")
    nobody = await _sign_in(desk, "没有这个人", "wrong password")
    assert (wrong.status_code, wrong.text) == (nobody.status_code, nobody.text) == (401, wrong.text)


async def test_guessing_passwords_ends_after_ten_even_in_parallel(desk: Place) -> None:
    await desk.agent("王敏")
    answers = await asyncio.gather(*(_sign_in(desk, "王敏", f"guess {number}") for number in range(15)))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 5
    assert (await _sign_in(desk, "王敏", PASSWORD)).status_code == 429


async def test_a_signed_out_session_opens_nothing(desk: Place) -> None:
    agent = await desk.agent("王敏")
    assert (await agent.call("GET", "/sessions/current")).json()["agent"]["name"] == "王敏"
    assert (await agent.call("DELETE", "/sessions/current")).status_code == 204
    assert (await agent.call("GET", "/sessions/current")).status_code == 401


async def test_a_cookie_changes_things_from_the_same_origin_only(desk: Place) -> None:
    await desk.agent("王敏")
    signed_in = await _sign_in(desk, "王敏", PASSWORD)
    cookie = signed_in.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    desk.client.cookies.clear()
    jar = {"Cookie": cookie.split(";")[0]}
    body = {"state": "away", "reason": "午休"}
    path = "/api/v1/agents/current/presence"
    assert (await desk.client.get("/api/v1/sessions/current", headers=jar)).status_code == 200
    for origin in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert (await desk.client.put(path, json=body, headers={**jar, **origin})).status_code == 403
    own = await desk.client.put(path, json=body, headers={**jar, "Origin": desk.url})
    assert own.json()["agent"]["presence"] == "away"


async def test_by_https_the_cookie_is_one_that_no_other_host_and_no_plain_page_can_set(
    tmp_path: Path,
) -> None:
    by_https = {"X-Forwarded-Proto": "https"}
    body = {"username": "王敏", "password": PASSWORD}
    async with desk_in(tmp_path, trusted_proxies=frozenset({"127.0.0.1"})) as desk:
        await desk.agent("王敏")
        signed_in = await desk.client.post("/api/v1/sessions", json=body, headers=by_https)
        desk.client.cookies.clear()
        cookie = signed_in.headers["set-cookie"]
        assert cookie.startswith("__Host-linda_session=agent_")
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
        named = cookie.split(";")[0]
        for jar, status in ((named, 200), (named.removeprefix("__Host-"), 401)):
            shown = await desk.client.get("/api/v1/sessions/current", headers={"Cookie": jar, **by_https})
            assert shown.status_code == status
        ended = await desk.client.delete(
            "/api/v1/sessions/current", headers={"Cookie": named, "Origin": desk.url, **by_https}
        )
        assert ended.headers["set-cookie"].startswith("__Host-linda_session=")
        assert "Secure" in ended.headers["set-cookie"]


async def test_who_is_no_known_proxy_cannot_say_that_it_was_https(desk: Place) -> None:
    await desk.agent("王敏")
    body = {"username": "王敏", "password": PASSWORD}
    signed_in = await desk.client.post("/api/v1/sessions", json=body, headers={"X-Forwarded-Proto": "https"})
    assert signed_in.headers["set-cookie"].startswith("linda_session=")


async def test_only_listed_origins_get_cors_headers(desk: Place) -> None:
    resident = await desk.resident()
    for origin in ("https://evil.example", "null", f"{desk.url}.evil.example"):
        answer = await desk.client.get(
            f"{resident.path}/turns", headers={**resident.headers, "Origin": origin}
        )
        assert "access-control-allow-origin" not in answer.headers


async def test_pages_and_data_carry_their_headers(desk: Place) -> None:
    page = await desk.client.get("/")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "object-src 'none'" in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    data = await desk.client.get("/api/v1/estates/yunshan")
    assert data.headers["cache-control"] == "no-store"
    for path in (
        "/widget/../app.py",
        "/widget/%2e%2e/app.py",
        "/console/../../settings.py",
        "/widget/package.json5",
    ):
        assert (await desk.client.get(path)).status_code == 404


async def _sign_in(desk: Place, username: str, password: str) -> httpx.Response:
    return await desk.client.post("/api/v1/sessions", json={"username": username, "password": password})


async def test_lists_show_masked_people_only(desk: Place) -> None:
    resident: Resident = await desk.resident(name="张三", phone="13800001234")
    agent: AgentPerson = await desk.agent("王敏")
    await resident.post("escalation")
    listed = await agent.call("GET", "/conversations")
    assert listed.json()["conversations"][0]["resident"] == {"name": "张*", "phone": "138****1234"}
    assert "张三" not in listed.text
