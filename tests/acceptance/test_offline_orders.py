"""A repairer's phone without a network: what is written down survives, and is synced once and in order."""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.desks import PHONE, SOON, picture, stumbling_blocks
from tests.acceptance.people import sign_in

if TYPE_CHECKING:
    import httpx

    from tests.acceptance.product import Product

# One pixel of PNG.
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FINE_WITHOUT_NETWORK = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|401|Failed to load resource")


@pytest.fixture
def desk(product: Product) -> Iterator[httpx.Client]:
    with sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as client:
        yield client


def sent_out(desk: httpx.Client, summary: str, house: str) -> str:
    """Open a ticket and send it out; return its number."""
    matter = {"category": "repair", "trade": "工程", "class": "important", "summary": summary, "house": house}
    body = {"client_key": uuid.uuid4().hex, "estate": "yunshan", **matter}
    number: str = desk.post("/tickets", json=body).raise_for_status().json()["ticket"]["number"]
    move(desk, number, "dispatched")
    return number


def move(desk: httpx.Client, number: str, to: str) -> None:
    desk.post(f"/tickets/{number}/moves", json={"to": to, "note": "请带角阀和生料带"}).raise_for_status()


def ticket(desk: httpx.Client, number: str) -> dict[str, Any]:
    found: dict[str, Any] = desk.get(f"/tickets/{number}").raise_for_status().json()
    return found


@pytest.fixture
def phone(browser: Browser, product: Product) -> Iterator[Page]:
    """A repairer's phone, signed in; what the browser complains about fails the test."""
    context = browser.new_context(
        viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True, is_mobile=True
    )
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on(
        "console",
        lambda said: (
            failures.append(said.text)
            if said.type in {"error", "warning"} and not FINE_WITHOUT_NETWORK.search(said.text)
            else None
        ),
    )
    page.goto(f"{product.address}/orders/")
    assert stumbling_blocks(page) == []
    page.get_by_label("用户名").fill("lishifu")
    page.get_by_label("密码").fill(product.passwords["lishifu"])
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("已全部同步")).to_be_visible(timeout=SOON)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    yield page
    context.close()
    assert failures == []


def card(page: Page, summary: str) -> Locator:
    return page.get_by_role("button").filter(has_text=summary)


def test_a_day_without_a_network_is_written_down_and_synced_once_and_in_order(
    phone: Page, desk: httpx.Client
) -> None:
    summary = f"厨房水槽漏水 {uuid.uuid4().hex[:4]}"
    number = sent_out(desk, summary, "3-2-1201")
    phone.reload()
    expect(card(phone, summary)).to_be_visible(timeout=SOON)
    phone.context.set_offline(True)
    card(phone, summary).click()
    phone.get_by_role("button", name="接单").click()
    phone.get_by_role("button", name="出发").click()
    phone.get_by_role("button", name="开工").click()
    phone.locator("input[type=file]").set_input_files(
        {"name": "done.png", "mimeType": "image/png", "buffer": PHOTO}
    )
    expect(phone.get_by_text("待同步 4 条")).to_be_visible(timeout=SOON)
    phone.get_by_role("button", name="完工").click()
    expect(phone.get_by_text("请先写一句处理说明")).to_be_visible(timeout=SOON)
    phone.get_by_label("处理说明").fill("更换角阀，试水不漏")
    phone.reload()
    expect(phone.get_by_label("处理说明")).to_have_value("更换角阀，试水不漏", timeout=SOON)
    assert stumbling_blocks(phone) == []
    picture(phone, "orders-offline")
    phone.get_by_role("button", name="完工").click()
    expect(phone.get_by_text("待同步 5 条")).to_be_visible(timeout=SOON)
    phone.reload()
    expect(phone.get_by_text("待同步 5 条")).to_be_visible(timeout=SOON)
    assert ticket(desk, number)["steps"] == []
    phone.context.set_offline(False)
    expect(phone.get_by_text("已全部同步")).to_be_visible(timeout=SOON)
    found = ticket(desk, number)
    assert [one["to"] for one in found["moves"]] == ["accepted", "dispatched", "on_the_way", "done"]
    kinds = ["accept", "set_out", "begin", "picture", "finish"]
    assert [(one["kind"], one["refused"]) for one in found["steps"]] == [(kind, None) for kind in kinds]
    assert found["moves"][-1]["note"] == "更换角阀，试水不漏"
    expect(phone.get_by_role("img", name="照片")).to_be_visible(timeout=SOON)
    assert stumbling_blocks(phone) == []
    picture(phone, "orders-done")


def test_what_was_closed_meanwhile_is_kept_and_shown_until_it_was_read(
    phone: Page, desk: httpx.Client
) -> None:
    summary = f"楼道灯不亮 {uuid.uuid4().hex[:4]}"
    number = sent_out(desk, summary, "5-1-302")
    phone.reload()
    expect(card(phone, summary)).to_be_visible(timeout=SOON)
    phone.context.set_offline(True)
    card(phone, summary).focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name=number)).to_be_focused(timeout=SOON)
    phone.get_by_role("button", name="接单").press("Enter")
    expect(phone.get_by_text("待同步 1 条")).to_be_visible(timeout=SOON)
    move(desk, number, "cancelled")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="返回列表").click()
    refused = phone.get_by_role("region", name="没有生效的记录")
    expect(refused).to_contain_text("现在是“已取消”", timeout=SOON)
    phone.reload()
    expect(refused).to_contain_text(number, timeout=SOON)
    phone.get_by_role("button", name="大字").click()
    expect(phone.locator("html")).to_have_class("large")
    assert stumbling_blocks(phone) == []
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    picture(phone, "orders-refused-large")
    phone.get_by_role("button", name=f"知道了：{number}").click()
    expect(refused).to_have_count(0)
    assert [one["refused"] is None for one in ticket(desk, number)["steps"]] == [False]


def test_the_page_of_the_agents_sends_a_repairer_to_their_own(browser: Browser, product: Product) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{product.address}/console/")
    page.get_by_label("用户名").fill("lishifu")
    page.get_by_label("密码").fill(product.passwords["lishifu"])
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/orders/", timeout=SOON)
    page.close()
