"""What happened is counted as defined; three bad days alarm once; a bad rating is answered."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handoff.desk.access import new_id
from handoff.desk.figures import watch_figures
from handoff.desk.ratings import remind_of_ratings
from handoff.domain.conversation import Consent, Resident
from handoff.domain.records import Closure, NewConversation, Rating
from tests.integration.clocks import Clock, alerts, timed_desk
from tests.integration.people import AgentPerson, Json
from tests.integration.people import Resident as Person
from tests.integration.places import Place
from tests.integration.ticket_steps import opened

KINDS = frozenset({"metric"})
DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 3, 1, 16, 0, tzinfo=UTC)  # in China, where 2 March begins
LATE, DOWN = "L", "D"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def timed(tmp_path: Path, clock: Clock) -> AsyncIterator[Place]:
    async with timed_desk(tmp_path, clock) as place:
        yield place


async def served(desk: Place, agent: AgentPerson, *, resolved: bool = True, **known: str) -> Person:
    """A whole service by a person."""
    resident = await desk.resident(**known)
    await resident.say("转人工")
    await agent.claim(resident)
    await agent.say(resident, "您好")
    await agent.do("POST", resident, "/closure", {"summary": "已答复", "resolved": resolved})
    return resident


async def shown(agent: AgentPerson, query: str = "") -> Json:
    answered = await agent.call("GET", f"/figures{query}")
    assert answered.status_code == 200, answered.text
    found: Json = answered.json()
    return found


def counts(row: Json, metric: str) -> tuple[int, int]:
    return row[metric]["numerator"], row[metric]["denominator"]


async def test_the_figures_count_as_they_are_defined(timed: Place, clock: Clock) -> None:
    agent = await timed.agent("王敏")
    with_bot = await timed.resident(room="3栋1单元101")
    await with_bot.say("物业费多少钱")
    await with_bot.hears(2)
    pleased = await served(timed, agent, room="3栋1单元102")
    await pleased.post("rating", {"score": 5})
    cross = await served(timed, agent, room="5栋1单元101")
    await cross.post("rating", {"score": 2})
    clock.on(seconds=1)
    await cross.say("转人工")
    clock.on(hours=6)
    boss = await timed.agent("周敏", grade=2)
    late = await timed.resident()
    await opened(boss, late, category="complaint", house="5栋1单元101", key="c1")
    await opened(boss, late, category="complaint", house="5栋1单元101", key="c2")
    total = (await shown(boss))["total"]
    assert counts(total, "response_on_time") == (2, 3)
    assert counts(total, "first_contact_resolution") == (1, 2)
    assert counts(total, "bot_resolution") == (1, 1)
    assert counts(total, "handoff") == (2, 3)
    assert counts(total, "satisfaction") == (1, 2)
    assert counts(total, "nps") == (0, 2)
    assert counts(total, "complaints") == (2, 3)
    assert counts(total, "repeat_complaints") == (1, 2)
    assert total["reasons"] == {"asked": 2}
    by_building = {row["name"]: row["figures"] for row in (await shown(boss, "?by=building"))["rows"]}
    assert counts(by_building["3栋"], "satisfaction") == (1, 1)
    assert counts(by_building["5栋"], "satisfaction") == (0, 1)
    by_agent = {row["name"]: row["figures"] for row in (await shown(boss, "?by=agent"))["rows"]}
    assert counts(by_agent["王敏"], "first_contact_resolution") == (1, 2)
    assert counts(by_agent["王敏"], "response_on_time") == (2, 2)
    by_day = (await shown(boss, "?by=day&from=2026-11-22&to=2026-11-23"))["rows"]
    assert [row["key"] for row in by_day] == ["2026-11-23"]
    table = await boss.call("GET", "/figures.csv?by=agent")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert "王敏" in table.text


async def test_figures_are_for_coordinators_and_their_estates(timed: Place) -> None:
    agent, boss = await timed.agent("王敏"), await timed.agent("周敏", grade=2)
    assert (await agent.call("GET", "/figures")).status_code == 403
    assert (await boss.call("GET", "/figures?estate=baihua")).status_code == 404
    wrong = ("by=phone", "from=2026-13-01", "from=2026-11-30&to=2026-11-01", "from=2020-01-01&to=2026-01-01")
    for query in wrong:
        assert (await boss.call("GET", f"/figures?{query}")).status_code == 400


async def test_a_bad_rating_rings_until_a_supervisor_has_answered(timed: Place, clock: Clock) -> None:
    agent, boss = await timed.agent("王敏"), await timed.agent("周敏", grade=2)
    resident = await served(timed, agent)
    await resident.post("rating", {"score": 2, "comment": "等太久"})
    content = await served(timed, agent)
    await content.post("rating", {"score": 3})
    [due] = (await boss.call("GET", "/ratings")).json()["ratings"]
    assert (due["score"], due["agent"]["name"], due["answer"]) == (2, "王敏", None)
    await remind_of_ratings(timed.world.desk, clock.on(hours=23))
    assert len(await alerts(timed, kinds=frozenset({"bad_rating"}))) == 1
    for _ in range(2):
        await remind_of_ratings(timed.world.desk, clock.on(hours=1))
    assert len(await alerts(timed, kinds=frozenset({"bad_rating"}))) == 2
    path, body = f"/ratings/{due['closure_id']}/answer", {"text": "对不起，让您久等了，我们已加派人手。"}
    boss = await timed.agent("周敏二", grade=2)
    assert (await boss.call("POST", path, body)).status_code == 201
    assert (await boss.call("POST", path, body)).status_code == 409
    assert (await resident.turns())[-1]["text"] == body["text"]
    assert (await boss.call("GET", "/ratings")).json()["ratings"] == []
    [answered] = (await boss.call("GET", "/ratings?state=answered")).json()["ratings"]
    assert answered["answer"]["by"]["name"] == "周敏二"
    assert {alert.state for alert in await alerts(timed, kinds=frozenset({"bad_rating"}))} == {"ended"}


async def test_nobody_answers_a_rating_of_their_own_service(timed: Place) -> None:
    boss = await timed.agent("周敏", grade=2)
    resident = await served(timed, boss)
    await resident.post("rating", {"score": 1})
    [due] = (await boss.call("GET", "/ratings")).json()["ratings"]
    refused = await boss.call("POST", f"/ratings/{due['closure_id']}/answer", {"text": "抱歉"})
    assert refused.status_code == 409


async def _rated_day(desk: Place, agent: AgentPerson, day: datetime, *, good: bool) -> None:
    """Five ratings on one of China's days."""
    async with desk.world.desk.store.write() as work:
        at = day + timedelta(hours=5)
        new = NewConversation(
            id=new_id(),
            token_hash=new_id(),
            estate="yunshan",
            channel="web",
            resident=Resident(),
            consent=Consent("1", at),
            at=at,
        )
        await work.conversations.add(new)
        for _ in range(5):
            closure = Closure(
                id=new_id(), conversation_id=new.id, agent_id=agent.id, summary="好", resolved=True, at=at
            )
            await work.records.close(closure)
            score = 5 if good else 1
            await work.records.rate(
                Rating(closure_id=closure.id, conversation_id=new.id, score=score, comment=None, at=at)
            )


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_ninety_days_alarm_exactly_once_for_each_run_of_bad_days(tmp_path: Path, seed: int) -> None:
    """Days are good or bad, some come two days late, and on some the desk was not running."""
    chance = random.Random(seed)
    days = "".join(chance.choice("GGBBB") for _ in range(90))
    marks = ["" if chance.random() < 0.7 else chance.choice((LATE, DOWN)) for _ in days]
    clock = Clock(MIDNIGHT)
    async with timed_desk(tmp_path, clock) as desk:
        agent = await desk.agent("王敏")
        for number in range(len(days) + 3):
            arrived = [one for one in (number, number - 2) if 0 <= one < len(days)]
            for one in arrived:
                if (marks[one] == LATE) == (one == number - 2):
                    await _rated_day(desk, agent, MIDNIGHT + one * DAY, good=days[one] == "G")
            clock.at = MIDNIGHT + (number + 1) * DAY + timedelta(minutes=6)
            if number >= len(days) or marks[number] != DOWN:
                for _ in range(2):
                    await watch_figures(desk.world.desk, clock.on(minutes=2))
        rung = await alerts(desk, kinds=KINDS)
        satisfied = [alert for alert in rung if "satisfaction" in alert.cause.key]
        expected = [(found.start(), found.end()) for found in re.finditer("B{3,}", days)]
        assert len(satisfied) == len(expected)
        for begin, end in expected:
            [alert] = [one for one in satisfied if _is_of(one.cause.key, begin, end)]
            if not any(marks[begin : begin + 3]):
                closed = MIDNIGHT + (begin + 3) * DAY
                assert timedelta() <= alert.raised_at - closed <= timedelta(minutes=10)


async def test_an_estates_own_limits_decide_what_alarms_there(tmp_path: Path) -> None:
    clock = Clock(MIDNIGHT)
    async with timed_desk(tmp_path, clock) as desk:
        agent, manager = await desk.agent("王敏"), await desk.agent("周经理", grade=3)
        lead, stranger = (
            await desk.agent("李主管", grade=2),
            await desk.agent("外人", estate="baihua", grade=3),
        )
        path = "/estates/yunshan/metric-limits"
        assert (await agent.call("GET", path)).status_code == 403
        assert (await stranger.call("GET", path)).status_code == 404
        usual = (await lead.call("GET", path)).json()["limits"]["satisfaction"]
        assert usual == {"limit": 0.9, "worse": "below"}
        for wrong in ({"satisfaction": 1.2}, {"satisfaction": "0.5"}, {"mood": 0.5}):
            assert (await manager.call("PUT", path, wrong)).status_code == 400
        own: Json = {"satisfaction": 0.0, "nps": -1.0}
        assert (await lead.call("PUT", path, own)).status_code == 403
        changed = (await manager.call("PUT", path, own)).json()["limits"]
        assert (changed["satisfaction"]["limit"], changed["handoff"]["limit"]) == (0.0, 0.4)
        shown = (await lead.call("GET", "/figures?estate=yunshan")).json()["thresholds"]
        assert shown == changed
        for number in range(3):
            await _rated_day(desk, agent, MIDNIGHT + number * DAY, good=False)
        clock.at = MIDNIGHT + 3 * DAY + timedelta(minutes=6)
        await watch_figures(desk.world.desk, clock.at)
        assert not [one for one in await alerts(desk, kinds=KINDS) if "satisfaction" in one.cause.key]
        await desk.sign_in(manager)
        await manager.call("PUT", path, {})
        await watch_figures(desk.world.desk, clock.on(minutes=6))
        assert len([one for one in await alerts(desk, kinds=KINDS) if "satisfaction" in one.cause.key]) == 1


def _is_of(key: str, begin: int, end: int) -> bool:
    """Whether an alert's first day lies in a run of days."""
    first = (MIDNIGHT + begin * DAY + timedelta(hours=8)).date()
    last = (MIDNIGHT + (end - 1) * DAY + timedelta(hours=8)).date()
    return f"{first}" <= key.rsplit("/", 1)[1] <= f"{last}"


async def test_two_workers_may_look_at_an_estates_figures_for_the_first_time_together(
    timed: Place, clock: Clock
) -> None:
    store = timed.world.desk.store
    await timed.agent("外人", estate="baihua")

    async def look(*, slowly: float) -> None:
        async with store.write() as work:
            await work.figures.check("baihua", clock.at)
            await asyncio.sleep(slowly)

    await asyncio.gather(look(slowly=0.3), look(slowly=0.0))
    async with store.read() as work:
        assert (await work.figures.checked())["baihua"] == clock.at
