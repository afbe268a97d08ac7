"""The table of rights is what the routes do: every row is knocked at by whoever may not and whoever may."""

import re

from sanic_routing.route import Route

from handoff.domain.rights import RIGHTS
from tests.integration.people import AgentPerson
from tests.integration.places import Place

PARAMETER = re.compile(r"<(\w+)(?::\w+)?>")
UNKNOWN = "does-not-exist-anywhere"
REFUSED = 403


def routes(desk: Place) -> list[tuple[str, str, str]]:
    """Return every route's method, path and name; lines that stay open are tested in test_feeds."""
    found: list[tuple[str, str, str]] = []
    for route in desk.routes:
        assert isinstance(route, Route)
        name = route.name.rpartition(".")[2]
        found += [
            (method, "/" + PARAMETER.sub(UNKNOWN, route.path), name) for method in sorted(route.methods)
        ]
    return [one for one in found if not one[1].endswith("/feed")]


async def test_every_route_has_a_row_and_every_row_a_route(desk: Place) -> None:
    names = {route.name.rpartition(".")[2] for route in desk.routes}
    assert names == set(RIGHTS)


async def test_without_a_session_no_agents_route_opens_nor_with_a_residents_token(desk: Place) -> None:
    resident = await desk.resident()
    for method, path, name in routes(desk):
        if RIGHTS[name].caller != "agent":
            continue
        for headers in ({}, resident.headers):
            answer = await desk.client.request(method, path, headers=headers, json={})
            assert answer.status_code == 401, (method, path, answer.text)


async def test_whoever_stands_below_a_grade_is_refused_and_whoever_has_it_is_not(desk: Place) -> None:
    people = {grade: await desk.agent(f"坐席{grade}", grade=grade) for grade in (0, 1, 2, 3)}
    for method, path, name in routes(desk):
        right = RIGHTS[name]
        if right.caller != "agent" or name == "end_session":
            continue
        for grade, agent in people.items():
            status = await knock(agent, method, path)
            assert (status == REFUSED) == (grade < right.grade), (method, path, grade, status)


async def knock(agent: AgentPerson, method: str, path: str) -> int:
    answer = await agent.client.request(method, path, headers=agent.headers, json={})
    return answer.status_code


async def test_a_conversation_opens_to_its_own_token_only_and_to_the_agents_of_its_estate(
    desk: Place,
) -> None:
    mine, theirs = await desk.resident(), await desk.resident()
    stranger = await desk.agent("外人", estate="baihua", grade=3)
    for method, path, name in routes(desk):
        if "/conversations/" not in path or RIGHTS[name].caller == "anyone":
            continue
        address = path.replace(UNKNOWN, theirs.id, 1)
        nowhere = path.replace(UNKNOWN, "x" * 24, 1)
        for headers in (mine.headers, stranger.headers):
            there = await desk.client.request(method, address, headers=headers, json=VALID.get(name, {}))
            not_there = await desk.client.request(method, nowhere, headers=headers, json=VALID.get(name, {}))
            assert there.status_code == not_there.status_code, (method, path)
            assert there.status_code in {400, 401, 404}, (method, path, there.status_code)


VALID = {
    "say_something": {"client_key": "k", "kind": "text", "text": "您好"},
    "rate_the_service": {"score": 5},
    "transfer_it": {"agent_id": "x" * 24, "note": ""},
    "refuse_it": {"note": "请收回"},
    "close_it": {"summary": "好了", "resolved": True},
    "whisper_to_the_owner": {"text": "注意语气"},
    "keep_it_unsent": {"text": "您好", "version": 0},
    "take_it_over": {"agent_id": "x" * 24},
    "unmask_it": {"reason": "核对地址"},
    "confirm_it": {"resolved": True},
}
