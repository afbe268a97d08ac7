"""The stand-in keeps the rules of a 公众号; it judges, so it is judged first."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.wechat.accounts import (
    KfAccount,
    OfficialAccount,
    make_kf_account,
    make_official_account,
    read_channels,
    write_channels,
)
from tests.wechat.caller import HOUR, NOON, RESIDENT, Caller
from tests.wechat.envelopes import read_reply, seal, second_opinion, verification
from tests.wechat.messages import event, text, to_xml
from tests.wechat.platform import Platform
from tests.wechat.pusher import APOLOGY, Weather
from tests.wechat.trouble import ALWAYS


@pytest.mark.parametrize("account", [make_official_account(), make_kf_account()])
@pytest.mark.parametrize("content", ["3号楼漏水了", "", "]]>", "👷" * 500, "x" * 32])
def test_what_one_peer_seals_the_other_reads(account: OfficialAccount | KfAccount, content: str) -> None:
    plaintext = to_xml(text(content))
    envelope = seal(account, plaintext, at=NOON)
    assert second_opinion(account, envelope) == plaintext


def test_the_verification_word_is_signed_and_for_the_company_encrypted() -> None:
    query, word = verification(make_official_account(), at=NOON)
    assert query["echostr"] == word
    query, word = verification(make_kf_account(), at=NOON)
    assert query["echostr"] != word


def test_a_reply_with_a_wrong_signature_is_not_read() -> None:
    account = make_official_account()
    envelope = seal(account, to_xml(text("好")), at=NOON)
    sealed = envelope.body.split("<Encrypt>")[1].split("</Encrypt>")[0]
    signed = "<MsgSignature>0</MsgSignature><TimeStamp>1</TimeStamp><Nonce>1</Nonce>"
    body = f"<xml><Encrypt>{sealed}</Encrypt>{signed}</xml>"
    with pytest.raises(Exception, match="signature"):
        read_reply(account, body)


def test_the_channels_file_comes_back_as_it_was(tmp_path: Any) -> None:
    accounts = [make_official_account("a"), make_kf_account("b")]
    write_channels(tmp_path / "channels.toml", *accounts)
    assert read_channels(tmp_path / "channels.toml") == accounts
    assert (tmp_path / "channels.toml").stat().st_mode & 0o077 == 0


async def test_a_callback_that_nobody_takes_is_tried_three_times_and_the_resident_reads_an_apology(
    platform: Platform,
) -> None:
    waiting = asyncio.create_task(platform.official.say(RESIDENT, "有人吗"))
    while not waiting.done():
        await asyncio.sleep(0.01)
        platform.clock.advance(5)
    assert [attempt.status for attempt in waiting.result().attempts] == [0, 0, 0]
    assert platform.journal.apologies == [APOLOGY]


async def test_copies_are_posted_at_once(platform: Platform) -> None:
    platform.pusher.weather = Weather(copies=(3, 3))
    waiting = asyncio.create_task(platform.official.say(RESIDENT, "有人吗"))
    while not waiting.done():
        await asyncio.sleep(0.01)
        platform.clock.advance(5)
    assert len(waiting.result().attempts) == 9


async def test_a_stable_token_is_the_same_for_everybody_until_its_last_five_minutes(caller: Caller) -> None:
    first = await caller.stable()
    caller.platform.clock.advance(2 * HOUR - 301)
    assert (await caller.stable())["access_token"] == first["access_token"]
    caller.platform.clock.advance(2)
    second = await caller.stable()
    assert second["access_token"] != first["access_token"]
    assert second["expires_in"] == 7200
    caller.token = first["access_token"]
    assert await caller.say("nobody", "好") == 40003, "the old one still works"
    caller.platform.clock.advance(300)
    assert await caller.say("nobody", "好") == 42001


async def test_a_forced_token_ends_the_last_and_is_not_given_twice_in_half_a_minute(caller: Caller) -> None:
    forced = await caller.stable(force=True)
    assert await caller.say(RESIDENT, "好") == 40001
    assert (await caller.stable(force=True))["errcode"] == 45011
    caller.token = forced["access_token"]
    assert await caller.say(RESIDENT, "好") == 40003


async def test_a_wrong_application_or_secret_gets_no_token(caller: Caller) -> None:
    assert (await caller.stable(appid="wx0"))["errcode"] == 40013
    assert (await caller.stable(secret="0"))["errcode"] == 40125


async def test_the_sixth_message_is_refused_and_after_two_days_every_one(caller: Caller) -> None:
    caller.platform.official.does(RESIDENT, text("在吗"))
    assert [await caller.say(RESIDENT, f"第{n}条") for n in range(6)] == [0, 0, 0, 0, 0, 45047]
    caller.platform.official.does(RESIDENT, text("在吗"))
    caller.platform.clock.advance(48 * HOUR + 1)
    caller.token = (await caller.stable())["access_token"]
    assert await caller.say(RESIDENT, "迟了") == 45015


@pytest.mark.parametrize(
    "deed",
    [event("subscribe", EventKey=""), event("SCAN", EventKey="b3"), event("CLICK", EventKey="fee"),
     text("满意", menu_id="101")],
    ids=["follow", "scan", "click", "tap"],
)  # fmt: skip
async def test_a_follow_a_scan_a_click_and_a_tap_allow_three_within_a_minute(
    caller: Caller, deed: dict[str, Any]
) -> None:
    caller.platform.official.does(RESIDENT, deed)
    assert [await caller.say(RESIDENT, f"第{n}条") for n in range(4)] == [0, 0, 0, 45047]
    caller.platform.official.does(RESIDENT, deed)
    caller.platform.clock.advance(61)
    assert await caller.say(RESIDENT, "迟了") == 45015


async def test_what_cannot_be_shown_is_refused_before_it_costs_anything(caller: Caller) -> None:
    caller.platform.official.does(RESIDENT, text("在吗"))
    assert await caller.say(RESIDENT, "好" * 683) == 45002
    assert await caller.say(RESIDENT, "") == 44004
    bad = {"touser": RESIDENT, "msgtype": "Text", "Text": {"content": "好"}}
    assert (await caller.post("message/custom/send", bad))["errcode"] == 40008
    gone = {"touser": RESIDENT, "msgtype": "image", "image": {"media_id": "none"}}
    assert (await caller.post("message/custom/send", gone))["errcode"] == 40007
    assert caller.platform.official.followers[RESIDENT].allowance.left(at=NOON) == 5


async def test_who_unfollowed_is_not_reached(caller: Caller) -> None:
    caller.platform.official.does(RESIDENT, text("在吗"))
    caller.platform.official.does(RESIDENT, event("unsubscribe"))
    assert await caller.say(RESIDENT, "还在吗") == 43004


async def test_escaped_chinese_is_noted(caller: Caller) -> None:
    caller.platform.official.does(RESIDENT, text("在吗"))
    body = json.dumps({"touser": RESIDENT, "msgtype": "text", "text": {"content": "好"}})
    asked = {"access_token": caller.token}
    await caller.client.post("/cgi-bin/message/custom/send", params=asked, content=body)
    assert caller.platform.journal.faults == ["escaped"]


async def test_trouble_comes_as_ordered_and_ends(caller: Caller) -> None:
    caller.platform.official.does(RESIDENT, text("在吗"))
    trouble = caller.platform.trouble
    trouble.expect("message/custom/send", errcode=-1, times=2)
    assert [await caller.say(RESIDENT, "好") for _ in range(3)] == [-1, -1, 0]
    trouble.expect("*", errcode=40001, times=ALWAYS)
    assert await caller.say(RESIDENT, "好") == 40001
    trouble.end()
    trouble.go_down(600)
    with pytest.raises(httpx.TransportError):
        await caller.say(RESIDENT, "好")
    caller.platform.clock.advance(601)
    assert await caller.say(RESIDENT, "好") == 0


async def test_a_connection_torn_after_the_deed_shows_the_message(caller: Caller) -> None:
    caller.platform.official.does(RESIDENT, text("在吗"))
    caller.platform.trouble.expect("message/custom/send", torn_after=True)
    with pytest.raises(httpx.TransportError):
        await caller.say(RESIDENT, "好")
    assert [one.text for one in caller.platform.journal.accepted] == ["好"]


async def test_media_last_three_days(caller: Caller) -> None:
    asked = {"access_token": caller.token}
    sent = await caller.client.post(
        "/cgi-bin/media/upload", params=asked | {"type": "image"}, files={"media": ("a.jpg", b"\xff\xd8")}
    )
    assert sent.headers["content-type"].startswith("text/plain")
    asked["media_id"] = sent.json()["media_id"]
    assert (await caller.client.get("/cgi-bin/media/get", params=asked)).content == b"\xff\xd8"
    caller.platform.clock.advance(72 * HOUR + 1)
    asked["access_token"] = (await caller.stable())["access_token"]
    assert (await caller.client.get("/cgi-bin/media/get", params=asked)).json()["errcode"] == 40007
