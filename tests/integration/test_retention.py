"""Nothing is kept longer than it may be, and what was erased stays so, also after a restore."""

import os
from pathlib import Path

from tests.integration.clocks import Clock, sweep, timed_desk
from tests.integration.places import Place, desk_in, in_database
from tests.integration.test_audit import PERSON
from tests.integration.test_privacy import photo, upload
from tests.integration.ticket_steps import opened

KEPT = {"keep_chats_days": 180, "keep_tickets_days": 1095}


async def words_left(place: Place) -> str:
    turns = await in_database(place.data, "SELECT text FROM turns")
    people = await in_database(place.data, "SELECT name_sealed, room_sealed, phone_sealed FROM conversations")
    return str([text for (text,) in turns]) + str(people)


async def test_a_conversation_is_forgotten_after_its_time_and_not_before(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock, **KEPT) as desk:
        resident = await desk.resident(**PERSON)
        await resident.say("金丝雀路的灯坏了")
        await resident.hears(2)
        await sweep(desk, clock, days=179)
        assert "金丝雀" in await words_left(desk)
        await sweep(desk, clock, days=2)
        assert "金丝雀" not in await words_left(desk)
        assert "b'" not in await words_left(desk)
        assert (await resident.get("turns")).status_code == 404


async def test_tickets_outlive_their_conversation_and_keep_only_their_course_after_three_years(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock, **KEPT) as desk:
        agent, resident = await desk.agent("王敏"), await desk.resident()
        number = (await opened(agent, resident, summary="金丝雀路的灯坏了", house="3栋2单元502"))["number"]
        await sweep(desk, clock, days=181)
        assert "金丝雀" in str(await in_database(desk.data, "SELECT summary FROM tickets"))
        await sweep(desk, clock, days=1095 - 180)
        [(summary, house, state)] = await in_database(
            desk.data,
            "SELECT summary, house_sealed, state FROM tickets WHERE number = :number",
            number=number,
        )
        assert "金丝雀" not in summary
        assert (house, state) == (None, "accepted")


async def test_a_restored_backup_does_not_bring_back_what_was_erased(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        resident = await desk.resident(**PERSON)
        await resident.say("金丝雀路的灯坏了")
        await resident.hears(2)
        kept = await in_database(tmp_path, "SELECT seq, text FROM turns")
        gone = await resident.client.delete(f"{resident.path}/personal-data", headers=resident.headers)
        assert gone.status_code == 204
        # What a restore does, as far as this conversation goes: it is there again, words and all.
        for seq, text in kept:
            await in_database(tmp_path, "UPDATE turns SET text = :text WHERE seq = :seq", seq=seq, text=text)
        await in_database(tmp_path, "UPDATE conversations SET erased_at = NULL")
        assert "金丝雀" in await words_left(desk)
    async with desk_in(tmp_path) as desk:
        assert "金丝雀" not in await words_left(desk)


async def test_a_file_that_no_row_knows_is_gone_after_a_day_and_every_other_stays(tmp_path: Path) -> None:
    clock = Clock()
    async with timed_desk(tmp_path, clock) as desk:
        resident = await desk.resident()
        sent = (await upload(desk, resident.path, resident.token, photo())).json()["attachment_id"]
        uploads = tmp_path / "uploads"
        stray, fresh = uploads / "stray.jpg", uploads / "fresh.jpg"
        for file in (stray, fresh):
            file.write_bytes(b"a row was to follow")
        for file, age in ((stray, 25), (uploads / f"{sent}.jpg", 25), (fresh, 1)):
            then = clock.at.timestamp() - age * 3600
            os.utime(file, (then, then))
        await sweep(desk, clock, seconds=1)
        assert {file.name for file in uploads.glob("*.jpg")} == {f"{sent}.jpg", "fresh.jpg"}
        await sweep(desk, clock, hours=24)
        assert {file.name for file in uploads.glob("*.jpg")} == {f"{sent}.jpg"}
