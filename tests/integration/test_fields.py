"""The table of fields is what comes back: every route of agents, every grade, every field of a resident."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sanic_routing.route import Route
from websockets.exceptions import ConnectionClosed

from handoff.domain.fields import FIELDS, Sight
from handoff.domain.rights import RIGHTS
from tests.integration.lines import until, watch
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place, desk_in
from tests.integration.ticket_steps import went

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERSON = {"name": "金小满", "room": "87栋6单元1902", "phone": "13800001234"}
SAID, SAID_LATER, NOTED, TOLD = "暗号甲", "暗号庚", "备注乙", "单子丙"
PROMISED, CLOSED, RATED, BEGUN = "承诺丁", "结案戊", "评语己", "草稿辛"
FULL = {
    "name": [PERSON["name"]],
    "phone": [PERSON["phone"]],
    "house": ["1902"],
    "what was said": [SAID, SAID_LATER],
    "a note of colleagues": [NOTED],
    "what an agent has begun to write": [BEGUN],
    "what a ticket says": [TOLD],
    "a promise": [PROMISED],
    "how it was closed": [CLOSED],
    "a rating's comment": [RATED],
}
MASKED = {"name": "金**", "phone": "138****1234"}
PARAMETER = re.compile(r"<(\w+)(?::\w+)?>")


def seen_in(text: str, field: str) -> Sight:
    """Tell what of a field stands in what came back."""
    if any(mark in text for mark in FULL[field]):
        return "full"
    return "masked" if field in MASKED and MASKED[field] in text else "none"


class Case:
    """One resident with everything that may be known of them, and an agent of each grade."""

    def __init__(self, desk: Place, people: list[AgentPerson], resident: Resident, known: Json) -> None:
        self.desk, self.people, self.resident, self.known = desk, people, resident, known

    def addresses(self) -> dict[str, str]:
        """Return where each GET route of agents is, by its name."""
        found = {}
        for route in self.desk.routes:
            assert isinstance(route, Route)
            name = route.name.rpartition(".")[2]
            known = {"conversation_id": self.resident.id, "estate_id": "yunshan", **self.known}
            is_agents = name in RIGHTS and "agent" in RIGHTS[name].caller
            if is_agents and "GET" in route.methods and not route.path.endswith("/feed"):
                if name in {"show_related", "show_unsent"}:
                    known["conversation_id"] = self.known["of_the_same_house"]
                path = "/" + PARAMETER.sub(lambda one, known=known: known.get(one[1], "x"), route.path)
                found[name] = f"{path}?estate=yunshan"
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def case(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Case]:
    folder: Path = tmp_path_factory.mktemp("desk")
    async with desk_in(folder) as desk:
        people = [await desk.agent(f"坐席{grade}", grade=grade) for grade in range(4)]
        owner, resident = people[1], await desk.resident(**PERSON)
        known = await everything_happens(desk, owner, resident)
        begun = {"text": BEGUN, "version": 0}
        for agent in people[1:]:
            path = f"/conversations/{known['of_the_same_house']}/drafts/note"
            assert (await agent.call("PUT", path, begun)).status_code == 200
        yield Case(desk, people, resident, known)


async def everything_happens(desk: Place, owner: AgentPerson, resident: Resident) -> Json:
    """Say, note, open, promise, close and rate; return the ids of what there is now."""
    await resident.say(f"{SAID}，转人工")
    assert (await owner.claim(resident)).status_code == 201
    await owner.say(resident, NOTED, private=True)
    matter = {"category": "repair", "trade": "工程", "class": "general", "summary": TOLD, "client_key": "t"}
    opened = await owner.call("POST", "/tickets", {**matter, "conversation_id": resident.id})
    number: str = opened.json()["ticket"]["number"]
    await went(owner, number, "dispatched")
    promise = {"text": PROMISED, "due_at": "2036-11-22T10:00:00Z"}
    assert (await owner.call("POST", f"/tickets/{number}/promises", promise)).status_code == 201
    await owner.do("POST", resident, "/closure", {"summary": CLOSED, "resolved": True})
    assert (await resident.post("rating", {"score": 2, "comment": RATED})).status_code == 201
    neighbour = await desk.resident(**PERSON)
    await neighbour.say(f"{SAID}，转人工")
    return {"number": number, "of_the_same_house": neighbour.id}


async def test_every_route_shows_each_grade_of_each_field_what_the_table_says(case: Case) -> None:
    wrong, looked_at = [], set()
    for name, address in case.addresses().items():
        for grade, agent in enumerate(case.people):
            answered = await agent.client.get(address, headers=agent.headers)
            text = answered.text if answered.status_code == 200 else ""
            looked_at |= {name} if text else set()
            wrong += [
                (name, grade, field, seen_in(text, field), row.seen_by(grade, name))
                for field, row in FIELDS.items()
                if seen_in(text, field) != row.seen_by(grade, name)
            ]
    assert wrong == []
    named = {route for row in FIELDS.values() for route in row.routes} - {"follow_estates"}
    assert named <= looked_at


async def test_the_live_line_shows_no_grade_more_than_the_table_says(case: Case) -> None:
    for grade in (1, 2, 3):
        async with watch(case.desk, case.people[grade]) as line:
            first, before = await until(line, "alerts")
            await case.resident.say(SAID_LATER)
            turn, between = await until(line, "turn")
            summary, last = await until(line, "queue")
            text = str([first, *before, turn, *between, summary, *last])
            for field in ("name", "phone", "house", "what was said"):
                assert seen_in(text, field) == FIELDS[field].seen_by(grade, "follow_estates"), (grade, field)
            for field in FIELDS.keys() - {"name", "phone", "house", "what was said"}:
                assert seen_in(text, field) in {"none", FIELDS[field].seen_by(grade, "follow_estates")}
    async with watch(case.desk, case.people[0]) as line:
        with pytest.raises(ConnectionClosed):
            await until(line, "hello")


async def test_every_grade_of_agents_is_masked_alike_since_the_live_line_is_one_for_all() -> None:
    assert {row.sights[1:] for row in FIELDS.values()} <= {("masked",) * 3, ("full",) * 3}
