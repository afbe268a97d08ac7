"""What was said is stored once, in order, without a hole."""

import asyncio
from pathlib import Path

from tests.integration.places import Place, desk_in, scripted


async def test_a_question_is_answered_with_its_source(desk: Place) -> None:
    resident = await desk.resident()
    said = await resident.say("叠拼物业费多少钱一平")
    assert (said["seq"], said["author"], said["client_key"]) == (1, {"kind": "resident"}, "key-1")
    answer = await resident.hears(2)
    assert answer["author"] == {"kind": "bot"}
    assert answer["reply_to"] == 1
    assert answer["bot"]["entry_id"] == "fee.property.rate"
    assert answer["bot"]["source"]["document"] == "01_收费公示.md"
    assert "3.60" in answer["text"]


async def test_the_same_key_stores_one_turn_however_often_it_comes(desk: Place) -> None:
    resident = await desk.resident()
    body = {"client_key": "once", "kind": "text", "text": "您好"}
    answers = await asyncio.gather(*(resident.post("turns", body) for _ in range(32)))
    assert sorted(answer.status_code for answer in answers) == [200] * 31 + [201]
    assert {answer.json()["turn"]["seq"] for answer in answers} == {1}
    assert [turn["text"] for turn in await resident.turns()].count("您好") == 1


async def test_the_same_key_with_other_words_is_refused(desk: Place) -> None:
    resident = await desk.resident()
    await resident.say("您好", key="once")
    refused = await resident.post("turns", {"client_key": "once", "kind": "text", "text": "再见"})
    assert (refused.status_code, refused.json()["code"]) == (422, "key_reused")


async def test_twenty_writers_leave_no_hole_and_no_double(desk: Place) -> None:
    resident = await desk.resident()
    await asyncio.gather(*(resident.say(f"第{number}句", key=f"w{number}") for number in range(20)))
    await resident.hears(40)
    turns = await resident.turns()
    assert [turn["seq"] for turn in turns] == list(range(1, 41))
    assert sorted(turn["reply_to"] for turn in turns if turn["author"]["kind"] == "bot") == sorted(
        turn["seq"] for turn in turns if turn["author"]["kind"] == "resident"
    )


async def test_a_waiting_reader_hears_at_once_and_a_patient_one_gets_an_empty_answer(desk: Place) -> None:
    resident = await desk.resident()
    assert (await resident.get("turns", after=0, wait=1)).json()["turns"] == []
    waiting = asyncio.create_task(resident.get("turns", after=0, wait=20))
    await asyncio.sleep(0.2)
    await resident.say("您好")
    heard = await asyncio.wait_for(waiting, 5)
    assert heard.json()["turns"][0]["text"] == "您好"


async def test_a_tapped_choice_is_stored_with_its_label_and_asked_by_its_value(tmp_path: Path) -> None:
    bot = scripted({"那个": "good_clarify"})
    async with desk_in(tmp_path, bot=bot) as desk:
        resident = await desk.resident()
        await resident.say("那个")
        clarification = await resident.hears(2)
        assert clarification["kind"] == "choices"
        assert {"label": "物业费单价", "value": "fee.property.rate"} in clarification["choices"]
        tapped = await resident.post(
            "turns", {"client_key": "c", "kind": "choice", "value": "fee.property.rate"}
        )
        assert tapped.json()["turn"]["text"] == "物业费单价"
        await resident.hears(4)
        assert bot.asked[-1].choice == "fee.property.rate"
        gone = await resident.post("turns", {"client_key": "d", "kind": "choice", "value": "never.offered"})
        assert gone.status_code == 400


async def test_a_chatterbox_is_asked_to_wait_but_a_retry_is_not(tmp_path: Path) -> None:
    async with desk_in(tmp_path, turns_per_minute=2) as desk:
        resident = await desk.resident()
        await resident.say("一", key="one")
        await resident.say("二")
        refused = await resident.post("turns", {"client_key": "three", "kind": "text", "text": "三"})
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
        again = await resident.post("turns", {"client_key": "one", "kind": "text", "text": "一"})
        assert again.status_code == 200
        assert "三" not in [turn["text"] for turn in await resident.turns()]


async def test_who_says_more_in_a_minute_than_the_rules_look_back_on_is_counted_too(tmp_path: Path) -> None:
    async with desk_in(tmp_path, turns_per_minute=45) as desk:
        resident = await desk.resident()
        for number in range(45):
            await resident.say(f"第{number}句", key=f"w{number}")
        refused = await resident.post("turns", {"client_key": "more", "kind": "text", "text": "还有"})
        assert refused.status_code == 429


async def test_an_address_may_not_open_conversations_without_end(tmp_path: Path) -> None:
    async with desk_in(tmp_path, conversations_per_address=2) as desk:
        await desk.resident()
        await desk.resident()
        body = {
            "estate": "yunshan",
            "channel": "web",
            "consent": {"version": "1", "at": "2026-11-21T10:00:00Z"},
        }
        refused = await desk.client.post("/api/v1/conversations", json=body)
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) > 0
