"""Service times at work: warned at three quarters, an alarm when missed, counted anew when they change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from handoff.desk.sweep import sweep_due
from handoff.domain.alert import Alert
from tests.integration.clocks import Clock, alerts, at_the_desk, sweep, timed_desk
from tests.integration.places import Place
from tests.integration.ticket_steps import move, opened, went

IMPORTANT = {"class": "important"}


def shown(found: list[Alert]) -> list[tuple[str, str]]:
    """What rang, the first due first, as kind and time due."""
    by_time = sorted(found, key=lambda one: one.cause.due_at)
    return [(one.cause.kind, f"{one.cause.due_at:%d %H:%M}") for one in by_time]


async def test_a_wait_is_warned_of_then_an_alarm_and_goes_first(tmp_path: Path) -> None:
    clock = Clock()  # Monday, 10:00
    async with timed_desk(tmp_path, clock) as desk:
        early, late, agent = await desk.resident(), await desk.resident(), await desk.agent("王敏")
        await early.post("escalation")
        for _ in range(30):
            await sweep(desk, clock, minutes=5)
            await sweep_due(desk.world.desk, clock.at)
        rang = [one for one in await alerts(desk) if one.cause.kind != "handoff"]
        assert shown(rang) == [("response_warning", "23 03:30"), ("response_breach", "23 04:00")]
        at_once = {one.rung for one in rang[0].climbed if one.at == rang[0].raised_at}
        assert at_once == {"console", "sound", "desktop", "webhook", "supervisor"}
        await late.post("escalation")
        waiting = (await desk_queue(desk)).index
        assert waiting(early.id) < waiting(late.id)
        await desk.sign_in(agent)
        await agent.claim(early)
        assert all(one.state != "open" for one in await alerts(desk, conversation_id=early.id))


async def desk_queue(desk: Place) -> list[str]:
    """Return the estate's queue."""
    async with desk.world.desk.store.read() as work:
        return list(await work.conversations.queue("yunshan"))


async def test_a_claimed_wait_rings_for_nothing_more(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        await resident.post("escalation")
        await agent.claim(resident)
        with at_the_desk(desk, agent):
            await sweep(desk, clock, days=3)
        own = [one.cause.kind for one in await alerts(desk) if one.cause.ticket is None]
        assert own == ["handoff"]


async def test_a_resident_whom_their_agent_leaves_without_an_answer_is_an_alarm_until_answered(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        await resident.post("escalation")
        await agent.claim(resident)
        await resident.say("师傅今天能来吗")
        with at_the_desk(desk, agent):
            await sweep(desk, clock, minutes=20)
            await resident.say("还在吗")  # asking again does not begin the time anew
            for _ in range(9):
                await sweep(desk, clock, minutes=30)
        rang = await alerts(desk, kinds=frozenset({"unanswered"}))
        assert shown(rang) == [("unanswered", "23 04:00")]
        assert "王敏" in rang[0].cause.text
        await desk.sign_in(agent)  # the session of the morning is over
        await agent.say(resident, "三点到")
        assert [one.state for one in await alerts(desk, kinds=frozenset({"unanswered"}))] == ["ended"]


async def test_a_tickets_times_ring_in_order_and_once(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        number = (await opened(agent, resident, **IMPORTANT))["number"]
        for _ in range(25 * 12):
            await sweep(desk, clock, minutes=5)
        assert shown(await alerts(desk, ticket=number)) == [
            ("response_warning", "23 02:22"),
            ("response_breach", "23 02:30"),
            ("resolution_warning", "23 20:00"),
            ("resolution_breach", "24 02:00"),
        ]
        await desk.sign_in(agent)
        ticket = (await agent.call("GET", f"/tickets/{number}")).json()
        assert (ticket["class"], ticket["priority"]) == ("important", 1)


async def test_after_a_standstill_what_was_missed_rings_late_and_without_a_warning(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        number = (await opened(agent, resident, **IMPORTANT))["number"]
    clock.on(days=2)
    async with timed_desk(tmp_path, clock) as desk:
        await sweep(desk, clock, seconds=1)
        found = await alerts(desk, ticket=number)
        assert shown(found) == [("response_breach", "23 02:30"), ("resolution_breach", "24 02:00")]
        assert all(one.late for one in found)


async def test_the_clock_rests_while_it_is_done_and_goes_on_when_it_is_sent_back(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        number = (await opened(agent, resident, **{"class": "urgent"}))["number"]
        clock.on(minutes=10)
        await went(agent, number, "dispatched", "done")
        await sweep(desk, clock, minutes=25)
        await went(agent, number, "awaiting_confirmation", "accepted")
        ticket = (await agent.call("GET", f"/tickets/{number}")).json()
        assert datetime.fromisoformat(ticket["due_at"]) == clock.at + timedelta(minutes=110)
        await sweep(desk, clock, minutes=111)
        assert "resolution_breach" in {one.cause.kind for one in await alerts(desk, ticket=number)}
        assert "response_breach" not in {one.cause.kind for one in await alerts(desk, ticket=number)}


async def test_a_clock_that_jumps_back_and_forth_rings_nothing_twice(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        number = (await opened(agent, resident, **{"class": "urgent"}))["number"]
        for jump in (20, -60, 70, -1440, 1500, 5, -5, 5):
            await sweep(desk, clock, minutes=jump)
        rang = [one.cause.key for one in await alerts(desk, ticket=number)]
        assert len(rang) == len(set(rang)) == 3  # urgent; not taken up; not done


async def test_days_off_that_come_into_force_move_what_is_due(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        number = (await opened(agent, resident, **{"class": "general"}))["number"]
        await sweep(desk, clock, seconds=1)
        before = (await agent.call("GET", f"/tickets/{number}")).json()["resolution_due_at"]
        assert before == "2026-11-26T02:00:00.000Z"
        (tmp_path / "holidays.toml").write_text("days_off = [2026-11-25]\n", encoding="utf-8")
        await sweep(desk, clock, seconds=1)
        after = (await agent.call("GET", f"/tickets/{number}")).json()["resolution_due_at"]
        assert after == "2026-11-27T02:00:00.000Z"
        assert (await move(agent, number, "dispatched")).status_code == 201


async def test_managers_set_the_service_times_and_what_is_open_is_counted_anew(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        manager, stranger = await desk.agent("周", grade=3), await desk.agent("赵", estate="baihua", grade=3)
        number = (await opened(agent, resident, **{"class": "general"}))["number"]
        path = "/estates/yunshan/service-times"
        shown_first = (await agent.call("GET", path)).json()
        assert shown_first["hours"]["working_days"] == [["08:30", "12:00"], ["13:30", "18:00"]]
        assert shown_first["classes"]["general"] == {
            "response": {"minutes": 120, "clock": "service"},
            "resolution": {"working_days": 3},
        }
        body = {"hours": shown_first["hours"], "classes": shown_first["classes"]}
        body["classes"]["general"]["response"] = {"minutes": 60, "clock": "service"}
        refused = await agent.call("PUT", path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
        assert (await stranger.call("PUT", path, body)).status_code == 404
        assert (await manager.call("PUT", path, body)).status_code == 200
        ticket = (await agent.call("GET", f"/tickets/{number}")).json()
        assert ticket["response_due_at"] == "2026-11-23T03:00:00.000Z"
        body["hours"]["working_days"] = [["13:30", "18:00"], ["08:30", "14:00"]]
        wrong = await manager.call("PUT", path, body)
        assert (wrong.status_code, "重叠" in wrong.json()["detail"]) == (400, True)


async def test_the_service_times_show_the_festivals_to_come_and_when_the_desk_opens(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 9, 30, 12, tzinfo=UTC))
    async with timed_desk(tmp_path, clock) as desk:
        agent = await desk.agent("王敏")
        shown_now = (await agent.call("GET", "/estates/yunshan/service-times")).json()
        assert (shown_now["open_now"], shown_now["opens_at"]) == (False, "2026-10-08T00:30:00.000Z")
        days = {one["date"]: (one["working"], one["name"]) for one in shown_now["calendar"]["next"]}
        assert days["2026-10-01"] == (False, "国庆节")
        assert days["2026-10-10"][0] is True
