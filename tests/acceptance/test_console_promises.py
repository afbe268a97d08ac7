"""What residents were promised: listed, reddening, one tap from its case, kept; worked by keyboard.

Takes the pictures of docs/console.md when LINDA_PICTURES names a folder.
"""

from datetime import UTC, datetime, timedelta

import httpx
from playwright.sync_api import Browser, expect

from tests.acceptance.desks import DESKTOP, PHONE, SOON, at_desk, picture, stumbling_blocks
from tests.acceptance.people import Resident, sign_in
from tests.acceptance.product import Product


def promised(product: Product, resident: Resident, *promises: tuple[str, timedelta]) -> None:
    """Claim the conversation and promise its resident all this."""
    path = f"/conversations/{resident.conversation['id']}"
    with sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as agent:
        agent.post(f"{path}/assignment").raise_for_status()
        for text, within in promises:
            due_at = (datetime.now(UTC) + within).isoformat()
            made = agent.post(f"{path}/promises", json={"text": text, "due_at": due_at})
            assert made.status_code == httpx.codes.CREATED, made.text


def test_what_was_promised_reddens_leads_to_its_case_and_is_kept_by_keyboard(
    browser: Browser, product: Product
) -> None:
    resident = Resident(product.address).arrive(room="5栋2单元803", name="孙小丽", phone="13800000055")
    resident.ask("转人工")
    promised(
        product,
        resident,
        ("师傅上门看水管", timedelta(seconds=3)),
        ("回电话告知检修结果", timedelta(minutes=10)),
        ("更换楼道灯管", timedelta(days=1)),
    )
    with at_desk(browser, product, "xiaolin") as page:
        page.keyboard.press("9")
        main = page.get_by_role("main", name="承诺")
        expect(main).to_be_focused(timeout=SOON)
        late = main.get_by_role("listitem").filter(has_text="师傅上门看水管")
        expect(late.get_by_text("已逾期")).to_be_visible(timeout=SOON)
        expect(late).to_contain_text("5栋2单元803 孙**")
        expect(late).to_contain_text("小林")
        expect(main.get_by_role("listitem").filter(has_text="回电话").get_by_text("快到期")).to_be_visible()
        page.set_viewport_size(PHONE)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        page.set_viewport_size(DESKTOP)
        picture(page, "console-promises")
        assert stumbling_blocks(page) == []

        late.get_by_role("button", name="已兑现").press("Enter")
        words = page.get_by_role("dialog", name="确认已兑现").get_by_role("textbox")
        expect(words).to_be_focused(timeout=SOON)
        page.keyboard.type("师傅已修好，住户在场。")
        page.get_by_role("button", name="确认兑现").press("Enter")
        expect(late).to_have_count(0, timeout=SOON)
        main.get_by_label("状态").select_option("已兑现")
        expect(late).to_contain_text("师傅已修好，住户在场。", timeout=SOON)
        expect(late).to_contain_text("晚于承诺时间兑现")
        late.get_by_role("link", name="打开会话").press("Enter")
        expect(page.get_by_role("log")).to_contain_text("我们承诺：师傅上门看水管", timeout=SOON)
