"""A customer of 微信客服, over the real channel: rung for, pulled, answered, taken over, rated."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from handoff import channel_phrases, phrases
from handoff.desk.pull import pull
from handoff.domain.correspondent import AccountName
from tests.integration.messengers import Follower, Held, Town, town_in
from tests.integration.places import scripted
from tests.wechat.clock import VirtualClock
from tests.wechat.sessions import BOT, OVER, PERSON

FEE = "叠拼物业费多少"
ACCOUNT = AccountName("wecom", "demo")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path, bot=scripted({"您是想问": "good_clarify"})) as town:
        await until(lambda: begun(town))
        yield town


def begun(town: Town) -> bool:
    """Whether the first pull is over; what was said before is history."""
    return bool(town.platform.journal.calls_to("kf/sync_msg"))


async def until(true: Callable[[], Any], *, seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while True:
            met = true()
            if await met if isinstance(met, Awaitable) else met:
                return
            await asyncio.sleep(0.05)


async def rings(customer: Follower, content: str, **more: Any) -> None:
    """Say something; the doorbell must be answered with success."""
    delivery = await customer.kf.say(customer.name, content, **more)
    assert delivery is not None
    assert [attempt.body for attempt in delivery.attempts] == ["success"]


async def test_a_ring_is_answered_at_once_and_the_words_are_pulled_and_answered(town: Town) -> None:
    customer = town.follower("wmCustomer1")
    await rings(customer, FEE)
    await customer.hears_of("3.60")
    assert town.platform.kf.session(customer.name).state == BOT
    assert town.platform.journal.faults == []


async def test_two_quick_messages_are_both_stored_once_in_order(town: Town) -> None:
    customer, agent = town.follower("wmCustomer1"), await town.place.agent("lin")
    await asyncio.gather(rings(customer, "第一句"), rings(customer, "第二句"))
    await until(lambda: said_by_resident(town, agent, ["第一句", "第二句"]))
    await pull(town.place.world.desk, ACCOUNT)
    assert await said_by_resident(town, agent, ["第一句", "第二句"])


async def said_by_resident(town: Town, agent: Any, wanted: list[str]) -> bool:
    listed = (await agent.call("GET", "/conversations?holder=bot")).json()["conversations"]
    if not listed:
        return False
    turns = (await agent.call("GET", f"/conversations/{listed[0]['id']}/turns")).json()["turns"]
    return [turn["text"] for turn in turns if turn["author"]["kind"] == "resident"] == wanted


async def test_a_lost_ring_is_made_up_by_looking_without_one(town: Town) -> None:
    customer = town.follower("wmCustomer1")
    await customer.kf.say(customer.name, FEE, ring=False)
    assert await pull(town.place.world.desk, ACCOUNT) == 1
    await customer.hears_of("3.60")


async def test_what_was_said_before_the_first_start_is_not_answered(tmp_path: Path) -> None:
    clock = VirtualClock()
    async with town_in(tmp_path, clock=clock, bot=scripted()) as town:
        await until(lambda: begun(town))
        kf, desk = town.platform.kf, town.place.world.desk
        kf.log.clear()
        old, customer = kf.append("wmOld", 3, "text", {"content": "昨天的问题"}), town.follower("wmCustomer1")
        old["send_time"] -= 86_400
        await kf.say(customer.name, FEE, ring=False)
        assert await pull(desk, ACCOUNT) == 1
        await customer.hears_of("3.60")
        assert town.platform.journal.sent_to("wmOld") == []


async def test_pages_are_followed_to_the_end_also_through_empty_ones(town: Town) -> None:
    kf, customer = town.platform.kf, town.follower("wmCustomer1")
    kf.page, kf.empty_pages = 3, 2
    for number in range(5):
        await kf.say(customer.name, f"第{number}句", ring=False)
    assert await pull(town.place.world.desk, ACCOUNT) == 5
    assert await pull(town.place.world.desk, ACCOUNT) == 0


async def test_a_page_that_could_not_be_stored_is_pulled_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, customer = town.place.world.desk, town.follower("wmCustomer1")
    await customer.kf.say(customer.name, FEE, ring=False)

    async def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("handoff.storage.channel_cursors.ChannelCursors.move", fail)
        with pytest.raises(RuntimeError):
            await pull(desk, ACCOUNT)
    assert await pull(desk, ACCOUNT) == 1, "the messages went with the cursor, so they come again"
    await customer.hears_of("3.60")
    assert "".join(customer.heard).count("3.60") == 1


async def test_a_menu_is_tapped_by_its_id(town: Town) -> None:
    customer = town.follower("wmCustomer1")
    await rings(customer, "您是想问")
    first = (await customer.hears_of("人工")).body["msgmenu"]["list"][0]["click"]
    await rings(customer, first["content"], menu_id=first["id"])
    await customer.hears_of("3.60")


async def test_the_service_ends_with_the_question_by_its_code_and_a_tap_begins_nothing(town: Town) -> None:
    customer, agent = town.follower("wmCustomer1"), await town.place.agent("lin")
    await rings(customer, "转人工")
    await customer.hears()
    held = Held(await town.conversation(agent))
    await agent.claim(held)
    await agent.say(held, "您好，我是小林。")
    await customer.hears_of("我是小林")
    await agent.do("POST", held, "/closure", {"summary": "已答复", "resolved": True})
    asked = await customer.hears_of("满意")
    assert asked.call == "kf/send_msg_on_event"
    assert town.platform.kf.session(customer.name).state == OVER
    tapped = asked.body["msgmenu"]["list"][4]["click"]
    await rings(customer, tapped["content"], menu_id=tapped["id"])
    await customer.hears_of(phrases.RATED)
    one = (await agent.call("GET", f"/conversations/{held.id}")).json()
    assert [rating["score"] for rating in one["ratings"]] == [5]
    assert one["holder"] == "closed"


async def test_who_is_taken_by_somebody_in_wecom_hears_no_bot_until_they_are_done(town: Town) -> None:
    kf, customer, agent = town.platform.kf, town.follower("wmCustomer1"), await town.place.agent("lin")
    await rings(customer, FEE)
    await customer.hears_of("3.60")
    kf.take(customer.name, "lina")
    kf.servicer_says(customer.name, "我来看看")
    await kf.ring()
    await until(lambda: is_held_by(town, agent, "lina"))
    heard = len(customer.heard)
    await rings(customer, FEE)
    await until(lambda: _turns_of(town, agent, 5))
    assert len(customer.heard) == heard, "the bot keeps silent"
    lines = [(turn["author"]["kind"], turn["text"]) for turn in await town.turns(agent)]
    assert ("agent", "我来看看") in lines
    kf.finish(customer.name)
    await kf.ring()
    asked = await customer.hears_of("满意")
    assert asked.call == "kf/send_msg_on_event"
    assert (await town.conversation(agent))["holder"] == "closed"


async def is_held_by(town: Town, agent: Any, name: str) -> bool:
    one = await town.conversation(agent)
    return one["holder"] == "agent" and one["agent"]["name"] == name


async def _turns_of(town: Town, agent: Any, count: int) -> bool:
    return len(await town.turns(agent)) >= count


async def test_an_answer_that_comes_when_somebody_else_has_the_session_is_marked_and_not_forced(
    town: Town,
) -> None:
    kf, customer, agent = town.platform.kf, town.follower("wmCustomer1"), await town.place.agent("lin")
    kf.grabs = "lina"
    await rings(customer, FEE)
    await until(lambda: _failed(town, agent))
    assert customer.heard == []
    assert kf.session(customer.name).state == PERSON


async def _failed(town: Town, agent: Any) -> bool:
    turns = await town.turns(agent)
    return any(turn.get("delivery", {}).get("error") == "taken" for turn in turns)


async def test_a_session_that_is_lost_between_two_calls_is_claimed_again_once(town: Town) -> None:
    customer = town.follower("wmCustomer1")
    town.platform.trouble.expect("kf/send_msg", errcode=95018)
    await rings(customer, FEE)
    await customer.hears_of("3.60")
    assert len(town.platform.journal.calls_to("kf/send_msg")) == 2


async def test_who_opens_the_chat_is_greeted_by_the_welcome_code(town: Town) -> None:
    customer = town.follower("wmCustomer1")
    await customer.kf.enter(customer.name)
    greeted = await customer.hears_of("会保存这次对话")
    assert greeted.call == "kf/send_msg_on_event"


async def test_the_sixth_message_is_never_silent(town: Town) -> None:
    customer, agent = town.follower("wmCustomer1"), await town.place.agent("lin")
    await rings(customer, "转人工")
    await customer.hears()
    held = Held(await town.conversation(agent))
    await agent.claim(held)
    for number in range(5):
        await agent.say(held, f"第{number}条", key=f"a{number}")
        town.platform.clock.advance(5)  # beyond what a line waits for the next where few are left
        await until(lambda: _nothing_is_on_its_way(town, agent))
    assert await _refused(town, agent)
    tickets = (await agent.call("GET", f"/tickets?conversation={held.id}")).json()["tickets"]
    # The other one is about the call that came while nobody was there.
    assert [ticket["summary"] for ticket in tickets].count(channel_phrases.PHONE_TASK) == 1
    assert len(customer.heard) == 5


async def _nothing_is_on_its_way(town: Town, agent: Any) -> bool:
    return all(turn.get("delivery", {}).get("state") != "waiting" for turn in await town.turns(agent))


async def _refused(town: Town, agent: Any) -> bool:
    turns = await town.turns(agent)
    return any(turn.get("delivery", {}).get("error") == "quota" for turn in turns)


async def test_a_message_that_wecom_could_not_deliver_is_marked(town: Town) -> None:
    kf, customer, agent = town.platform.kf, town.follower("wmCustomer1"), await town.place.agent("lin")
    await rings(customer, FEE)
    answered = await customer.hears_of("3.60")
    kf.event(customer.name, event_type="msg_send_fail", fail_msgid=answered.body["msgid"], fail_type=10)
    await kf.ring()
    await until(lambda: _bounced(town, agent))
    tickets = (await agent.call("GET", "/tickets")).json()["tickets"]
    assert [ticket["summary"] for ticket in tickets] == [channel_phrases.PHONE_TASK]


async def _bounced(town: Town, agent: Any) -> bool:
    """Whether every line is marked that was in the message: the notice, and the answer joined to it."""
    turns = await town.turns(agent)
    ways = [turn["delivery"].get("error") for turn in turns if turn.get("delivery")]
    return ways == ["unreachable", "unreachable"]


async def test_a_recalled_message_is_taken_back(town: Town) -> None:
    kf, customer, agent = town.platform.kf, town.follower("wmCustomer1"), await town.place.agent("lin")
    await rings(customer, "我的卡号是 6222000000000000")
    await customer.hears_of("3.60")
    kf.recall(customer.name, kf.log[-1]["msgid"])
    await kf.ring()
    await until(lambda: _is_gone(town, agent, "6222"))


async def _is_gone(town: Town, agent: Any, words: str) -> bool:
    return not any(words in turn["text"] for turn in await town.turns(agent))


async def test_a_token_that_dies_is_asked_for_once_more(town: Town) -> None:
    customer = town.follower("wmCustomer1")
    await rings(customer, FEE)
    await customer.hears_of("3.60")
    before = len(town.platform.journal.calls_to("gettoken"))
    town.platform.kf.tokens.revoke()
    await asyncio.sleep(0)
    town.platform.clock.advance(40)
    await rings(customer, "还有个问题")
    await customer.hears_of("3.60")
    assert len(town.platform.journal.calls_to("gettoken")) == before + 1
