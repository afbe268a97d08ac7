"""Agents at their screens: a browser page that is signed in, what it may complain about, and its pictures."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.acceptance.product import ROOT, Product

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
SOON = 10_000  # milliseconds
AXE = ROOT / "handoff" / "console" / "node_modules" / "axe-core" / "axe.min.js"
# What the page is meant to meet and to show in its own words: not signed in, refused, cut off.
EXPECTED = re.compile(r"400|401|403|404|409|ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket")


@contextmanager
def at_desk(browser: Browser, product: Product, name: str, *, phone: bool = False) -> Iterator[Page]:
    """Give a console page where this agent is signed in; what the browser complains about fails the test."""
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=phone
    )
    page = context.new_page()
    failures: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not EXPECTED.search(message.text):
            failures.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{product.address}/console/")
    sign_in_at(page, name, product.passwords[name])
    yield page
    context.close()
    assert failures == []


def sign_in_at(page: Page, name: str, password: str) -> None:
    """Sign in as people do."""
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_label("会话列表").first).to_be_visible(timeout=SOON)


def open_conversation(page: Page, conversation: str) -> None:
    """Go to a conversation by its address, as a link in a notice does."""
    page.evaluate("id => { location.hash = `#/${id}` }", conversation)
    expect(page.get_by_role("log")).to_be_visible(timeout=SOON)


def claim_it(page: Page, conversation: str) -> None:
    """Open a conversation and take it over."""
    open_conversation(page, conversation)
    page.get_by_role("button", name=re.compile("接入这位住户|从机器人接过来")).click(timeout=SOON)
    expect(reply_field(page)).to_be_visible(timeout=SOON)


def reply_field(page: Page) -> object:
    """Return the field for words to the resident."""
    return page.get_by_placeholder(re.compile("^回复住户"))


def picture(page: Page, name: str, *, beside: bool = False) -> None:
    """Take a picture at desk and phone width, where LINDA_PICTURES names a folder.

    `beside`: what it is about stands in the pane beside the conversation, which a phone opens first.
    """
    folder = os.environ.get("LINDA_PICTURES")
    if not folder:
        return
    before = page.viewport_size
    for size, mark in ((DESKTOP, ""), (PHONE, "-phone")):
        page.set_viewport_size(size)
        if beside and mark:
            page.get_by_role("button", name="资料").click()
        page.wait_for_timeout(400)
        page.screenshot(path=str(Path(folder) / f"{name}{mark}.png"))
        if beside and mark:
            page.go_back()
    if before:
        page.set_viewport_size(before)
        page.wait_for_timeout(200)


def stumbling_blocks(page: Page) -> list[str]:
    """Ask axe-core what somebody who cannot see or point would stumble over."""
    expect(page.locator(".el-message")).to_have_count(0, timeout=SOON)  # half faded, nothing has contrast
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]
