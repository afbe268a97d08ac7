"""The stand-in keeps the rules of 微信客服: pages and cursors, states, codes that work once."""

import asyncio
from typing import Any

from tests.wechat.caller import CUSTOMER, HOUR, Caller
from tests.wechat.envelopes import second_opinion
from tests.wechat.sessions import BOT, OVER, PERSON, QUEUE


async def pull(caller: Caller, **asked: Any) -> tuple[list[str], str, int]:
    got = await caller.kf("sync_msg", **asked)
    contents = [one[one["msgtype"]].get("content", "event") for one in got["msg_list"]]
    return contents, got["next_cursor"], got["has_more"]


async def test_the_log_is_pulled_page_by_page_also_through_an_empty_page(kf_caller: Caller) -> None:
    kf = kf_caller.platform.kf
    kf.page, kf.empty_pages = 2, 1
    for number in range(3):
        await kf.say(CUSTOMER, f"第{number}句", ring=False)
    nothing, cursor, more = await pull(kf_caller)
    assert (nothing, more) == ([], 1)
    first, cursor, more = await pull(kf_caller, cursor=cursor)
    assert (first, more) == (["第0句", "第1句"], 1)
    assert await pull(kf_caller, cursor=cursor) == (["第2句"], f"{cursor[:-1]}3", 0)


async def test_a_cursor_of_an_earlier_run_passes_nothing_over(kf_caller: Caller) -> None:
    kf = kf_caller.platform.kf
    await kf.say(CUSTOMER, "您好", ring=False)
    assert (await pull(kf_caller, cursor=f"{kf.account.open_kfid[-8:]}.5"))[0] == ["您好"]


async def test_without_a_cursor_three_days_come_again(kf_caller: Caller) -> None:
    kf, clock = kf_caller.platform.kf, kf_caller.platform.clock
    await kf.say(CUSTOMER, "四天前", ring=False)
    clock.advance(49 * HOUR)
    await kf.say(CUSTOMER, "两天前", ring=False)
    clock.advance(48 * HOUR)
    asked = {"corpid": kf.account.corp_id, "corpsecret": kf.account.secret}
    kf_caller.token = (await kf_caller.client.get("/cgi-bin/gettoken", params=asked)).json()["access_token"]
    assert (await pull(kf_caller))[0] == ["两天前"]


async def test_pulling_without_a_bell_is_limited_and_an_old_bell_is_refused(kf_caller: Caller) -> None:
    kf = kf_caller.platform.kf
    assert [(await kf_caller.kf("sync_msg"))["errcode"] for _ in range(7)] == [0] * 6 + [45009]
    inner = second_opinion(kf.account, kf.bell())
    token = inner.split("<Token><![CDATA[")[1].split("]]>")[0]
    assert (await kf_caller.kf("sync_msg", token=token))["errcode"] == 0
    kf_caller.platform.clock.advance(601)
    assert (await kf_caller.kf("sync_msg", token=token))["errcode"] == 95007


async def test_only_the_legal_moves_are_made_and_only_new_and_bot_may_send(kf_caller: Caller) -> None:
    kf = kf_caller.platform.kf
    await kf.say(CUSTOMER, "在吗", ring=False)
    assert await kf_caller.tell("在") == 0

    async def move(state: int, **more: Any) -> int:
        moved = await kf_caller.kf(
            "service_state/trans", external_userid=CUSTOMER, service_state=state, **more
        )
        return int(moved["errcode"])

    assert await move(BOT) == 0
    assert await move(BOT) == 95016
    assert await move(QUEUE) == 0
    assert await kf_caller.tell("在") == 95018
    assert await move(PERSON, servicer_userid="resting") == 95014
    assert await move(PERSON, servicer_userid="lina") == 0
    asked = await kf_caller.kf("service_state/get", external_userid=CUSTOMER)
    assert (asked["service_state"], asked["servicer_userid"]) == (PERSON, "lina")
    assert await move(OVER) == 0
    assert await move(BOT) == 95016


async def test_five_for_each_message_of_the_customer(kf_caller: Caller) -> None:
    await kf_caller.platform.kf.say(CUSTOMER, "在吗", ring=False)
    assert [await kf_caller.tell(f"第{n}条") for n in range(6)] == [0, 0, 0, 0, 0, 95001]


async def test_a_code_works_once_within_twenty_seconds_and_only_in_its_state(kf_caller: Caller) -> None:
    kf, clock = kf_caller.platform.kf, kf_caller.platform.clock
    menu = {"head_content": "满意吗", "list": [{"type": "click", "click": {"id": "5", "content": "满意"}}]}

    async def end() -> str:
        await kf.say(CUSTOMER, "在吗", ring=False)
        over = await kf_caller.kf("service_state/trans", external_userid=CUSTOMER, service_state=OVER)
        return str(over["msg_code"])

    async def ask(code: str) -> int:
        body = {"code": code, "msgtype": "msgmenu", "msgmenu": menu}
        return int((await kf_caller.post("kf/send_msg_on_event", body))["errcode"])

    code = await end()
    assert [await ask(code), await ask(code)] == [0, 40058]
    late = await end()
    clock.advance(21)
    assert await ask(late) == 95002
    moved = await end()
    await kf.say(CUSTOMER, "还有件事", ring=False)
    assert await ask(moved) == 95018


async def test_the_greeting_code_comes_only_to_who_was_silent_for_two_days(kf_caller: Caller) -> None:
    kf = kf_caller.platform.kf
    ringing = asyncio.create_task(kf.enter(CUSTOMER))
    await asyncio.sleep(0)
    assert "welcome_code" in kf.log[-1]["event"]
    ringing.cancel()
    await kf.say(CUSTOMER, "在吗", ring=False)
    ringing = asyncio.create_task(kf.enter(CUSTOMER))
    await asyncio.sleep(0)
    assert "welcome_code" not in kf.log[-1]["event"]
    ringing.cancel()
