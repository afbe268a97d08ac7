"""Tickets over HTTP: opened once, moved legally, told once and in order, seen by their people only."""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.integration.people import Json
from tests.integration.places import Place, desk_in, in_database
from tests.integration.ticket_steps import LEAK, WAY, move, opened, went

LATER = "2099-01-01T00:00:00Z"


async def test_an_opened_ticket_has_number_times_house_owner_and_its_first_move(desk: Place) -> None:
    resident = await desk.resident(room="3栋2单元1201")
    agent = await desk.agent("王敏")
    ticket = await opened(agent, resident, details={"where": "厨房"})
    assert re.fullmatch(r"YUNS-\d{8}-0001", ticket["number"])
    assert (ticket["state"], ticket["house"], ticket["details"]) == (
        "accepted",
        "3栋2单元1201",
        {"where": "厨房"},
    )
    assert ticket["owner"] == {"kind": "agent", "name": "王敏", "id": agent.id}
    assert ticket["conversations"] == [resident.id]
    assert ticket["due_at"] == ticket["response_due_at"]
    assert [(one["to"], one["by"]["name"]) for one in ticket["moves"]] == [("accepted", "王敏")]
    assert ticket["legal_moves"] == ["dispatched", "cancelled"]
    assert (await agent.call("GET", f"/tickets/{ticket['number']}")).json() == ticket


async def test_twenty_openings_at_once_are_numbered_without_a_gap(desk: Place) -> None:
    residents = [await desk.resident() for _ in range(4)]
    agents = [await desk.agent(f"坐席{number}") for number in range(4)]
    tickets = await asyncio.gather(
        *(opened(agents[at % 4], residents[at // 5], key=f"k{at}") for at in range(20))
    )
    running = sorted(int(ticket["number"][-4:]) for ticket in tickets)
    assert running == list(range(1, 21))


async def test_the_same_key_opens_once_and_with_another_body_is_refused(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    body = {"client_key": "t1", "conversation_id": resident.id, **LEAK}
    answers = await asyncio.gather(*(agent.call("POST", "/tickets", body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["ticket"]["number"] for answer in answers}) == 1
    other = await agent.call("POST", "/tickets", {**body, "summary": "别的事"})
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert len(await resident.turns()) == 1
    assert (await opened(agent, resident, key="t2"))["number"].endswith("-0002")  # no number was lost


async def test_the_resident_sees_each_move_once_and_in_order(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    await went(agent, number, *WAY)
    turns = await resident.turns()
    assert [turn["text"].split("，")[0].split("。")[0] for turn in turns] == [
        f"您的报修 {number}：{words}" for words in ("已受理", "已派单", "师傅已出发", "已完成", "待您确认")
    ]
    assert {(turn["kind"], turn["author"]["kind"]) for turn in turns} == {("card", "system")}
    assert turns[1]["bot"] == {"act": "ticket", "ticket": {"number": number}}
    seen = (await resident.get("tickets")).json()["tickets"]
    assert [(one["number"], [step["to"] for step in one["moves"]]) for one in seen] == [
        (number, ["accepted", *WAY])
    ]


async def test_notes_ids_and_other_talk_stay_with_the_desk(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    await move(agent, number, "dispatched", note="此户难缠")
    kept = (await agent.call("GET", f"/tickets/{number}")).json()
    assert kept["moves"][1]["note"] == "此户难缠"
    seen = (await resident.get("tickets")).text + (await resident.get("turns")).text
    assert "难缠" not in seen
    assert agent.id not in seen
    assert resident.id not in (await resident.get("tickets")).text


async def test_an_illegal_move_is_refused_and_names_what_is_legal(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    refused = await move(agent, number, "confirmed")
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_move")
    assert refused.json()["legal"] == ["dispatched", "cancelled"]
    assert "已派单、已取消" in refused.json()["detail"]
    assert (await move(agent, number, "nowhere")).status_code == 400
    assert len(await resident.turns()) == 1


async def test_of_two_agents_who_move_at_once_one_moves(desk: Place) -> None:
    resident = await desk.resident()
    agents = [await desk.agent("王敏"), await desk.agent("李强")]
    number = (await opened(agents[0], resident))["number"]
    answers = await asyncio.gather(
        *(move(agents[at % 2], number, "dispatched", **{"from": "accepted"}) for at in range(10))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
    assert len(await resident.turns()) == 2


async def test_a_move_from_a_state_that_is_over_moves_nothing_even_where_it_were_legal(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    await went(agent, number, "dispatched")
    stale = await move(agent, number, "cancelled", **{"from": "accepted"})
    assert (stale.status_code, stale.json()["state"]) == (409, "dispatched")
    assert (await agent.call("GET", f"/tickets/{number}")).json()["state"] == "dispatched"


async def test_hurrying_is_noted_once_a_minute_and_not_when_it_is_done(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    first = await resident.post(f"tickets/{number}/urge")
    again = await resident.post(f"tickets/{number}/urge")
    assert (first.status_code, again.status_code) == (201, 200)
    assert len(again.json()["ticket"]["urged"]) == 1
    assert [turn["text"] for turn in await resident.turns() if "催单" in turn["text"]] == [
        f"您的报修 {number}：已为您催单，现在是“已受理”。这次催促已记在工单上，同事会看到。"
    ]
    await went(agent, number, "dispatched", "done")
    assert (await resident.post(f"tickets/{number}/urge")).status_code == 409


async def test_the_resident_confirms_and_may_still_reopen_under_the_same_number(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    early = await resident.post(f"tickets/{number}/confirmation", {"resolved": True})
    assert early.status_code == 409
    await went(agent, number, *WAY)
    confirmed = await resident.post(f"tickets/{number}/confirmation", {"resolved": True})
    assert (confirmed.status_code, confirmed.json()["ticket"]["state"]) == (201, "confirmed")
    reopened = await resident.post(f"tickets/{number}/confirmation", {"resolved": False, "comment": "又漏了"})
    ticket = reopened.json()["ticket"]
    assert (ticket["number"], ticket["state"]) == (number, "accepted")
    assert ticket["moves"][-1]["note"] == "又漏了"
    assert "单号不变" in (await resident.turns())[-1]["text"]
    assert (await resident.get("tickets")).json()["tickets"] == [ticket]


async def test_a_promise_is_confirmed_in_writing_and_never_past(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    due = datetime.now(UTC) + timedelta(hours=20)
    late = {"text": "师傅上门", "due_at": (due - timedelta(hours=21)).isoformat()}
    assert (await agent.call("POST", f"/tickets/{number}/promises", late)).status_code == 400
    body = {"text": "师傅上门。", "due_at": due.isoformat()}
    promised = await agent.call("POST", f"/tickets/{number}/promises", body)
    repeated = await agent.call("POST", f"/tickets/{number}/promises", body)
    assert (promised.status_code, repeated.status_code) == (201, 200)
    assert len(repeated.json()["ticket"]["promises"]) == 1
    assert promised.json()["ticket"]["promises"][0]["text"] == "师傅上门。"
    told = (await resident.turns())[-1]["text"]
    assert told.startswith(f"关于您的报修 {number}，我们承诺：师傅上门（")
    await went(agent, number, "cancelled")
    again = {"text": "师傅上门", "due_at": due.isoformat()}
    assert (await agent.call("POST", f"/tickets/{number}/promises", again)).status_code == 409


async def test_a_ticket_of_another_estate_or_another_resident_is_not_found(desk: Place) -> None:
    resident, neighbour = await desk.resident(), await desk.resident()
    agent, stranger = await desk.agent("王敏"), await desk.agent("外人", estate="baihua")
    number = (await opened(agent, resident))["number"]
    body = {"client_key": "x", **LEAK}
    refused = [
        await stranger.call("GET", f"/tickets/{number}"),
        await move(stranger, number, "dispatched"),
        await stranger.call("POST", f"/tickets/{number}/promises", {"text": "x", "due_at": LATER}),
        await stranger.call("GET", f"/tickets?conversation={resident.id}"),
        await stranger.call("GET", f"/tickets?after={number}"),
        await stranger.call("POST", "/tickets", {**body, "conversation_id": resident.id}),
        await stranger.call("POST", "/tickets", {**body, "estate": "yunshan"}),
        await agent.call("GET", "/tickets/YUNS-20261121-9999"),
        await neighbour.post(f"tickets/{number}/urge"),
        await neighbour.post(f"tickets/{number}/confirmation", {"resolved": True}),
    ]
    assert {answer.status_code for answer in refused} == {404}
    assert (await stranger.call("GET", "/tickets?estate=yunshan")).json()["tickets"] == []
    assert (await neighbour.get("tickets")).json()["tickets"] == []
    assert (await desk.client.get("/api/v1/tickets")).status_code == 401


async def test_tickets_are_listed_by_state_estate_and_conversation_page_by_page(desk: Place) -> None:
    first, second, agent = await desk.resident(), await desk.resident(), await desk.agent("王敏")
    numbers = [(await opened(agent, first, key=f"k{at}"))["number"] for at in range(5)]
    of_estate = await agent.call("POST", "/tickets", {"client_key": "e", "estate": "yunshan", **LEAK})
    other = (await opened(agent, second, key="other"))["number"]
    await went(agent, numbers[0], "dispatched")
    page = (await agent.call("GET", f"/tickets?conversation={first.id}&limit=3")).json()
    assert [one["number"] for one in page["tickets"]] == numbers[:1:-1]
    rest = (await agent.call("GET", f"/tickets?conversation={first.id}&after={page['next']}")).json()
    assert [one["number"] for one in rest["tickets"]] == numbers[1::-1]
    assert rest["next"] is None
    moved = (await agent.call("GET", "/tickets?state=dispatched&estate=yunshan")).json()["tickets"]
    assert [one["number"] for one in moved] == numbers[:1]
    everything = (await agent.call("GET", "/tickets")).json()["tickets"]
    assert [one["number"] for one in everything[:2]] == [other, of_estate.json()["ticket"]["number"]]
    assert (await agent.call("GET", "/tickets?state=lost")).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "party"},
        {"trade": "绿化"},
        {"class": "soon"},
        {"summary": "  "},
        {"summary": "长" * 501},
        {"details": {"where": 3}},
        {"client_key": ""},
        {"owner": "me"},
    ],
)
async def test_what_is_no_ticket_is_refused(desk: Place, wrong: Json) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    body = {"client_key": "t1", "conversation_id": resident.id, **LEAK, **wrong}
    assert (await agent.call("POST", "/tickets", body)).status_code == 400
    assert (await agent.call("POST", "/tickets", {"client_key": "t1", **LEAK})).status_code == 400


async def test_erasure_empties_the_words_and_keeps_number_and_moves(desk: Place) -> None:
    resident, agent = await desk.resident(room="3栋2单元1201"), await desk.agent("王敏")
    number = (await opened(agent, resident, summary="金丝雀家漏水", details={"who": "金丝雀"}))["number"]
    await move(agent, number, "dispatched", note="金丝雀电话难打")
    promised = {"text": "给金丝雀回电", "due_at": LATER}
    await agent.call("POST", f"/tickets/{number}/promises", promised)
    copy = (await resident.get("export")).json()
    assert [one["summary"] for one in copy["tickets"]] == ["金丝雀家漏水"]
    await desk.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
    left = await agent.call("GET", f"/tickets/{number}")
    assert "金丝雀" not in left.text
    assert (left.json()["house"], left.json()["details"]) == (None, {})
    assert [one["to"] for one in left.json()["moves"]] == ["accepted", "dispatched"]
    kept = b"".join(path.read_bytes() for path in desk.data.rglob("*") if path.is_file())
    assert "金丝雀".encode() not in kept


async def test_both_sides_hear_of_a_ticket_on_their_live_lines(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    async with (
        connect(f"{desk.url.replace('http', 'ws')}{resident.path}/feed", proxy=None) as theirs,
        connect(f"{desk.url.replace('http', 'ws')}/api/v1/agents/feed", proxy=None) as ours,
    ):
        await theirs.send(json.dumps({"type": "hello", "token": resident.token, "after": 0}))
        await ours.send(json.dumps({"type": "hello", "token": agent.token}))
        assert json.loads(await theirs.recv())["type"] == "hello"
        assert json.loads(await ours.recv())["type"] == "hello"
        number = (await opened(agent, resident))["number"]
        seen, kept = await _ticket_frame(theirs), await _ticket_frame(ours)
    assert (seen["number"], kept["number"]) == (number, number)
    assert "conversations" not in seen
    assert kept["conversations"] == [resident.id]


async def _ticket_frame(line: ClientConnection) -> Json:
    """Wait for the first frame about a ticket."""
    async with asyncio.timeout(5):
        while (frame := json.loads(await line.recv()))["type"] != "ticket":
            pass
    ticket: Json = frame["ticket"]
    return ticket


async def test_tickets_survive_a_restart_and_their_houses_are_sealed(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        agent = await desk.agent("王敏")
        number = (await opened(agent, await desk.resident(), house="金丝雀路九号"))["number"]
        await went(agent, number, "dispatched")
    [(sealed,)] = await in_database(tmp_path, "SELECT house_sealed FROM tickets")
    assert "金丝雀".encode() not in sealed
    async with desk_in(tmp_path) as desk:
        agent.client = desk.client
        ticket = (await agent.call("GET", f"/tickets/{number}")).json()
    assert (ticket["state"], ticket["house"]) == ("dispatched", "金丝雀路九号")
