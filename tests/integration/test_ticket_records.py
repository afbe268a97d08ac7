"""What gathers on a ticket: pictures, further conversations, its owner, and calls before it is closed."""

import io
from datetime import timedelta
from pathlib import Path

from PIL import Image

from tests.integration.clocks import Clock, timed_desk
from tests.integration.people import AgentPerson, Json, Resident
from tests.integration.places import Place
from tests.integration.ticket_steps import WAY, move, opened, went


async def pictured(resident: Resident, key: str) -> str:
    """Send a picture and return its id."""
    picture_id = await uploaded(resident)
    body = {"client_key": key, "kind": "image", "attachment_id": picture_id}
    assert (await resident.post("turns", body)).status_code == 201
    return picture_id


async def uploaded(resident: Resident) -> str:
    """Upload a picture without sending it."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    stored = await resident.client.post(
        f"{resident.path}/attachments",
        files={"file": ("leak.png", file.getvalue(), "image/png")},
        headers=resident.headers,
    )
    assert stored.status_code == 201, stored.text
    picture_id: str = stored.json()["attachment_id"]
    return picture_id


def shown(ticket: Json) -> list[str]:
    return [one["id"] for one in ticket["attachments"]]


async def seen_by(resident: Resident, number: str) -> list[str]:
    """Return the pictures that a resident finds on one of their tickets."""
    tickets = (await resident.get("tickets")).json()["tickets"]
    [ticket] = [one for one in tickets if one["number"] == number]
    return shown(ticket)


async def put(agent: AgentPerson, number: str, what: str, body: Json | None = None) -> tuple[int, Json]:
    answered = await agent.call("PUT", f"/tickets/{number}/{what}", body or {})
    return answered.status_code, answered.json()


async def called(agent: AgentPerson, number: str, **call: object) -> tuple[int, Json]:
    answered = await agent.call("POST", f"/tickets/{number}/follow-ups", call)
    return answered.status_code, answered.json()


async def test_a_ticket_takes_the_pictures_that_were_sent_since_its_matter_began(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    leak = await pictured(resident, "p1")
    await uploaded(resident)  # never sent
    first = await opened(agent, resident, key="t1")
    assert first["attachments"] == [
        {
            "id": leak,
            "conversation_id": resident.id,
            "media_type": "image/jpeg",
            "width": 40,
            "height": 30,
        }
    ]
    lamp = await pictured(resident, "p2")
    second = await opened(agent, resident, key="t2")
    assert shown(second) == [lamp]
    for number in (first["number"], first["number"]):
        status, answered = await put(agent, number, f"attachments/{lamp}")
        assert (status, shown(answered["ticket"])) == (200, [leak, lamp])
    seen = {one["number"]: one for one in (await resident.get("tickets")).json()["tickets"]}
    assert shown(seen[first["number"]]) == [leak, lamp]
    assert shown(seen[second["number"]]) == [lamp]


async def test_what_is_called_back_about_has_its_pictures_and_leaves_them_to_the_work(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    picture = await pictured(resident, "p1")  # nobody is there: the desk notes to call back
    [to_call_back] = (await resident.get("tickets")).json()["tickets"]
    repair = await opened(agent, resident)
    assert to_call_back["category"] == "other"
    assert shown(to_call_back) == shown(repair) == [picture]


async def test_pictures_of_other_conversations_stay_there_and_go_with_their_person(desk: Place) -> None:
    resident, neighbour, agent = await desk.resident(), await desk.resident(), await desk.agent("王敏")
    theirs, other = await pictured(resident, "p1"), await pictured(neighbour, "p1")
    number = (await opened(agent, resident))["number"]
    assert (await put(agent, number, f"attachments/{other}"))[0] == 404
    await put(agent, number, f"conversations/{neighbour.id}")
    status, answered = await put(agent, number, f"attachments/{other}")
    assert (status, set(shown(answered["ticket"]))) == (200, {theirs, other})
    assert await seen_by(neighbour, number) == [other]
    assert await seen_by(resident, number) == [theirs]
    assert (await neighbour.get(f"attachments/{theirs}")).status_code == 404
    await desk.client.delete(f"{neighbour.path}/personal-data", headers=neighbour.headers)
    assert shown((await agent.call("GET", f"/tickets/{number}")).json()) == [theirs]


async def test_a_further_conversation_is_linked_once_and_its_resident_told(desk: Place) -> None:
    first, second, agent = await desk.resident(), await desk.resident(), await desk.agent("王敏")
    elsewhere = await desk.agent("外人", estate="baihua")
    number = (await opened(agent, first))["number"]
    assert (await put(elsewhere, number, f"conversations/{second.id}"))[0] == 404
    for _ in range(2):
        status, answered = await put(agent, number, f"conversations/{second.id}")
        assert (status, set(answered["ticket"]["conversations"])) == (200, {first.id, second.id})
    [card] = await second.turns()
    assert card["text"].startswith(f"您的报修 {number}：现在是“已受理”")
    assert card["bot"] == {"act": "ticket", "ticket": {"number": number}}
    assert len(await first.turns()) == 1
    assert (await second.post(f"tickets/{number}/urge")).status_code == 201
    assert (await put(agent, number, "conversations/nobodysconversation"))[0] == 404


async def test_the_owner_hands_a_ticket_on_with_a_note_to_a_colleague_of_the_estate(desk: Place) -> None:
    resident, first = await desk.resident(), await desk.agent("王敏")
    second, lead = await desk.agent("李强"), await desk.agent("周主管", grade=2)
    stranger = await desk.agent("外人", estate="baihua")
    number = (await opened(first, resident))["number"]
    assert (await put(second, number, "owner", {"agent_id": second.id, "note": "我来"}))[0] == 403
    assert (await put(first, number, "owner", {"agent_id": second.id, "note": " "}))[0] == 400
    assert (await put(first, number, "owner", {"agent_id": stranger.id, "note": "请接手"}))[0] == 400
    for _ in range(2):
        status, answered = await put(lead, number, "owner", {"agent_id": second.id, "note": "王敏休假"})
        assert (status, answered["ticket"]["owner"]["name"]) == (200, "李强")
    [handing] = answered["ticket"]["owners"]
    assert (handing["to"]["id"], handing["by"]["name"], handing["note"]) == (second.id, "周主管", "王敏休假")
    await went(first, number, *WAY)
    assert (await first.call("GET", f"/tickets/{number}")).json()["owner"]["name"] == "李强"
    await resident.post(f"tickets/{number}/confirmation", {"resolved": True})
    refused = await put(second, number, "owner", {"agent_id": first.id, "note": "还给你"})
    assert (refused[0], refused[1]["code"]) == (409, "illegal_move")
    assert "休假" not in (await resident.get("tickets")).text


async def test_the_desk_confirms_only_after_somebody_was_reached_and_content(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    assert (await called(agent, number, reached=True))[0] == 409
    await went(agent, number, *WAY)
    refused = await move(agent, number, "confirmed")
    assert (refused.status_code, refused.json()["legal"]) == (409, ["accepted"])
    assert "请先回访" in refused.json()["detail"]
    assert (await called(agent, number, reached=False, satisfied=True))[0] == 400
    status, answered = await called(agent, number, reached=True, satisfied=False, note="还在滴水")
    assert (status, answered["ticket"]["legal_moves"]) == (201, ["accepted"])
    _, answered = await called(agent, number, reached=True, satisfied=True)
    assert answered["ticket"]["legal_moves"] == ["confirmed", "accepted"]
    assert [(call["reached"], call["satisfied"]) for call in answered["ticket"]["follow_ups"]] == [
        (True, False),
        (True, True),
    ]
    assert "滴水" not in (await resident.get("tickets")).text
    await went(agent, number, "confirmed")


async def test_a_call_that_is_sent_again_under_its_key_is_recorded_once(desk: Place) -> None:
    resident, agent, other = await desk.resident(), await desk.agent("王敏"), await desk.agent("李强")
    number = (await opened(agent, resident))["number"]
    await went(agent, number, *WAY)
    call: Json = {"client_key": "c1", "reached": False}
    answers = [await called(agent, number, **call) for _ in range(2)]
    assert [status for status, _ in answers] == [201, 200]
    assert len(answers[1][1]["ticket"]["follow_ups"]) == 1
    assert len([turn for turn in await resident.turns() if "没有联系上您" in turn["text"]]) == 1
    assert (await called(agent, number, client_key="c1", reached=True))[0] == 422
    assert (await called(other, number, client_key="c1", reached=True, satisfied=True))[0] == 201
    await went(agent, number, "confirmed")
    assert (await called(agent, number, **call))[0] == 200
    assert (await called(agent, number, client_key="c2", reached=False))[0] == 409


async def test_what_was_said_before_a_ticket_came_back_does_not_close_it(desk: Place) -> None:
    resident, agent = await desk.resident(), await desk.agent("王敏")
    number = (await opened(agent, resident))["number"]
    await went(agent, number, *WAY)
    await called(agent, number, reached=True, satisfied=True)
    await went(agent, number, "accepted", *WAY)
    assert (await move(agent, number, "confirmed")).status_code == 409


async def test_two_calls_that_reach_nobody_close_a_ticket_only_on_different_days(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident, agent = await desk.resident(), await desk.agent("王敏")
        number = (await opened(agent, resident))["number"]
        await went(agent, number, *WAY)
        for _ in range(2):
            _, answered = await called(agent, number, reached=False)
            assert answered["ticket"]["legal_moves"] == ["accepted"]
            clock.on(minutes=10)
        assert "没有联系上您" in (await resident.turns())[-1]["text"]
        clock.at += timedelta(days=1)
        await desk.sign_in(agent)
        _, answered = await called(agent, number, reached=False)
        assert answered["ticket"]["legal_moves"] == ["confirmed", "accepted"]
        await went(agent, number, "confirmed")


async def test_erasure_empties_the_notes_of_calls_and_handings(desk: Place) -> None:
    resident, agent, other = await desk.resident(), await desk.agent("王敏"), await desk.agent("李强")
    number = (await opened(agent, resident))["number"]
    await put(agent, number, "owner", {"agent_id": other.id, "note": "金丝雀找李强"})
    await went(agent, number, *WAY)
    await called(agent, number, reached=True, note="金丝雀本人接听")
    await desk.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
    left = await agent.call("GET", f"/tickets/{number}")
    assert "金丝雀" not in left.text
    assert len(left.json()["follow_ups"]) == len(left.json()["owners"]) == 1
