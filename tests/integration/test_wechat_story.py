"""A resident in WeChat on a bad network: copies, namesakes, every kind of message, gone for good."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handoff import channel_phrases, phrases
from tests.integration.messengers import Held, Town, town_in
from tests.integration.places import scripted
from tests.wechat import messages
from tests.wechat.pusher import Weather

FEE = "叠拼物业费多少"
NOTICE = "会保存这次对话"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path, bot=scripted()) as town:
        yield town


async def test_a_message_that_comes_four_times_at_once_is_stored_and_answered_once(town: Town) -> None:
    resident, agent = town.follower(), await town.place.agent("lin")
    town.platform.pusher.weather = Weather(copies=(8, 8))
    delivery = await resident.says(FEE)
    await resident.hears_of("3.60")
    assert [attempt.status for attempt in delivery.attempts] == [200] * 8
    said = [turn["text"] for turn in await town.turns(agent) if turn["author"]["kind"] == "resident"]
    assert said == [FEE]
    assert "".join(resident.heard).count("3.60") == 1


async def test_two_people_with_the_same_message_number_are_two_people(town: Town) -> None:
    one, other = town.follower("resident-1"), town.follower("resident-2")
    fields = dict(messages.text(FEE)) | {"MsgId": 24_012_345_678_901_002}
    await one.sends(fields)
    await other.sends(fields)
    await one.hears_of("3.60")
    await other.hears_of("3.60")


async def test_a_person_answers_in_the_same_chat_and_is_rated_by_a_digit(town: Town) -> None:
    resident, agent = town.follower(), await town.place.agent("lin")
    await resident.says("转人工")
    await resident.hears()
    held = Held(await town.conversation(agent))
    assert (await agent.claim(held)).status_code == 201
    assert (await agent.say(held, "您好，我是小林。")).status_code == 201
    await resident.hears_of("我是小林")
    closed = await agent.do("POST", held, "/closure", {"summary": "已答复", "resolved": True})
    assert closed.status_code == 201
    asked = await resident.hears_of("分")
    assert asked.kind == "msgmenu"
    await resident.says("5")
    await resident.hears_of(phrases.RATED)
    one = (await agent.call("GET", f"/conversations/{held.id}")).json()
    assert [rating["score"] for rating in one["ratings"]] == [5]
    assert one["holder"] == "closed", "a rating begins nothing"
    await resident.says(FEE)
    await resident.hears_of("3.60")


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        (messages.location(30.27, 120.15, "云杉花园3幢"), "云杉花园3幢"),
        (messages.link("停水通知", "明天", "https://example.com/a"), "停水通知"),
        (messages.video("m1"), channel_phrases.VIDEO),
        (messages.video("m1", short=True), channel_phrases.VIDEO),
        ({"MsgType": "file", "Title": "合同.pdf"}, channel_phrases.UNSUPPORTED),
        (messages.text("【收到不支持的消息类型，暂无法显示】"), channel_phrases.UNSUPPORTED),
    ],
    ids=["location", "link", "video", "short video", "file", "what WeChat does not pass on"],
)
async def test_every_kind_is_kept_as_a_line_and_answered(
    town: Town, fields: messages.Fields, kept: str
) -> None:
    resident, agent = town.follower(), await town.place.agent("lin")
    await resident.sends(fields)
    await resident.hears()
    said = [turn["text"] for turn in await town.turns(agent) if turn["author"]["kind"] == "resident"]
    assert len(said) == 1
    assert kept in said[0]


async def test_who_follows_is_greeted_and_who_unfollows_is_forgotten(town: Town) -> None:
    resident = town.follower("resident-forgotten")
    await resident.does(lambda: town.platform.official.follow(resident.name, scene="b3"))
    await resident.hears_of(NOTICE)
    await resident.says("我的水表号是 88886666")
    await resident.hears_of("3.60")
    await resident.does(lambda: town.platform.official.unfollow(resident.name))
    for _ in range(100):
        if not _words_in(town.place.data, "88886666"):
            break
        await _a_moment()
    assert not _words_in(town.place.data, "88886666")
    assert not _words_in(town.place.data, "resident-forgotten")
    before = len(resident.heard)
    await _a_moment(1)
    assert len(resident.heard) == before, "whoever went is left alone"


async def test_the_platform_sees_chinese_as_chinese_and_no_secret_is_logged(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    resident = town.follower()
    await resident.says("我姓郑秘密")
    await resident.hears_of("3.60")
    assert town.platform.journal.faults == []
    account = town.platform.official.account
    for record in caplog.records:
        written = json.dumps(record.__dict__, default=str, ensure_ascii=False)
        for secret in ("郑秘密", account.app_secret, account.token, account.encoding_aes_key, resident.name):
            assert secret not in written


def _words_in(folder: Path, words: str) -> bool:
    database = folder / "linda.db"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return words.encode() in database.read_bytes()


async def _a_moment(seconds: float = 0.1) -> None:
    await asyncio.sleep(seconds)
