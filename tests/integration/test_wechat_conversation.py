"""A resident writes to the 公众号 and is served like anybody else."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from tests.integration.followers import OPENID, Street, street
from tests.integration.places import scripted


@pytest.fixture
async def wechat(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path) as place:
        yield place


async def test_a_question_is_answered_in_one_message_behind_the_privacy_notice(wechat: Street) -> None:
    delivery = await wechat.official.say(OPENID, "叠拼物业费多少钱一平")
    assert delivery.attempts[0].body == "success"
    heard = await wechat.hears("3.60")
    assert "保存这次对话" in heard.text
    kinds = [turn.author.kind for turn in await wechat.turns()]
    assert kinds == ["system", "resident", "bot"]
    assert len(wechat.heard()) == 1


async def test_the_same_message_three_times_is_one_turn(wechat: Street) -> None:
    envelope = wechat.official.does(OPENID, {"MsgType": "text", "Content": "物业费"})
    for _ in range(3):
        attempt = await wechat.platform.pusher.post(wechat.official.account, envelope)
        assert (attempt.status, attempt.body) == (200, "success")
    await wechat.hears("3.60")
    assert await wechat.said() == ["物业费"]


async def test_danger_is_met_with_the_safety_words_and_a_person(wechat: Street) -> None:
    await wechat.official.say(OPENID, "家里好大的煤气味，快来人啊")
    await wechat.hears("不要开灯")
    (summary,) = await wechat.summaries()
    assert (summary.channel, summary.holder, summary.urgency) == ("wechat", "queue", "urgent")


async def test_a_person_takes_over_and_is_heard_in_wechat(wechat: Street) -> None:
    agent = await wechat.desk.agent("小李")
    await wechat.official.say(OPENID, "转人工")
    await wechat.hears("您要求人工服务")
    conversation = await wechat.waits()
    assert (await agent.call("POST", f"/conversations/{conversation.id}/assignment", {})).status_code == 201
    body = {"client_key": "a1", "kind": "text", "text": "您好，我是小李", "private": False}
    assert (await agent.call("POST", f"/conversations/{conversation.id}/turns", body)).status_code == 201
    await wechat.hears("我是小李")
    await wechat.last_is("sent")
    turns = (await wechat.transcript(agent))["turns"]
    assert turns[-1]["delivery"] == {"state": "sent"}


async def test_a_photo_is_fetched_once_and_reencoded(wechat: Street) -> None:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(written, "PNG")
    await wechat.official.photo(OPENID, written.getvalue())
    await wechat.hears("")
    picture = next(turn for turn in await wechat.turns() if turn.kind == "image")
    assert picture.attachment.media_type == "image/jpeg"
    assert len(wechat.platform.media.fetched) == 1


async def test_what_was_heard_of_a_voice_is_taken_as_words(wechat: Street) -> None:
    await wechat.official.speak(OPENID, "物业费多少钱")
    await wechat.hears("3.60")
    resident = next(turn for turn in await wechat.turns() if turn.author.kind == "resident")
    assert (resident.text, resident.via) == ("物业费多少钱", "voice")


async def test_a_voice_that_was_not_understood_is_asked_for_again(wechat: Street) -> None:
    await wechat.official.speak(OPENID, None)
    await wechat.hears("没有听清")


async def test_who_can_only_speak_is_seen_to_by_a_person(wechat: Street) -> None:
    await wechat.official.speak(OPENID, None)
    await wechat.hears("没有听清")
    await wechat.official.speak(OPENID, None)
    await wechat.hears("这件事需要同事来办理")
    assert [summary.holder for summary in await wechat.summaries()] == ["queue"]


async def test_whoever_follows_is_greeted_and_whoever_leaves_is_forgotten(wechat: Street) -> None:
    await wechat.official.follow(OPENID, scene="b3-u2-1202")
    await wechat.hears("保存这次对话")
    await wechat.official.say(OPENID, "我姓王，住3栋")
    await wechat.hears("3.60")
    conversation = await wechat.waits()
    await wechat.official.unfollow(OPENID)
    await wechat.gone(OPENID)
    async with wechat.desk.world.desk.store.read() as work:
        texts = [turn.text for turn in await work.turns.after(conversation.id, 0)]
    assert "我姓王，住3栋" not in texts
    kept = [path for path in wechat.desk.data.rglob("*") if path.is_file()]
    assert [path for path in kept if OPENID.encode() in path.read_bytes()] == []


async def test_the_service_is_rated_by_a_digit_and_the_bot_is_not_asked(wechat: Street) -> None:
    agent = await wechat.desk.agent("小李")
    await wechat.official.say(OPENID, "转人工")
    await wechat.hears("您要求人工服务")
    path = f"/conversations/{(await wechat.waits()).id}"
    await agent.call("POST", f"{path}/assignment", {})
    closed = await agent.call("POST", f"{path}/closure", {"summary": "已答复", "resolved": True})
    assert closed.status_code == 201
    menu = await wechat.hears("非常满意")
    assert [item["content"] for item in menu.body["msgmenu"]["list"]][4] == "5分 非常满意"
    await wechat.official.say(OPENID, "5")
    await wechat.hears("收到您的评价")
    shown = (await agent.call("GET", path)).json()
    assert ([one["score"] for one in shown["ratings"]], shown["holder"]) == ([5], "closed")
    await wechat.official.tap(OPENID, "rating:1", "1分 很不满意")
    await wechat.official.say(OPENID, "物业费多少钱")
    await wechat.hears("3.60")
    assert [one["score"] for one in (await agent.call("GET", path)).json()["ratings"]] == [5]


async def test_a_menu_button_says_its_words_or_calls_a_person(wechat: Street) -> None:
    await wechat.official.click(OPENID, "say:物业费多少钱")
    await wechat.hears("3.60")
    assert await wechat.said() == ["物业费多少钱"]
    await wechat.official.click(OPENID, "human")
    await wechat.hears("您要求人工服务")


async def test_a_photo_in_a_form_does_not_end_the_form(tmp_path: Path) -> None:
    async with street(tmp_path, bot=scripted({"我要报修": "good_ask"})) as wechat:
        await wechat.official.say(OPENID, "我要报修")
        await wechat.hears("平方米")
        written = io.BytesIO()
        Image.new("RGB", (64, 48), "red").save(written, "PNG")
        await wechat.official.photo(OPENID, written.getvalue())
        await wechat.hears("照片收到了")
        assert [summary.holder for summary in await wechat.summaries()] == ["bot"]
