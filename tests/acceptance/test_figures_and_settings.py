"""A supervisor reads the figures, a manager sets up the desk: in a real browser, against the whole product.

Takes the pictures of docs/console.md when LINDA_PICTURES names a folder.
"""

import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.desks import SOON, at_desk, picture
from tests.acceptance.past_weeks import live_through
from tests.acceptance.people import sign_in
from tests.acceptance.product import Product

DAYS = 62  # thirty and the thirty before


@pytest.fixture(scope="module")
def weeks(product: Product) -> Product:
    """The product after two months of work."""
    live_through(product, DAYS, seed=7)
    return product


def go(page: Page, place: str) -> None:
    """Go to a page by its address."""
    page.evaluate("place => { location.hash = `#/~${place}` }", place)


def test_a_supervisor_reads_the_figures_and_takes_them_along(browser: Browser, weeks: Product) -> None:
    with at_desk(browser, weeks, "laozhou") as page:
        go(page, "figures")
        cards = page.get_by_label("主要指标，点一项看走势和分组")
        expect(cards.get_by_role("button")).to_have_count(8, timeout=SOON)
        expect(page.locator("canvas")).to_have_count(2, timeout=SOON)
        with sign_in(weeks.address, "laozhou", weeks.passwords["laozhou"]) as desk:
            total = desk.get("/figures", params={"by": "day"}).json()["total"]["satisfaction"]
        words = f"{total['denominator']} 个评价，{total['numerator']} 个 4–5 分"
        expect(cards.get_by_text(words)).to_be_visible()
        picture(page, "figures")

        cards.get_by_role("button", name=re.compile("^满意度")).click()
        expect(page.get_by_role("heading", name="满意度 · 每日走势")).to_be_visible()
        page.get_by_text("用表格看每天的数").click()
        expect(page.get_by_role("columnheader", name="满意度").first).to_be_visible()
        page.get_by_label("分组", exact=True).select_option("agent")
        expect(page.get_by_role("rowheader", name="小林")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("rowheader", name="合计")).to_be_visible()

        with page.expect_download() as taken:
            page.get_by_role("button", name="下载 CSV").or_(page.get_by_role("link", name="下载 CSV")).click()
        table = taken.value.path().read_bytes()
        assert table.startswith(b"\xef\xbb\xbf")
        assert "小林" in table.decode()

        page.get_by_role("button", name="自选日期").click()
        page.get_by_label("开始日期").fill("2020-01-01")
        page.get_by_label("结束日期").fill("2020-01-07")
        expect(page.get_by_text("这段时间还没有数据")).to_be_visible(timeout=SOON)
        page.get_by_label("结束日期").fill("2019-12-01")
        expect(page.get_by_text("开始日期晚于结束日期，请对调。")).to_be_visible()


def test_the_first_grade_has_no_figures_and_only_looks_at_people(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        go(page, "settings")
        expect(page.get_by_text("人员由三级坐席维护，这里可以查看。")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("button", name=re.compile("^修改"))).to_have_count(0)
        expect(page.get_by_role("link", name="报表")).to_have_count(0)
        go(page, "settings/alerts")
        expect(page.get_by_text("最近的提醒走到了哪一级")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("企业微信群机器人")).to_have_count(0)
        go(page, "settings/times")
        expect(page.get_by_text("响应和办结时限")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("button", name="修改")).to_have_count(0)


def test_a_manager_gives_a_colleague_a_shift_and_it_is_logged(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "fangjie") as page:
        go(page, "settings/people")
        page.get_by_role("button", name="修改小陈").click(timeout=SOON)
        form = page.get_by_role("dialog")
        form.get_by_label("工程").check()
        form.get_by_placeholder(re.compile("例：3栋")).fill("3栋、5栋")
        form.get_by_role("button", name="加一个班次").click()
        picture(page, "settings-person")
        form.get_by_role("button", name="保存").click()
        row = page.get_by_role("row", name=re.compile("小陈"))
        expect(row).to_contain_text("周一至周五 08:30–18:00", timeout=SOON)
        expect(row).to_contain_text("3栋、5栋")
        picture(page, "settings-people")

        go(page, "settings/audit")
        logged = page.get_by_role("row", name=re.compile("修改坐席.*小陈"))
        expect(logged).to_contain_text("技能", timeout=SOON)
        picture(page, "settings-audit")


def test_a_closed_account_signs_in_nowhere_until_it_is_opened_again(
    browser: Browser, product: Product
) -> None:
    def knocks() -> int:
        body = {"username": "lishifu", "password": product.passwords["lishifu"]}
        return httpx.post(f"{product.address}/api/v1/sessions", json=body, timeout=10).status_code

    with at_desk(browser, product, "fangjie") as page:
        go(page, "settings/people")
        page.get_by_role("button", name="李师傅的账号").click(timeout=SOON)
        form = page.get_by_role("dialog")
        form.get_by_role("button", name="停用账号").click()
        expect(form.get_by_role("alert")).to_have_text("请写明停用原因。")
        form.get_by_label("停用原因（会写进操作记录）").fill("手机丢了")
        picture(page, "settings-account")
        form.get_by_role("button", name="停用账号").click()
        row = page.get_by_role("row", name=re.compile("李师傅"))
        expect(row).to_contain_text("已停用", timeout=SOON)
        assert knocks() == httpx.codes.FORBIDDEN
        page.get_by_role("button", name="李师傅的账号").click()
        form.get_by_role("button", name="恢复账号").click()
        expect(row).not_to_contain_text("已停用", timeout=SOON)
        assert knocks() == httpx.codes.CREATED

        page.get_by_role("button", name="方杰的账号").click()
        expect(form.get_by_text("不能停用自己的账号")).to_be_visible()


def test_a_manager_opens_an_account_and_its_owner_signs_in(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "fangjie") as page:
        go(page, "settings/people")
        page.get_by_role("button", name="新增坐席").click(timeout=SOON)
        form = page.get_by_role("dialog", name="新增坐席")
        form.get_by_label("用户名").fill("xiaolin")
        form.get_by_label("姓名").fill("小何")
        first = form.get_by_label("初始密码").input_value()
        picture(page, "settings-newcomer")
        form.get_by_role("button", name="开通账号").click()
        expect(form.get_by_role("alert")).to_contain_text("已经有人用用户名", timeout=SOON)
        form.get_by_label("用户名").fill("xiaohe")
        form.get_by_role("button", name="开通账号").click()
        expect(page.get_by_role("row", name=re.compile("小何"))).to_contain_text("一级坐席", timeout=SOON)
    sign_in(product.address, "xiaohe", first).close()


def test_an_agent_changes_the_password_by_keyboard_alone(browser: Browser, product: Product) -> None:
    fresh = f"{product.passwords['xiaochen']}-2"
    with at_desk(browser, product, "xiaochen") as page:
        page.get_by_role("button", name=re.compile("^小陈")).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("End")
        page.keyboard.press("ArrowUp")  # above the last, which signs out
        page.keyboard.press("Enter")
        form = page.get_by_role("dialog", name="修改密码")
        expect(form.get_by_label("现在的密码")).to_be_focused(timeout=SOON)
        page.keyboard.type("不是这个")
        for field in ("新密码（至少 8 位）", "再输入一次新密码"):
            form.get_by_label(field).fill(fresh)
        page.keyboard.press("Enter")
        expect(form.get_by_role("alert")).to_contain_text("现在的密码不对", timeout=SOON)
        form.get_by_label("现在的密码").fill(product.passwords["xiaochen"])
        picture(page, "password")
        page.keyboard.press("Enter")
        expect(form).to_have_count(0, timeout=SOON)
    product.passwords["xiaochen"] = fresh
    sign_in(product.address, "xiaochen", fresh).close()


def test_a_limit_that_a_manager_sets_is_the_one_the_figures_show(browser: Browser, weeks: Product) -> None:
    with at_desk(browser, weeks, "fangjie") as page:
        go(page, "settings/limits")
        field = page.get_by_label(re.compile("^满意度"))
        expect(field).to_have_value("90", timeout=SOON)
        field.fill("120")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("满意度的预警线应在 0 到 100 之间")).to_be_visible()
        field.fill("87.5")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("预警线已保存")).to_be_visible(timeout=SOON)
        picture(page, "settings-limits")
        go(page, "figures")
        card = page.get_by_role("button", name=re.compile("^满意度"))
        expect(card).to_contain_text("不低于 87.5%", timeout=SOON)
        go(page, "settings/limits")
        page.get_by_role("button", name="恢复默认").click()
        expect(field).to_have_value("90", timeout=SOON)


def test_a_canned_reply_is_seen_as_the_resident_will_see_it(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "laozhou") as page:
        go(page, "settings/canned")
        page.get_by_role("button", name="新增快捷回复").first.click(timeout=SOON)
        form = page.get_by_role("dialog")
        form.get_by_label("谁可以用").select_option(label="云杉花园的全部坐席")
        form.get_by_label("快捷词").fill("回访问候")
        form.get_by_label("标题").fill("回访时的问候")
        form.get_by_label("内容", exact=True).fill("{resident}您好，我是{phone}")
        form.get_by_role("button", name="保存").click()
        expect(form.get_by_role("alert")).to_contain_text("{phone}")
        form.get_by_label("内容", exact=True).fill("您好，我是")
        form.get_by_role("button", name="我的名字").click()
        expect(form.get_by_text("您好，我是老周")).to_be_visible()
        picture(page, "settings-canned")
        form.get_by_role("button", name="保存").click()
        expect(page.get_by_text("/回访问候")).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="删除 回访时的问候").click()
        page.get_by_role("dialog").get_by_role("button", name="删除").click()
        expect(page.get_by_text("/回访问候")).to_have_count(0, timeout=SOON)


def test_service_times_are_changed_by_a_manager_and_counted_anew(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "fangjie") as page:
        go(page, "settings/times")
        page.get_by_role("button", name="修改").click(timeout=SOON)
        hours = page.get_by_label("工作日", exact=True)
        before = hours.input_value()
        hours.fill("早上到晚上")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text(re.compile("^服务时间看不懂"))).to_be_visible()
        hours.fill(before)
        page.get_by_label("一般响应的数量").fill("90")
        picture(page, "settings-times")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("row", name=re.compile("一般"))).to_contain_text("90 分钟", timeout=SOON)


def test_a_house_code_is_shown_once(browser: Browser, product: Product) -> None:
    with at_desk(browser, product, "xiaolin") as page:
        go(page, "settings/houses")
        page.get_by_label("房号", exact=True).fill("不是房号")
        page.get_by_role("button", name="生成绑定码").click()
        expect(page.get_by_text(re.compile("^看不懂这个房号")).first).to_be_visible(timeout=SOON)
        page.get_by_label("房号", exact=True).fill("3栋2单元1201")
        page.get_by_role("button", name="生成绑定码").click()
        expect(page.get_by_text(re.compile(r"^\d{4} \d{4}$"))).to_be_visible(timeout=SOON)
        go(page, "settings/people")
        go(page, "settings/houses")
        expect(page.get_by_label("房号", exact=True)).to_be_visible(timeout=SOON)
        expect(page.get_by_text(re.compile(r"^\d{4} \d{4}$"))).to_have_count(0)
