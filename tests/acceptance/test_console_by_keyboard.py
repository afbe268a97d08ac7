"""A whole case and every page by keyboard alone: nothing in this file points, presses or fills by mouse."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.acceptance.desks import SOON, at_desk, open_conversation, reply_field
from tests.acceptance.people import Resident
from tests.acceptance.product import Product

MOST_TABS = 60


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the button of this name has the focus."""
    wanted = page.get_by_role("button", name=name, exact=True).first
    expect(wanted).to_be_visible(timeout=SOON)
    for _ in range(MOST_TABS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not within {MOST_TABS} presses of Tab")


def unmask(page: Page) -> None:
    """See the resident's number for a reason."""
    tab_to(page, "查看完整信息")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_label(re.compile("^为什么要看"))).to_be_focused(timeout=SOON)
    page.keyboard.type("师傅要打电话确认")
    tab_to(page, "查看")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="13800000000")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("dialog", name="查看完整信息")).to_be_hidden(timeout=SOON)


def open_ticket(page: Page) -> None:
    """Open a ticket for the conversation that is open."""
    keys = page.keyboard
    keys.press("c")
    expect(page.get_by_role("dialog", name="开工单").get_by_label("什么事")).to_be_focused(timeout=SOON)
    keys.type("客厅顶灯不亮")
    tab_to(page, "开单")
    keys.press("Enter")
    expect(page.get_by_role("log")).to_contain_text(re.compile("您的报修.*已受理"), timeout=SOON)

    expect(page.get_by_role("dialog", name="开工单")).to_be_hidden(timeout=SOON)


def promise(page: Page) -> None:
    """Write a dated promise and keep it in the ledger."""
    keys = page.keyboard
    keys.press("r")
    expect(reply_field(page)).to_be_focused()
    keys.type("师傅明天上午上门")
    expect(page.get_by_text("这是一个承诺")).to_be_visible(timeout=SOON)
    tab_to(page, "记为承诺")
    keys.press("Enter")
    expect(page.get_by_text("这是一个承诺")).to_have_count(0, timeout=SOON)


def test_a_case_is_claimed_answered_noted_ticketed_promised_and_closed_by_keyboard(
    browser: Browser, product: Product
) -> None:
    resident = Resident(product.address).arrive(room="2栋1单元701", phone="13800000000")
    resident.ask("转人工")
    with at_desk(browser, product, "xiaolin") as page:
        open_conversation(page, resident.conversation["id"])
        keys = page.keyboard
        expect(page.get_by_role("button", name="接入这位住户")).to_be_visible(timeout=SOON)
        keys.press("a")
        expect(reply_field(page)).to_be_focused(timeout=SOON)  # who takes a case over writes next
        keys.type("您好，我来安排师傅。")
        keys.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("我来安排师傅", timeout=SOON)
        keys.press("Escape")
        keys.press("n")
        keys.type("住户下午在家")
        keys.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("住户下午在家", timeout=SOON)
        keys.press("Escape")

        unmask(page)
        open_ticket(page)
        promise(page)
        keys.press("Escape")
        keys.press("t")
        expect(page.get_by_role("dialog", name="转给同事")).to_be_visible(timeout=SOON)
        keys.press("Escape")
        expect(page.get_by_role("dialog", name="转给同事")).to_be_hidden()
        keys.press("e")
        expect(page.get_by_role("dialog", name="结束会话").get_by_label("处理小结")).to_be_focused(
            timeout=SOON
        )
        keys.type("已派师傅上门。")
        tab_to(page, "结束会话")
        keys.press("Enter")
        expect(reply_field(page)).to_have_count(0, timeout=SOON)
    assert resident.transcript()[-1]["text"]


def test_every_page_is_a_key_away_and_the_lists_lead_back(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "fangjie") as page:
        for key, title in zip("456798", ("工单", "看板", "知识", "报表", "承诺", "设置"), strict=True):
            page.keyboard.press(key)
            expect(page.get_by_role("main", name=title)).to_be_focused(timeout=SOON)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("settings/canned$"))
        page.keyboard.press("2")
        expect(page.get_by_role("tab", name=re.compile("^待接入"))).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("main", name="设置")).to_have_count(0)
    with at_desk(browser, product, "xiaolin") as page:
        page.keyboard.press("5")
        expect(page.get_by_label("会话列表").first).to_be_visible()
