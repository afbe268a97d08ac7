"""The line to a 公众号, call by call: what the platform refuses, answers oddly, or sends elsewhere."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from handoff.channels.accounts import read_accounts
from handoff.channels.platform import Platform as Line
from handoff.channels.wechat_messenger import WechatMessenger
from handoff.domain.delivery import Outgoing
from handoff.errors import NotDelivered
from tests.integration.followers import OPENID, Street, street
from tests.wechat.clock import VirtualClock
from tests.wechat.messages import text

SEND, UPLOAD, MEDIA = "message/custom/send", "media/upload", "media/get"
HELLO = Outgoing(key="1-0", text="您好", settles=(1,))
OTHER = "oPms_resident_0002"


@pytest.fixture
async def wechat(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path, clock=VirtualClock(speed=0)) as place:
        for person in (OPENID, OTHER):
            place.official.does(person, text("您好"))  # they may be answered; the desk knows nothing of it
        yield place


def messenger(wechat: Street) -> WechatMessenger:
    found = wechat.desk.world.desk.messengers[wechat.account]
    assert isinstance(found, WechatMessenger)
    return found


def picture(kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(written, kind)
    return written.getvalue()


async def refusal(wechat: Street, person: str = OPENID, message: Outgoing = HELLO) -> NotDelivered:
    with pytest.raises(NotDelivered) as refused:
        await messenger(wechat).send(person, message)
    return refused.value


@pytest.mark.parametrize(("code", "rest"), [(40164, 300), (48004, 300), (45009, 1800)])
async def test_a_refused_account_rests_for_everybody_and_is_tried_again_after_it(
    wechat: Street, code: int, rest: int
) -> None:
    wechat.platform.trouble.expect(SEND, errcode=code)
    first = await refusal(wechat)
    assert (first.trouble, first.may_retry, first.wait) == ("account", True, rest)
    wechat.platform.clock.advance(rest - 60)
    other = await refusal(wechat, OTHER)
    assert (other.trouble, other.may_retry, other.wait) == ("account", True, pytest.approx(60))
    assert len(wechat.platform.journal.calls_to(SEND)) == 1
    wechat.platform.clock.advance(60)
    assert await messenger(wechat).send(OTHER, HELLO) == 1


@pytest.mark.parametrize("code", [40003, 45015, 45047, 47001])
async def test_what_concerns_one_resident_keeps_no_other_waiting(wechat: Street, code: int) -> None:
    wechat.platform.trouble.expect(SEND, errcode=code)
    assert not (await refusal(wechat)).may_retry
    assert await messenger(wechat).send(OTHER, HELLO) == 1


async def test_too_many_calls_a_minute_wait_a_minute(wechat: Street) -> None:
    wechat.platform.trouble.expect(SEND, errcode=45011)
    refused = await refusal(wechat)
    assert (refused.trouble, refused.wait) == ("platform", 60)


async def test_a_picture_that_the_platform_lost_is_handed_in_once_more(wechat: Street) -> None:
    shown = replace(HELLO, text="[图片]", picture=picture())
    wechat.platform.trouble.expect(SEND, errcode=40007)
    assert await messenger(wechat).send(OPENID, shown) == 1
    assert len(wechat.platform.journal.calls_to(UPLOAD)) == 2
    wechat.platform.trouble.expect(SEND, errcode=40007, times=2)
    assert (await refusal(wechat, message=shown)).trouble == "rejected"


async def test_what_is_too_long_against_the_rule_goes_in_halves(wechat: Street) -> None:
    words = "电梯检修通知。" * 60
    wechat.platform.trouble.expect(SEND, errcode=45002)
    assert await messenger(wechat).send(OPENID, replace(HELLO, text=words)) == 2
    assert "".join(one.text for one in wechat.heard()) == words


async def test_only_the_bots_words_are_marked_and_only_where_the_account_wants_it(wechat: Street) -> None:
    account = read_accounts(wechat.desk.data / "channels.toml", production=False).wechat["demo"]
    line = Line(wechat.platform.url)
    marking = WechatMessenger(
        replace(account, marks_bot=True),
        line,
        wechat.desk.world.desk.store,
        now=wechat.platform.clock.moment,
    )
    try:
        await marking.send(OPENID, replace(HELLO, by_bot=True))
        await marking.send(OPENID, HELLO)
        await messenger(wechat).send(OPENID, replace(HELLO, by_bot=True))
    finally:
        await line.close()
    marks = [one.body.get("aimsgcontext") for one in wechat.heard()]
    assert marks == [{"is_ai_msg": 1}, None, None]


async def test_media_are_fetched_from_the_platform_and_from_nowhere_else(wechat: Street) -> None:
    wechat.platform.trouble.expect(MEDIA, moved=f"{wechat.platform.url}/cgi-bin/getcallbackip")
    media = wechat.platform.media.put("image", picture())
    with pytest.raises(NotDelivered) as moved:
        await messenger(wechat).picture(media)
    assert moved.value.may_retry
    assert wechat.platform.journal.calls_to("getcallbackip") == []
    assert await messenger(wechat).picture(media) == picture()


async def test_a_video_and_a_medium_that_is_gone_are_no_pictures(wechat: Street) -> None:
    for media in (wechat.platform.media.put("video", b"\0" * 64), "gone"):
        with pytest.raises(NotDelivered) as refused:
            await messenger(wechat).picture(media)
        assert (refused.value.trouble, refused.value.may_retry) == ("rejected", False)


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"[]", b'{"expires_in":7200}'])
async def test_an_answer_that_is_none_is_a_sick_platform_and_asked_for_again(
    wechat: Street, body: bytes
) -> None:
    wechat.platform.trouble.expect("stable_token", body=body)
    refused = await refusal(wechat)
    assert (refused.trouble, refused.may_retry) == ("platform", True)
    wechat.platform.clock.advance(60)
    assert await messenger(wechat).send(OPENID, HELLO) == 1
