"""What must not be overlooked: incidents, a messenger that takes nothing more, a lost lease, publications.

Takes the pictures of docs/console.md when LINDA_PICTURES names a folder.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, expect

from handoff.desk.access import new_id
from handoff.desk.ports import Work
from handoff.domain.conversation import AgentName, Consent
from handoff.domain.conversation import Resident as Person
from handoff.domain.correspondent import AccountName, Correspondent
from handoff.domain.knowledge import Publication
from handoff.domain.quota import Allowance, Quota
from handoff.domain.records import NewConversation
from handoff.domain.turn import RESIDENT, Line
from tests.acceptance.behind import behind_the_desk
from tests.acceptance.desks import (
    SOON,
    at_desk,
    claim_it,
    open_conversation,
    picture,
    reply_field,
    stumbling_blocks,
)
from tests.acceptance.people import Resident
from tests.acceptance.product import ESTATE, Product

LATER = 40_000  # milliseconds; what takes a few sweeps, on a slow machine
# Stands in for the desktop: says what the page asked for and would have shown.
DESKTOP = """
window.notices = [];
window.Notification = class {
  static permission = 'default';
  static async requestPermission() { return (window.Notification.permission = 'granted'); }
  constructor(title, options) { window.notices.push({ title, ...options }); }
  close() {}
};
"""


def follower(product: Product, quota: Quota, *, room: str) -> str:
    """Somebody who wrote in WeChat, whose messenger takes so much more; return the conversation's id."""
    conversation, now = new_id(), datetime.now(UTC)

    async def write(work: Work) -> None:
        new = NewConversation(
            id=conversation,
            token_hash=new_id(),
            estate=ESTATE,
            channel="wechat",
            resident=Person(room=room),
            consent=Consent("1", now),
            at=now,
        )
        await work.conversations.add(new)
        person = Correspondent(
            id=new_id(),
            account=AccountName("wechat", "yunshan"),
            person=new_id(),
            conversation_id=conversation,
            quota=quota,
        )
        await work.correspondents.add(person, now)
        await work.turns.append(conversation, Line(author=RESIDENT, text="地库的灯一直不亮"), now)

    behind_the_desk(product, write)
    return conversation


def leave_one(product: Product, conversation: str, until: datetime) -> None:
    """One message more, and the resident's messenger takes nothing."""

    async def spend(work: Work) -> None:
        person = await work.correspondents.of(conversation)
        assert person is not None
        await work.correspondents.update(replace(person, quota=Quota({"message": Allowance(1, 5, until)})))

    behind_the_desk(product, spend)


def fail_delivery(product: Product, conversation: str) -> None:
    """What was said last did not reach WeChat: 48 hours are over. This desk has no account to try it with."""

    async def fail(work: Work) -> None:
        found = await work.conversations.get(conversation)
        assert found is not None
        await work.deliveries.fail(conversation, [found.last_seq], datetime.now(UTC), error="window")

    behind_the_desk(product, fail)


def test_many_reports_are_one_incident_and_one_update_reaches_all(browser: Browser, product: Product) -> None:
    reporters = [Resident(product.address).arrive(room=f"6栋1单元{floor}01") for floor in range(2, 8)]
    for one in reporters[:5]:
        one.say("我家停水了")
    with at_desk(browser, product, "laozhou") as page:
        page.get_by_role("button", name=re.compile("^提醒，")).press("Enter")
        proposed = page.get_by_role("dialog", name="提醒").get_by_text("疑似同一故障：6栋")
        expect(proposed).to_be_visible(timeout=SOON)
        assert stumbling_blocks(page) == []
        picture(page, "console-incident-proposed")
        page.get_by_role("button", name="确认为一起事件").press("Enter")
        expect(proposed).to_have_count(0, timeout=SOON)
        page.keyboard.press("Escape")

        open_conversation(page, reporters[0].conversation["id"])
        banner = page.get_by_role("heading", name=re.compile("事件处理中：6栋"))
        expect(banner).to_be_visible(timeout=SOON)
        picture(page, "console-incident", beside=True)

        page.evaluate("() => { location.hash = '#/~board' }")
        incidents = page.get_by_role("region", name="公共事件")
        incidents.get_by_role("button", name="发布进展").press("Enter")
        dialog = page.get_by_role("dialog", name="发布进展")
        dialog.get_by_role("textbox").fill("水泵已修好，正在逐层恢复，预计18:00前全部正常。")
        picture(page, "console-incident-update")
        dialog.get_by_role("button", name="发布进展").press("Enter")
        expect(incidents.get_by_text("水泵已修好")).to_be_visible(timeout=SOON)
        page.get_by_role("main").evaluate("main => main.scrollTo(0, 0)")
        picture(page, "console-board")
        for one in reporters[:5]:
            assert any("水泵已修好" in turn["text"] for turn in one.transcript())
        open_conversation(page, reporters[0].conversation["id"])
        expect(page.get_by_role("log").get_by_text("水泵已修好")).to_be_visible(timeout=SOON)
        picture(page, "console-incident-told")


def test_what_wechat_takes_is_counted_and_what_does_not_arrive_says_why(
    browser: Browser, product: Product
) -> None:
    until = datetime.now(UTC) + timedelta(hours=31)
    last = follower(product, Quota({"message": Allowance(5, 5, until)}), room="2栋1单元501")
    shut = follower(product, Quota({}), room="2栋1单元502")
    with at_desk(browser, product, "xiaochen") as page:
        claim_it(page, last)
        leave_one(product, last, until)
        page.reload()
        expect(page.get_by_text("还可发 1/5 条")).to_be_visible()
        expect(page.get_by_text("这是住户下次来消息前的最后一条")).to_be_visible()
        expect(page.get_by_text("4 秒内连着发的几句会并成一条")).to_be_visible()
        picture(page, "console-quota")

        claim_it(page, shut)
        expect(page.get_by_text("微信已不允许回复")).to_be_visible()
        field = reply_field(page)
        field.fill("您好，电工明天上午到。")
        field.press("Enter")
        log = page.get_by_role("log")
        expect(log.get_by_text("等待送达微信").last).to_be_visible(timeout=SOON)
        fail_delivery(product, shut)
        page.reload()
        expect(log.get_by_text("没有送到：超过 48 小时").first).to_be_visible(timeout=SOON)
        picture(page, "console-undelivered")


def test_who_was_away_too_long_is_told_what_went_back_to_the_queue(
    browser: Browser, product: Product
) -> None:
    resident = Resident(product.address).arrive(room="4栋1单元302")
    resident.ask("转人工")
    with at_desk(browser, product, "xiaochen") as page:
        claim_it(page, resident.conversation["id"])
        page.context.set_offline(True)
        expect(page.get_by_text("重连中").first).to_be_visible(timeout=SOON)

        async def give_back(work: Work) -> None:
            held = await work.conversations.get(resident.conversation["id"])
            assert held is not None
            await work.conversations.change_holder(held, "queue", None, at=datetime.now(UTC))

        behind_the_desk(product, give_back)  # as the sweep does after 45 seconds without a sign of life
        page.context.set_offline(False)
        expect(page.get_by_text("已交回队列")).to_be_visible(timeout=LATER)
        picture(page, "console-lease-lost")
        page.get_by_role("button", name="知道了").press("Enter")
        expect(page.get_by_text("已交回队列")).to_have_count(0)


def test_desktop_notices_are_asked_for_by_a_press_and_come_while_nobody_looks(
    browser: Browser, product: Product
) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        page.add_init_script(DESKTOP)
        page.reload()
        page.get_by_role("button", name=re.compile("^提醒")).first.press("Enter")
        asking = page.get_by_role("button", name="开启桌面通知")
        expect(asking).to_be_visible(timeout=SOON)
        picture(page, "console-notices-asked")
        asking.press("Enter")
        expect(page.get_by_text("桌面通知已开")).to_be_visible()
        picture(page, "console-notices-on")
        page.evaluate("() => { document.hasFocus = () => false }")
        Resident(product.address).arrive().ask("电梯里有人被困住了")
        page.wait_for_function("() => window.notices.length > 0", timeout=LATER)
        [title] = {one["title"] for one in page.evaluate("() => window.notices")}
        assert title == "邻答 · 有提醒待确认"
        page.keyboard.press("Escape")
        band = page.get_by_role("alert").filter(has_text="紧急")
        for button in band.get_by_role("button", name="我来处理").all():
            button.click()
        expect(band).to_have_count(0, timeout=SOON)


def publication(state: str, **more: object) -> Publication:
    now = datetime.now(UTC)
    told: dict[str, object] = {
        "id": new_id(),
        "estate": ESTATE,
        "state": "running",
        "note": "停车收费按新公示改",
        "by": AgentName("laozhou", "老周"),
        "began_at": now,
        "changes": [],
        "lines": ["检查条目：没有问题。", "训练话题模型…"],
        "problems": [],
    }
    ended = {} if state == "running" else {"state": state, "ended_at": now}
    return Publication(**{**told, **ended, **more})  # type: ignore[arg-type]  # each has its field's type


BROKEN = {
    "question": "地库车位一个月多少钱",
    "entry_id": "fee.parking.underground",
    "before": {"entry_id": "fee.parking.underground", "confidence": 0.91},
    "after": {"entry_id": "fee.parking.surface", "confidence": 0.55},
}


def test_a_publication_is_seen_running_refused_with_what_broke_and_done(
    browser: Browser, product: Product
) -> None:
    gate = {"asked": 214, "right": 213, "broken": [BROKEN], "wrong": [], "notes": []}
    running = publication("running")
    refused = publication(
        "refused", id=running.id, gate=gate, problems=["有 1 个原来答对的问题，发布后会答错。"]
    )
    done = publication("published", version="0007", gate={**gate, "right": 214, "broken": []})

    async def begin(work: Work) -> None:
        await work.publications.begin(running)

    async def refuse(work: Work) -> None:
        await work.publications.end(refused)

    async def finish(work: Work) -> None:
        await work.publications.begin(publication("running", id=done.id))
        await work.publications.end(done)

    with at_desk(browser, product, "laozhou") as page:
        behind_the_desk(product, begin)
        page.evaluate("() => { location.hash = '#/~knowledge/publish' }")
        expect(page.get_by_text("训练话题模型…")).to_be_visible(timeout=LATER)
        picture(page, "console-publication-running")
        behind_the_desk(product, refuse)
        broken = page.get_by_role("checkbox", name=re.compile("地库车位"))
        expect(broken).to_be_visible(timeout=LATER)
        broken.press("Space")
        expect(page.get_by_role("button", name=re.compile("放行勾选的问题"))).to_be_visible()
        picture(page, "console-publication-refused")
        behind_the_desk(product, finish)
        page.reload()
        expect(page.get_by_text("214").first).to_be_visible(timeout=LATER)
        picture(page, "console-publication-done")


def test_thresholds_are_tried_on_what_the_bot_really_decided(browser: Browser, product: Product) -> None:
    for question in ("叠拼物业费多少钱一平", "装修押金多久退", "地下车位一个月多少钱", "几点可以装修"):
        Resident(product.address).arrive().ask(question)
    with at_desk(browser, product, "laozhou") as page:
        page.evaluate("() => { location.hash = '#/~knowledge/thresholds' }")
        expect(page.locator("canvas").first).to_be_visible(timeout=LATER)
        expect(page.get_by_role("table").get_by_text("现在").first).to_be_visible()
        assert stumbling_blocks(page) == []
        picture(page, "console-thresholds")
