"""What leaves for WeChat: within its quota, in its sizes, through its outages; nothing fails in silence."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from websockets.asyncio.client import connect

from tests.contract.payloads import payload
from tests.integration.followers import OPENID, Street, street, until
from tests.integration.people import AgentPerson
from tests.integration.places import scripted
from tests.wechat.clock import VirtualClock
from tests.wechat.trouble import ALWAYS

SEND = "message/custom/send"
TOKEN = "stable_token"
MINUTES_DOWN = 10
A_MOMENT = 5  # seconds; longer than a line waits for the next where few messages are left


@pytest.fixture
async def wechat(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path) as place:
        yield place


async def taken_over(wechat: Street) -> AgentPerson:
    """A resident asked for a person, and one came; what was said so far reached the phone."""
    agent = await wechat.desk.agent("小李")
    await wechat.official.say(OPENID, "转人工")
    await wechat.hears("您要求人工服务")
    await wechat.last_is("sent")
    claimed = await agent.call("POST", f"/conversations/{(await wechat.waits()).id}/assignment", {})
    assert claimed.status_code == 201
    return agent


async def tells(wechat: Street, agent: AgentPerson, text: str, *, key: str) -> None:
    body = {"client_key": key, "kind": "text", "text": text, "private": False}
    answered = await agent.call("POST", f"/conversations/{(await wechat.waits()).id}/turns", body)
    assert answered.status_code == 201, answered.text


async def quota(wechat: Street, agent: AgentPerson) -> dict[str, object]:
    shown = (await agent.call("GET", f"/conversations/{(await wechat.waits()).id}")).json()["quota"]
    return {"left": shown["left"], "of": shown["of"]}


async def phone_tasks(wechat: Street, agent: AgentPerson) -> list[dict[str, object]]:
    found = (await agent.call("GET", "/tickets")).json()["tickets"]
    return [one for one in found if "打电话" in one["summary"]]


async def test_the_sixth_message_is_never_silent_and_goes_out_when_the_resident_writes(
    wechat: Street,
) -> None:
    agent = await taken_over(wechat)
    assert await quota(wechat, agent) == {"left": 4, "of": 5}
    for number in range(1, 5):
        await tells(wechat, agent, f"第{number}条", key=f"k{number}")
        wechat.platform.clock.advance(A_MOMENT)
        await wechat.hears(f"第{number}条")
        await wechat.last_is("sent")
    assert await quota(wechat, agent) == {"left": 0, "of": 5}
    await tells(wechat, agent, "第5条", key="k5")
    await wechat.last_is("failed", "quota")
    (task,) = await phone_tasks(wechat, agent)
    assert task["class"] == "important"
    await tells(wechat, agent, "第6条", key="k6")
    await wechat.last_is("failed", "quota")
    assert len(await phone_tasks(wechat, agent)) == 1
    await wechat.official.say(OPENID, "您说")
    digest = await wechat.hears("第5条")
    assert "第6条" in digest.text
    assert {call.errcode for call in wechat.platform.journal.calls_to(SEND)} == {0}, "none was tried in vain"


async def test_what_an_agent_says_within_seconds_goes_together_when_few_messages_are_left(
    tmp_path: Path,
) -> None:
    async with street(tmp_path, clock=VirtualClock(speed=0)) as wechat:
        agent = await taken_over(wechat)
        for number in (1, 2):
            await tells(wechat, agent, f"第{number}条", key=f"k{number}")
            await wechat.hears(f"第{number}条")
            await wechat.last_is("sent")
        assert await quota(wechat, agent) == {"left": 2, "of": 5}
        for number in (3, 4):
            await tells(wechat, agent, f"第{number}条", key=f"k{number}")
        wechat.platform.clock.advance(A_MOMENT)
        together = await wechat.hears("第3条")
        await wechat.last_is("sent")
        assert together.text == "第3条\n\n第4条"
        assert await quota(wechat, agent) == {"left": 1, "of": 5}


async def test_a_refusal_that_the_ledger_did_not_foresee_is_not_silent_either(wechat: Street) -> None:
    agent = await taken_over(wechat)
    wechat.platform.trouble.expect(SEND, errcode=45047)
    await tells(wechat, agent, "听得到吗", key="k1")
    await wechat.last_is("failed", "quota")
    assert await quota(wechat, agent) == {"left": 0, "of": 5}
    assert len(await phone_tasks(wechat, agent)) == 1


@pytest.mark.parametrize(
    ("code", "state", "error"),
    [
        *((code, "failed", "unreachable") for code in (40003, 43004, 48002)),
        *((code, "failed", "rejected") for code in (47001, 44004)),
        *((code, "waiting", "account") for code in (40164, 40125, 48001, 48004, 45009)),
        (45015, "failed", "window"),
        (45011, "waiting", "platform"),
    ],
)
async def test_every_refusal_has_its_consequence(wechat: Street, code: int, state: str, error: str) -> None:
    agent = await taken_over(wechat)
    wechat.platform.trouble.expect(SEND, errcode=code, times=ALWAYS)
    before = len(wechat.platform.journal.calls_to(SEND))
    await tells(wechat, agent, "听得到吗", key="k1")
    await wechat.last_is(state, error)
    await asyncio.sleep(0.1)
    assert len(wechat.platform.journal.calls_to(SEND)) == before + 1
    assert len(await phone_tasks(wechat, agent)) == (state == "failed")


async def test_a_busy_platform_is_tried_again_until_it_takes_the_message(wechat: Street) -> None:
    agent = await taken_over(wechat)
    wechat.platform.trouble.expect(SEND, errcode=-1, times=2)
    await tells(wechat, agent, "听得到吗", key="k1")
    await wechat.hears("听得到吗")
    await wechat.last_is("sent")


async def test_a_long_answer_goes_in_pieces_between_characters(tmp_path: Path) -> None:
    agent_text = "这是一段很长的说明👷🏽，" * 180
    async with street(tmp_path) as wechat:
        agent = await taken_over(wechat)
        await tells(wechat, agent, agent_text[:2000], key="k1")
        await wechat.last_is("sent")
        pieces = [one.text for one in wechat.heard()[1:]]
    assert "".join(pieces) == agent_text[:2000]
    assert all(len(piece.encode()) <= 2048 for piece in pieces)


async def test_ten_minutes_without_the_platform_lose_nothing(tmp_path: Path) -> None:
    async with street(tmp_path, clock=VirtualClock(speed=0)) as wechat:
        agent = await taken_over(wechat)
        wechat.platform.trouble.go_down(MINUTES_DOWN * 60)
        for number in range(1, 4):
            await tells(wechat, agent, f"第{number}句", key=f"k{number}")
        await until(lambda: was_tried(wechat))
        for _ in range(MINUTES_DOWN // 3):
            await wechat.pass_time(180)
            await wechat.last_is("waiting", "platform")
        assert wechat.platform.trouble.is_down
        wechat.platform.clock.advance(600)
        await wechat.hears("第3句")
        heard = [line for one in wechat.heard() for line in one.text.split("\n\n")]
    assert [line for line in heard if line.startswith("第")] == ["第1句", "第2句", "第3句"]


async def was_tried(wechat: Street) -> bool:
    return await wechat.tries() > 0


async def test_a_photo_sent_during_an_outage_comes_later_and_words_overtake_it(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(written, "PNG")
    async with street(tmp_path) as wechat:
        await wechat.official.say(OPENID, "物业费")
        await wechat.hears("3.60")
        wechat.platform.trouble.expect("media/get", torn=True, times=ALWAYS)
        await wechat.official.photo(OPENID, written.getvalue())
        await wechat.official.say(OPENID, "停车费")
        await until(lambda: is_said(wechat, ["物业费", "停车费"]))
        wechat.platform.trouble.end()
        wechat.platform.clock.advance(300)
        await until(lambda: is_said(wechat, ["物业费", "停车费", "[图片]"]))


async def is_said(wechat: Street, words: list[str]) -> bool:
    return await wechat.said() == words


async def test_a_token_that_the_platform_forgot_is_renewed_once_and_the_message_goes(wechat: Street) -> None:
    agent = await taken_over(wechat)
    wechat.official.tokens.revoke()
    wechat.platform.clock.advance(60)
    await tells(wechat, agent, "听得到吗", key="k1")
    await wechat.hears("听得到吗")
    assert len(wechat.platform.journal.calls_to(TOKEN)) == 2


async def test_a_token_refused_for_good_costs_two_questions_a_minute(tmp_path: Path) -> None:
    clock = VirtualClock(speed=30)
    async with street(tmp_path, clock=clock) as wechat:
        agent = await taken_over(wechat)
        wechat.official.tokens.refusing = 40001
        begun = clock.now()
        await tells(wechat, agent, "听得到吗", key="k1")
        await wechat.last_is("waiting", "account")
        await until(lambda: minutes_passed(clock, begun, 4))
        asked = len(wechat.platform.journal.calls_to(TOKEN, since=begun))
        minutes = (clock.now() - begun) / 60
        wechat.official.tokens.refusing = 0
        clock.advance(600)
        await wechat.hears("听得到吗")
    assert asked <= 2 * minutes + 1


async def minutes_passed(clock: VirtualClock, begun: float, minutes: float) -> bool:
    return clock.now() - begun > minutes * 60


async def test_choices_come_as_a_menu_and_a_digit_chooses(tmp_path: Path) -> None:
    async with street(tmp_path, bot=scripted({"物业费": "good_clarify"})) as wechat:
        await wechat.official.say(OPENID, "物业费")
        await until(lambda: heard_menu(wechat))
        menu = wechat.heard()[-1]
        offered = json.loads(payload("good_clarify"))[0]["custom"]["choices"]
        assert [item["id"] for item in menu.body["msgmenu"]["list"]] == [one["value"] for one in offered]
        await wechat.official.say(OPENID, "1")
        await until(lambda: said(wechat, offered[0]["label"]))
        turn = next(turn for turn in reversed(await wechat.turns()) if turn.author.kind == "resident")
    assert turn.value == offered[0]["value"]


async def heard_menu(wechat: Street) -> bool:
    return any(one.kind == "msgmenu" for one in wechat.heard())


async def said(wechat: Street, words: str) -> bool:
    return words in await wechat.said()


async def test_a_tap_is_the_choice_it_names(tmp_path: Path) -> None:
    async with street(tmp_path, bot=scripted({"物业费": "good_clarify"})) as wechat:
        await wechat.official.say(OPENID, "物业费")
        await until(lambda: heard_menu(wechat))
        await wechat.official.tap(OPENID, "human", "3 人工")
        await wechat.hears("您要求人工服务")


async def test_an_account_that_is_refused_rings_once_until_a_message_goes_out(tmp_path: Path) -> None:
    async with street(tmp_path, clock=VirtualClock(speed=0)) as wechat:
        agent = await taken_over(wechat)
        wechat.platform.trouble.expect(SEND, errcode=40164, times=2)
        await tells(wechat, agent, "听得到吗", key="k1")
        await wechat.last_is("waiting", "account")
        await wechat.pass_time(360)
        rung = await channel_alerts(agent)
        assert ["demo" in one["text"] for one in rung] == [True]
        wechat.platform.clock.advance(360)
        await wechat.hears("听得到吗")
        await wechat.last_is("sent")
        assert await channel_alerts(agent) == []


async def channel_alerts(agent: AgentPerson) -> list[dict[str, str]]:
    found = (await agent.call("GET", "/alerts?state=open")).json()["alerts"]
    return [one for one in found if one["kind"] == "channel"]


async def test_many_messages_at_once_ask_for_one_token(wechat: Street) -> None:
    people = [f"oPms_resident_{number:04d}" for number in range(8)]
    await asyncio.gather(*(wechat.official.say(person, "物业费") for person in people))
    for person in people:
        await wechat.hears("3.60", openid=person)
    assert len(wechat.platform.journal.calls_to(TOKEN)) == 1


async def test_a_resident_sees_that_a_person_types(wechat: Street) -> None:
    agent = await taken_over(wechat)
    address = wechat.desk.url.replace("http://", "ws://") + "/api/v1/agents/feed"
    async with connect(address) as line:
        await line.send(json.dumps({"type": "hello", "token": agent.token}))
        await line.recv()
        for _ in range(3):
            await line.send(json.dumps({"type": "typing", "conversation_id": (await wechat.waits()).id}))
        await until(lambda: typed(wechat))
    assert len(wechat.platform.journal.calls_to("message/custom/typing")) == 1


async def typed(wechat: Street) -> bool:
    return bool(wechat.platform.journal.calls_to("message/custom/typing"))


async def test_words_of_an_agent_do_not_become_a_link(wechat: Street) -> None:
    agent = await taken_over(wechat)
    await tells(wechat, agent, '请看<a href="http://evil.example">这里</a>\x07', key="k1")
    heard = await wechat.hears("请看")
    assert "<a" not in heard.text
    assert "\x07" not in heard.text
