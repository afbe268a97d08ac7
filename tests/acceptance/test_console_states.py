"""Two agents, a supervisor and residents: every state of the conversations' side of the console.

Takes the pictures of docs/console.md when LINDA_PICTURES names a folder.
"""

import re

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.acceptance.desks import (
    SOON,
    at_desk,
    claim_it,
    open_conversation,
    picture,
    reply_field,
    stumbling_blocks,
)
from tests.acceptance.people import Resident, sign_in
from tests.acceptance.product import Product

CANNED = (
    ("您好", "开场白", "{resident}您好，我是{agent}，{house}的事我来跟进。"),
    ("稍等", "请住户稍等", "请稍等，我马上查。"),
)


@pytest.fixture
def handed_over(product: Product) -> Resident:
    """A resident who waits for a person."""
    resident = Resident(product.address).arrive()
    resident.ask("转人工")
    return resident


def test_the_door_says_what_this_is(browser: Browser, product: Product) -> None:
    page = browser.new_page()
    page.goto(f"{product.address}/console/")
    expect(page.get_by_role("heading", name="坐席登录")).to_be_visible(timeout=SOON)
    assert stumbling_blocks(page) == []
    picture(page, "console-door")
    page.close()


def test_a_canned_reply_is_picked_by_keyboard_filled_and_not_yet_sent(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as client:
        for shortcut, title, text in CANNED:
            body = {"shortcut": shortcut, "title": title, "text": text}
            assert client.post("/canned-replies", json=body).status_code == httpx.codes.CREATED
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, handed_over.conversation["id"])
        field = reply_field(page)
        field.fill("/")
        expect(page.get_by_role("option")).to_have_count(2, timeout=SOON)
        picture(page, "console-canned")
        field.press_sequentially("您")
        expect(page.get_by_role("option")).to_have_count(1)
        field.press("Enter")

        expect(field).to_have_value("您好，我是小林，您家的事我来跟进。")
        assert not any("小林，您家" in turn["text"] for turn in handed_over.transcript())


def test_knowledge_is_looked_up_in_the_draft_and_inserted_with_its_source(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, handed_over.conversation["id"])
        field = reply_field(page)
        field.fill("?叠拼物业费多少钱")
        expect(page.get_by_role("option").first).to_contain_text("物业费单价", timeout=SOON)
        picture(page, "console-knowledge")
        field.press("Enter")

        expect(field).to_have_value(re.compile(r"3\.60.*依据", re.DOTALL))
        field.press("Enter")
        expect(page.get_by_role("log").get_by_text("依据")).to_be_visible(timeout=SOON)
        assert any("依据" in turn["text"] for turn in handed_over.hear(handed_over.said + 1))


def test_what_the_resident_just_asked_comes_with_a_suggested_reply(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, handed_over.conversation["id"])
        handed_over.say("叠拼物业费多少钱一平")
        expect(page.get_by_text("建议回复")).to_be_visible(timeout=SOON)
        picture(page, "console-suggestion")
        page.get_by_role("button", name="填入").click()

        expect(reply_field(page)).to_have_value(re.compile(r"3\.60"))


def test_a_draft_meets_a_new_message_before_it_is_sent(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, handed_over.conversation["id"])
        field = reply_field(page)
        field.fill("请问您住几栋？")
        handed_over.say("我住12栋2单元301")
        expect(page.get_by_text("住户刚回复")).to_be_visible(timeout=SOON)
        field.press("Enter")
        expect(page.get_by_role("button", name="确认发送")).to_be_visible()
        picture(page, "console-guard")
        field.press("Enter")

        expect(page.get_by_role("log").get_by_text("请问您住几栋？")).to_be_visible(timeout=SOON)


def test_a_supervisor_watches_whispers_and_takes_over_and_the_draft_is_kept(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    conversation = handed_over.conversation["id"]
    with (
        at_desk(browser, product, "xiaolin") as agent,
        at_desk(browser, product, "laozhou") as chief,
    ):
        claim_it(agent, conversation)
        open_conversation(chief, conversation)
        expect(chief.get_by_text("旁听中")).to_be_visible(timeout=SOON)
        chief.get_by_role("button", name="悄悄话").click()
        dialog = chief.get_by_role("dialog")
        dialog.get_by_role("textbox").fill("先问清楚房号，再派工程。")
        dialog.get_by_role("button", name="告诉 TA").click()
        expect(agent.get_by_text("先问清楚房号，再派工程。")).to_be_visible(timeout=SOON)
        expect(agent.get_by_text("主管提醒").first).to_be_visible()
        picture(chief, "console-watching")
        picture(agent, "console-whisper")

        reply_field(agent).fill("您好，请稍等。")
        with at_desk(browser, product, "xiaolin") as elsewhere:
            open_conversation(elsewhere, conversation)
            expect(reply_field(elsewhere)).to_have_value("您好，请稍等。", timeout=SOON)
        chief.get_by_role("button", name="接管").click()

        expect(agent.get_by_text("老周 正在接待这位住户")).to_be_visible(timeout=SOON)
        expect(agent.get_by_text("您好，请稍等。")).to_be_visible()
        expect(reply_field(chief)).to_be_visible(timeout=SOON)
        picture(agent, "console-taken-over")
        expect(chief.get_by_text("小林 写到一半：您好，请稍等。")).to_be_visible(timeout=SOON)
        picture(chief, "console-begun")
        chief.get_by_role("button", name="接着写").click()
        expect(reply_field(chief)).to_have_value("您好，请稍等。", timeout=SOON)
        assert not any("先问清楚房号" in turn["text"] for turn in handed_over.transcript())


def test_an_emergency_stands_across_the_screen_until_somebody_has_it(
    browser: Browser, product: Product
) -> None:
    with (
        at_desk(browser, product, "xiaolin") as first,
        at_desk(browser, product, "xiaochen") as second,
    ):
        for page in (first, second):
            page.goto(f"{product.address}/console/#/~tickets")
        Resident(product.address).arrive().ask("厨房有很浓的煤气味")
        band = first.get_by_role("alert").filter(has_text="紧急")
        expect(band.first).to_be_visible(timeout=SOON)
        expect(second.get_by_role("alert").filter(has_text="紧急").first).to_be_visible(timeout=SOON)
        first.get_by_role("button", name=re.compile("^提醒，")).click()
        picture(first, "console-emergency")
        first.keyboard.press("Escape")
        while band.get_by_role("button", name="我来处理").count():
            band.get_by_role("button", name="我来处理").first.click()
            first.wait_for_timeout(500)

        expect(second.get_by_role("alert").filter(has_text="紧急")).to_have_count(0, timeout=SOON)


def test_a_filter_is_kept_under_a_name_and_found_on_another_computer(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with at_desk(browser, product, "xiaochen") as page:
        page.get_by_role("tab", name=re.compile("待接入")).click()
        expect(page.get_by_role("listitem").first).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="筛选").click()
        page.get_by_label("来源").select_option("wecom")
        expect(page.get_by_text("没有符合筛选的会话")).to_be_visible()
        page.get_by_role("button", name="存为常用").click()
        page.get_by_label("常用筛选的名字").fill("微信来的")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("button", name="微信来的", exact=True)).to_be_visible(timeout=SOON)
        picture(page, "console-filter")
    with at_desk(browser, product, "xiaochen") as elsewhere:
        elsewhere.get_by_role("button", name="筛选").click()
        expect(elsewhere.get_by_role("button", name="微信来的", exact=True)).to_be_visible(timeout=SOON)


def test_without_network_the_page_says_so_keeps_the_line_and_mends_itself(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, handed_over.conversation["id"])
        page.context.set_offline(True)
        reply_field(page).fill("网络断开时写的一句")
        reply_field(page).press("Enter")
        expect(page.get_by_text("重连中").first).to_be_visible(timeout=SOON)
        expect(page.get_by_text("没有发出").first).to_be_visible(timeout=SOON)
        picture(page, "console-offline")
        page.context.set_offline(False)
        expect(page.get_by_text("重连中")).to_have_count(0, timeout=20_000)
        page.get_by_role("button", name="重发").click(timeout=SOON)

        expect(page.get_by_text("发送中")).to_have_count(0, timeout=20_000)
        expect(page.get_by_text("没有发出")).to_have_count(0)
        assert [turn["text"] for turn in handed_over.transcript()].count("网络断开时写的一句") == 1


def test_everything_can_be_reached_without_a_mouse_and_read_without_eyes(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, handed_over.conversation["id"])
        assert stumbling_blocks(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("b")
        expect(page.get_by_role("dialog", name="提醒")).to_be_visible()
        assert stumbling_blocks(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("Shift+Slash")
        expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
        picture(page, "console-keys")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name="快捷键")).to_be_hidden()
        page.keyboard.press("f")
        expect(page.get_by_label("查知识库")).to_be_focused()
        page.keyboard.type("装修押金")
        expect(page.locator("summary").filter(has_text=re.compile("押金|装修")).first).to_be_visible(
            timeout=SOON
        )
        picture(page, "console-context", beside=True)
        page.get_by_label("查知识库").blur()
        page.keyboard.press("e")
        expect(page.get_by_role("dialog", name="结束会话")).to_be_visible()
        page.keyboard.type("已答复住户。")
        picture(page, "console-closing")


def test_away_has_a_reason_and_the_way_back_is_in_sight(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "xiaochen") as page:
        page.get_by_role("button", name=re.compile("^小陈")).click()
        page.get_by_role("menuitemradio", name=re.compile("会议")).click()
        expect(page.get_by_text("您现在是离开状态（会议）")).to_be_visible(timeout=SOON)
        picture(page, "console-away")
        page.get_by_role("button", name="恢复在线").click()
        expect(page.get_by_text("您现在是离开状态")).to_have_count(0, timeout=SOON)


def test_a_dated_promise_in_the_draft_is_kept_with_one_press_and_told_to_the_resident(
    browser: Browser, product: Product, handed_over: Resident
) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, handed_over.conversation["id"])
        reply_field(page).fill("师傅明天上午上门检修")
        expect(page.get_by_text("这是一个承诺")).to_be_visible(timeout=SOON)
        picture(page, "console-promise")
        page.get_by_role("button", name="记为承诺").click()

        assert any("上门检修" in turn["text"] for turn in handed_over.hear(handed_over.said + 1))
        expect(page.get_by_text("这是一个承诺")).to_have_count(0)
