"""The story of issue and answer in a real browser: a resident on a phone, an agent at a desk.

Takes the pictures that the README shows when LINDA_PICTURES names a folder.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.acceptance.product import Product

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
SOON = 10_000  # milliseconds


@pytest.fixture
def resident(browser: Browser, product: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True)
    page = context.new_page()
    failures = errors_of(page)
    page.goto(product.address)
    yield page
    context.close()
    assert failures == []


@pytest.fixture
def agent(browser: Browser, product: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    page = context.new_page()
    failures = errors_of(page)
    page.goto(f"{product.address}/console/")
    page.get_by_label("用户名").fill("xiaolin")
    page.get_by_label("密码").fill(product.passwords["xiaolin"])
    page.get_by_role("button", name="登录").click()
    expect(
        page.get_by_role("region", name="会话列表").or_(page.get_by_label("会话列表")).first
    ).to_be_visible()
    yield page
    context.close()
    assert failures == []


def errors_of(page: Page) -> list[str]:
    """Collect what the browser complains about; a 401 before sign-in is expected and not an error of ours."""
    failures: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "401" not in message.text:
            failures.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: failures.append(str(error)))
    return failures


def ask(page: Page, text: str) -> None:
    box = page.get_by_placeholder(re.compile("输入问题|继续提问"))
    box.fill(text)
    box.press("Enter")


def open_chat(page: Page) -> None:
    page.get_by_role("button", name=re.compile("打开在线咨询|问物业")).first.click()


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("LINDA_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_a_resident_is_answered_handed_over_and_sees_every_line(resident: Page, agent: Page) -> None:
    open_chat(resident)
    ask(resident, "叠拼物业费多少钱一平")
    resident.get_by_role("button", name=re.compile("同意并")).click()
    expect(resident.get_by_text("3.60元").first).to_be_visible(timeout=SOON)
    expect(resident.get_by_text("《收费公示》").first).to_be_visible()
    picture(resident, "widget")

    ask(resident, "物业办公室明年会搬到哪座城市")
    expect(resident.get_by_text("排队").first).to_be_visible(timeout=SOON)

    row = agent.get_by_text("物业办公室明年会搬到哪座城市").first
    agent.get_by_role("tab", name=re.compile("待接入")).click()
    row.click(timeout=SOON)
    agent.get_by_role("button", name=re.compile("接入这位住户")).first.click()
    picture(agent, "console")
    answer = "您好，我是小林，办公室没有搬迁计划。"
    agent.get_by_placeholder(re.compile("回复住户")).fill(answer)
    agent.keyboard.press("Enter")

    expect(resident.get_by_text(answer)).to_be_visible(timeout=SOON)
    expect(resident.get_by_text(re.compile("人工（小林）")).first).to_be_visible()

    agent.get_by_role("button", name=re.compile("^结束")).first.click()
    dialog = agent.get_by_role("dialog")
    dialog.get_by_placeholder(re.compile("例：")).fill("已答复住户。")
    dialog.get_by_role("button", name="结束会话").click()
    expect(resident.get_by_text("已结束").first).to_be_visible(timeout=SOON)

    resident.reload()  # it was open, so it opens again by itself
    expect(resident.get_by_text(answer)).to_have_count(1, timeout=SOON)


def test_markup_is_shown_as_text_on_both_pages(resident: Page, agent: Page) -> None:
    hostile = "<img src=x onerror=\"document.title='坏了'\">"
    open_chat(resident)
    ask(resident, hostile)
    resident.get_by_role("button", name=re.compile("同意并")).click()
    resident.get_by_role("button", name="转人工客服").first.click()

    agent.get_by_role("tab", name=re.compile("待接入")).click()
    agent.get_by_role("listitem").filter(has_text="img src").first.click(timeout=SOON)

    expect(agent.get_by_text(hostile).first).to_be_visible()
    expect(resident.get_by_text(hostile).first).to_be_visible()
    assert "坏了" not in resident.title() + agent.title()


def test_enter_while_composing_chinese_sends_nothing(resident: Page) -> None:
    open_chat(resident)
    box = resident.get_by_placeholder("输入问题")
    box.fill("wuyefei")
    box.dispatch_event("compositionstart")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229})

    expect(box).to_have_value("wuyefei")
