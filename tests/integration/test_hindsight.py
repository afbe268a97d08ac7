"""What residents asked and got no right answer to comes onto the board; what they accepted is kept."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handoff.desk.sweep import sweep_due
from tests.integration.knowledge_steps import editor, get, published, put
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place, desk_in, scripted

SLED = ("雪橇坡几点开", "雪橇坡什么时候开？", "我13800000000，雪橇坡几点开门")
UNSURE = dict.fromkeys((*SLED, "狗可以坐电梯吗"), "good_handoff")


@dataclass
class Clock:
    """The desk's clock, which only the test moves."""

    at: datetime = datetime(2026, 11, 21, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def place(tmp_path: Path, clock: Clock) -> AsyncIterator[Place]:
    """A desk whose bot is not sure of some questions and answers all others."""
    async with desk_in(tmp_path, bot=scripted(UNSURE), now=clock, sweeping=False) as desk:
        yield desk


async def asked(desk: Place, *texts: str, **known: str) -> Resident:
    """A new resident says these, each after what came back on the one before."""
    resident = await desk.resident(**known)
    for text in texts:
        turn = await resident.say(text)
        await resident.hears(turn["seq"] + 1)
    return resident


async def board(agent: AgentPerson) -> list[Json]:
    found: list[Json] = (await get(agent, "misses", estate="yunshan"))["clusters"]
    return found


async def test_a_house_counts_once_however_many_of_it_ask_and_however_often(place: Place) -> None:
    lin = await editor(place, "小林", grade=1, estate="yunshan")
    for known in ({"room": "3栋2单元1201"}, {"room": "3-2-1201"}, {"room": "3栋2单元1202"}):
        await asked(place, "雪橇坡几点开", **known)
    for phone in ("13800000001", "138 0000 0001"):
        await asked(place, "雪橇坡几点开", phone=phone)
    await asked(place, "雪橇坡几点开")
    [sled] = await board(lin)
    assert (sled["residents"], sled["count"]) == (4, 6)


async def test_misses_come_together_with_what_the_agent_wrote(place: Place) -> None:
    lin = await editor(place, "小林", grade=1, estate="yunshan")
    first = await asked(place, "雪橇坡几点开")
    await lin.claim(first)
    assert (await lin.say(first, "雪橇坡早上九点开，打13800000000问小王先生。")).status_code == 201
    await asked(place, "雪橇坡什么时候开？")
    await asked(place, "我13800000000，雪橇坡几点开门")
    await asked(place, "狗可以坐电梯吗")
    await asked(place, "叠拼物业费多少钱", "没答到")
    sled, *others = await board(lin)
    assert (sled["residents"], sled["count"]) == (3, 3)
    assert sled["reasons"]["low_confidence"] == 3
    assert sled["reply"]["text"] == "雪橇坡早上九点开，打〔电话〕问小〔姓名〕先生。"
    assert sled["nearest"]["entry_id"]
    assert not any("138" in str(example["question"]) for example in sled["examples"])
    assert {one["question"]: one["reasons"] for one in others}.keys() == {
        "狗可以坐电梯吗",
        "叠拼物业费多少钱",
    }
    assert [one["reasons"]["not_answered"] for one in others if "叠拼" in one["question"]] == [1]


async def test_an_editor_answers_a_cluster_and_it_leaves_the_board(place: Place) -> None:
    zhou = await editor(place, estate="yunshan")
    await asked(place, "雪橇坡几点开")
    await asked(place, "狗可以坐电梯吗")
    await put(zhou, "own.sled", estate="yunshan", title="雪橇坡", answer="雪橇坡冬天九点开。", questions=[])
    clusters = {one["question"]: one["id"] for one in await board(zhou)}
    into = {"estate": "yunshan", "into": "own.sled", "questions": ["雪橇坡几点开"]}
    done = await zhou.call("POST", f"/knowledge/misses/{clusters['雪橇坡几点开']}/draft", into)
    assert done.status_code == 201, done.text
    assert (done.json()["entry"]["questions"], done.json()["entry"]["origin"]) == (["雪橇坡几点开"], "miss")
    again = await zhou.call("POST", f"/knowledge/misses/{clusters['雪橇坡几点开']}/draft", into)
    assert again.status_code == 404
    gone = {"estate": "yunshan", "reason": "不归我们管"}
    path = f"/knowledge/misses/{clusters['狗可以坐电梯吗']}/dismissal"
    assert (await zhou.call("POST", path, gone)).json() == {"dismissed": 1}
    assert await board(zhou) == []
    await asked(place, "雪橇坡几点开")
    assert [one["count"] for one in await board(zhou)] == [1]


async def test_grade_one_proposes_an_answer_to_a_cluster_and_dismisses_none(place: Place) -> None:
    lin = await editor(place, "小林", grade=1, estate="yunshan")
    await asked(place, "雪橇坡几点开")
    [cluster] = await board(lin)
    path = f"/knowledge/misses/{cluster['id']}"
    refused = await lin.call("POST", f"{path}/dismissal", {"estate": "yunshan", "reason": "算了"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    entry = {"id": "own.sled", "group": "own", "title": "雪橇坡", "answer": "九点开。"}
    done = await lin.call("POST", f"{path}/draft", {"estate": "yunshan", "entry": entry})
    assert done.status_code == 202, done.text
    assert (await get(lin, "proposals", estate="yunshan"))["proposals"][0]["origin"] == "miss"
    assert await board(lin) == []


async def test_another_estates_misses_are_not_found(place: Place) -> None:
    await asked(place, "雪橇坡几点开")
    stranger = await editor(place, "外人", grade=3)
    for what in ("misses", "thresholds"):
        found = await stranger.call("GET", f"/knowledge/{what}?estate=yunshan")
        assert found.status_code == 404
    assert (await get(stranger, "misses"))["clusters"] == []


async def test_what_was_erased_is_on_no_board(place: Place) -> None:
    zhou = await editor(place, estate="yunshan")
    resident = await asked(place, "雪橇坡几点开")
    erased = await resident.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
    assert erased.status_code == 204
    assert await board(zhou) == []


async def test_accepted_answers_go_to_the_gate_without_who_asked(
    place: Place, clock: Clock, trains: Path
) -> None:
    await asked(place, "我住3栋2单元1201，叠拼物业费多少钱")
    await asked(place, "物业费怎么这么贵", "没答到")
    await asked(place, "好")
    clock.at += timedelta(minutes=40)
    await sweep_due(place.world.desk, clock.at)
    zhou = await editor(place, estate="yunshan")
    done = await published(zhou, "yunshan")
    assert done["state"] == "published", done
    folder = place.data / "knowledge" / "yunshan" / "versions" / "0001"
    assert (folder / "accepted.jsonl").read_text(encoding="utf-8").splitlines() == [
        '{"question": "我住，叠拼物业费多少钱", "entry_id": "fee.property.rate"}'
    ]
    done = await published(zhou, "yunshan", let_go=["我住，叠拼物业费多少钱"])
    assert not (place.data / "knowledge" / "yunshan" / "versions" / "0002" / "accepted.jsonl").exists()


async def test_the_simulator_replays_what_was_really_decided(place: Place, clock: Clock) -> None:
    zhou = await editor(place, estate="yunshan")
    await asked(place, "叠拼物业费多少钱")
    await asked(place, "物业费怎么这么贵", "没答到")
    resident = await asked(place, "雪橇坡几点开")
    await zhou.claim(resident)
    clock.at += timedelta(minutes=12)
    closed = await zhou.do("POST", resident, "/closure", {"summary": "说了", "resolved": True})
    assert closed.status_code == 201
    clock.at += timedelta(minutes=40)
    zhou = await editor(place, "陈明", estate="yunshan")
    found = await get(zhou, "thresholds", estate="yunshan")
    assert (found["decisions"], found["told_right"], found["told_wrong"]) == (3, 1, 1)
    assert found["minutes_per_handoff"] == 12.0
    points = {point["threshold"]: point for point in found["points"]}
    assert sorted(points) == [round(0.30 + 0.05 * step, 2) for step in range(14)]
    assert (points[0.7]["answered"], points[0.7]["wrong"], points[0.7]["handoffs"]) == (2, 1.0, 1)
    assert points[0.7]["agent_hours"] == 0.2
    assert points[0.95]["answered"] == 0
