"""What an agent has beside the conversation: what was before, the house's tickets, pictures both ways.

Takes the pictures of docs/console.md when LINDA_PICTURES names a folder.
"""

import io
import re
import secrets
from itertools import count
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.desks import SOON, at_desk, claim_it, open_conversation, picture, stumbling_blocks
from tests.acceptance.people import Resident, sign_in
from tests.acceptance.product import Product

TRIES = 5
_households = count(2)


def photo(colour: str = "steelblue") -> bytes:
    """A picture that somebody might take of a leak."""
    drawn = Image.new("RGB", (640, 480), "gainsboro")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((240, 60, 300, 300), fill="dimgray")
    pen.ellipse((180, 300, 420, 430), fill=colour)
    written = io.BytesIO()
    drawn.save(written, "JPEG")
    return written.getvalue()


def opened(product: Product, who: Resident, summary: str) -> str:
    """Open a ticket as an agent does; return its number."""
    with sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as client:
        body = {
            "client_key": secrets.token_hex(8),
            "conversation_id": who.conversation["id"],
            "summary": summary,
        }
        body |= {"category": "repair", "trade": "工程", "class": "important", "summary": summary}
        answered = client.post("/tickets", json=body)
        assert answered.status_code == httpx.codes.CREATED, answered.text
        return str(answered.json()["ticket"]["number"])


def moved(product: Product, number: str, *states: str) -> None:
    """Move a ticket along."""
    with sign_in(product.address, "xiaolin", product.passwords["xiaolin"]) as client:
        for state in states:
            body = {"to": state}
            assert client.post(f"/tickets/{number}/moves", json=body).status_code == httpx.codes.CREATED


@pytest.fixture
def neighbours(product: Product) -> tuple[Resident, Resident, str]:
    """Somebody who was here before with a ticket, and the same household again."""
    one = next(_households)
    room, phone = f"7栋1单元{one}02", f"138 0000 00{one:02}"
    before = Resident(product.address).arrive(room=room, phone=phone, name="赵敏")
    before.ask("转人工")
    before.show(photo())
    number = opened(product, before, "厨房水槽下面漏水，昨晚开始")
    again = Resident(product.address).arrive(room=f"7-1-{one}02", phone=phone.replace(" ", ""), name="赵敏")
    again.ask("转人工")
    return before, again, number


def missed(product: Product, question: str) -> Resident:
    """Ask what the bot cannot know, until it was its doubt, not its slowness, that brought a person."""
    for _ in range(TRIES):
        asking = Resident(product.address).arrive()
        asking.ask(question)
        with sign_in(product.address, "xiaochen", product.passwords["xiaochen"]) as client:
            shown = client.get(f"/conversations/{asking.conversation['id']}").json()
        if shown["reason"] == "low_confidence":
            return asking
    raise AssertionError("the bot was never in doubt, or always too slow")


def beside(page: Page) -> Locator:
    """The pane beside the conversation."""
    return page.get_by_role("complementary", name="住户与转接单")


def test_earlier_conversations_are_read_beside_the_work_and_nothing_can_be_said_there(
    browser: Browser, product: Product, neighbours: tuple[Resident, Resident, str]
) -> None:
    before, again, _ = neighbours
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, again.conversation["id"])
        row = page.get_by_role("button").filter(has_text="同一电话").filter(has_text="同一房屋").first
        expect(row).to_be_visible(timeout=SOON)
        row.scroll_into_view_if_needed()
        row.focus()
        page.keyboard.press("Enter")
        drawer = page.get_by_role("dialog", name=re.compile("以往会话"))
        expect(drawer.get_by_text("只读")).to_be_visible()
        expect(drawer.get_by_text("转人工").first).to_be_visible(timeout=SOON)
        expect(drawer.get_by_role("textbox")).to_have_count(0)
        assert stumbling_blocks(page) == []
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        expect(row).to_be_focused()

        row.press("Enter")
        expect(drawer.get_by_text("转人工").first).to_be_visible(timeout=SOON)
        picture(page, "console-earlier", beside=True)
        page.get_by_role("button", name="到这个会话去").click()
        expect(page).to_have_url(re.compile(before.conversation["id"]))


def test_the_houses_ticket_is_linked_and_the_resident_hears_of_it(
    browser: Browser, product: Product, neighbours: tuple[Resident, Resident, str]
) -> None:
    _, again, number = neighbours
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, again.conversation["id"])
        house = page.get_by_role("group").filter(has_text="这套房的其他工单").first
        listed = house.get_by_role("listitem").filter(has_text=number)
        expect(listed).to_be_visible(timeout=SOON)
        listed.scroll_into_view_if_needed()
        picture(page, "console-house-tickets", beside=True)
        listed.get_by_role("button", name="关联到这个会话").press("Enter")

        expect(beside(page).get_by_role("article").filter(has_text=number)).to_be_visible(timeout=SOON)
        assert any(number in turn["text"] for turn in again.hear(again.said + 1))

        other = Resident(product.address).arrive(room="9栋1单元101")
        other.ask("转人工")
        claim_it(page, other.conversation["id"])
        page.get_by_role("button", name="关联已有工单").click()
        dialog = page.get_by_role("dialog", name="关联已有工单")
        dialog.get_by_label("工单号").fill("七号")
        dialog.get_by_role("button", name="关联").click()
        expect(dialog.get_by_role("alert")).to_be_visible()
        dialog.get_by_label("工单号").fill(number.lower())
        page.keyboard.press("Enter")
        expect(beside(page).get_by_role("article").filter(has_text=number)).to_be_visible(timeout=SOON)


def test_an_agent_sends_a_picture_and_the_resident_sees_it(
    browser: Browser, product: Product, tmp_path: Path
) -> None:
    file = tmp_path / "form.jpg"
    file.write_bytes(photo("seagreen"))
    resident = Resident(product.address).arrive()
    resident.ask("转人工")
    with at_desk(browser, product, "xiaolin") as page:
        claim_it(page, resident.conversation["id"])
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="发照片").press("Enter")
        chooser.value.set_files(file)
        expect(page.get_by_text("照片已备好")).to_be_visible(timeout=SOON)
        page.get_by_placeholder(re.compile("^回复住户")).fill("请按这张表填写。")
        picture(page, "console-photo")
        page.keyboard.press("Enter")

        shown = page.get_by_role("log").get_by_role("img", name="坐席发出的图片")
        expect(shown).to_be_visible(timeout=SOON)
        expect(page.get_by_text("发送中")).to_have_count(0, timeout=SOON)
        picture(page, "console-photo-sent")
    [turn] = [one for one in resident.transcript() if one["kind"] == "image"]
    seen = httpx.get(
        f"{resident.path}/attachments/{turn['attachment']['id']}", headers=resident.headers, timeout=10
    )
    assert Image.open(io.BytesIO(seen.content)).size == (640, 480)


def hand_to_xiaochen(page: Page, card: Locator) -> None:
    """Give a ticket to a colleague, with a word."""
    card.get_by_role("button", name="换人负责").press("Enter")
    dialog = page.get_by_role("dialog", name=re.compile("换人负责"))
    dialog.get_by_role("radio", name=re.compile("小陈")).check()
    dialog.get_by_role("textbox").fill("住户约了周六上午，我休息，请你跟进。")
    picture(page, "console-ticket-owner")
    dialog.get_by_role("button", name="交给 TA").press("Enter")


def its_whole_life(page: Page, number: str) -> None:
    """Look at a ticket on the board, by its address, and leave it again."""
    page.evaluate("number => { location.hash = `#/~tickets/${number}` }", number)
    drawer = page.get_by_role("dialog", name=f"工单 {number}")
    expect(drawer.get_by_role("img", name="第 1 张照片")).to_be_visible(timeout=SOON)
    assert stumbling_blocks(page) == []
    picture(page, "console-ticket-drawer")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    picture(page, "console-tickets")


def test_a_ticket_takes_pictures_another_owner_and_a_call(browser: Browser, product: Product) -> None:
    resident = Resident(product.address).arrive(room="8栋2单元301", name="钱一")
    resident.ask("转人工")
    number = opened(product, resident, "卫生间顶上渗水")
    resident.show(photo())
    with (
        at_desk(browser, product, "xiaochen"),
        at_desk(browser, product, "xiaolin") as page,
    ):
        claim_it(page, resident.conversation["id"])
        card = beside(page).get_by_role("article").filter(has_text=number)
        card.get_by_role("button", name="加照片").press("Enter")
        dialog = page.get_by_role("dialog", name="把会话里的照片放进工单")
        dialog.get_by_role("checkbox").check()
        dialog.get_by_role("button", name="放进 1 张").press("Enter")
        expect(card.get_by_role("img", name="第 1 张照片")).to_be_visible(timeout=SOON)
        expect(card.get_by_role("button", name="加照片")).to_have_count(0)

        hand_to_xiaochen(page, card)
        expect(card.get_by_text("小陈", exact=True)).to_be_visible(timeout=SOON)
        expect(card.get_by_role("button", name="换人负责")).to_have_count(0)  # the first grade gives its own

        moved(product, number, "dispatched", "on_the_way", "done")
        card.get_by_role("button", name="记回访").press("Enter")
        dialog = page.get_by_role("dialog", name=re.compile("回访"))
        dialog.get_by_role("radio", name="联系上了，住户满意").check()
        dialog.get_by_role("button", name="记下").press("Enter")
        card.locator("summary").click()
        expect(card.get_by_text("回访：住户满意 · 小林")).to_be_visible(timeout=SOON)
        expect(card.get_by_text("改由 小陈 负责 · 小林")).to_be_visible()
        card.scroll_into_view_if_needed()
        picture(page, "console-ticket", beside=True)

        its_whole_life(page, number)


def test_the_first_grade_proposes_what_nobody_could_answer(browser: Browser, product: Product) -> None:
    asking = missed(product, "物业办公室明年会搬到哪座城市")
    with sign_in(product.address, "xiaochen", product.passwords["xiaochen"]) as client:
        body: dict[str, str] = {}
        claimed = client.post(f"/conversations/{asking.conversation['id']}/assignment", json=body)
        assert claimed.status_code == httpx.codes.CREATED, claimed.text
        said = {"client_key": "a1", "kind": "text", "text": "办公室没有搬迁计划，一直在3栋一层，请您放心。"}
        client.post(f"/conversations/{asking.conversation['id']}/turns", json=said)
    with at_desk(browser, product, "xiaochen") as page:
        page.evaluate("() => { location.hash = '#/~knowledge/misses' }")
        card = page.locator("section.card").filter(has_text="搬到哪座城市")
        expect(card).to_be_visible(timeout=SOON)
        expect(card.get_by_role("button", name="不用处理")).to_have_count(0)
        picture(page, "console-misses")
        card.get_by_role("button", name="提议新条目").press("Enter")
        dialog = page.get_by_role("dialog", name="写成新条目")
        dialog.get_by_label(re.compile("^编号")).fill("service.office.move")
        dialog.get_by_label(re.compile("^标题")).fill("物业办公室会不会搬")
        dialog.get_by_label(re.compile("^分组")).fill("服务")
        picture(page, "console-miss-draft")
        dialog.get_by_role("button", name="提交提议").press("Enter")
        expect(page.get_by_text("已提交，等二级坐席审核发布。")).to_be_visible(timeout=SOON)
    with sign_in(product.address, "laozhou", product.passwords["laozhou"]) as client:
        waiting = client.get("/knowledge/proposals", params={"estate": "yunshan"}).json()["proposals"]
    assert "service.office.move" in [one["entry_id"] for one in waiting]


def test_the_pane_of_somebody_new_says_that_nothing_was_before(browser: Browser, product: Product) -> None:
    resident = Resident(product.address).arrive()
    resident.ask("转人工")
    with at_desk(browser, product, "xiaolin") as page:
        open_conversation(page, resident.conversation["id"])
        expect(page.get_by_text("没有同一电话或同一房屋的其他会话。")).to_be_attached(timeout=SOON)
