"""Numbers, areas, times and dates are read as residents write them, and nothing else is taken for one."""

from datetime import date
from decimal import Decimal

import pytest

from bot.language.spelling import normalise
from bot.quantities.reading import bare_number, read

TODAY = date(2026, 11, 21)

NUMBERS = [
    ("八十九平半", "area", "89.5"), ("89㎡", "area", "89"), ("８９平", "area", "89"),
    ("百八十平", "area", "180"),
    ("一百零二点三平方", "area", "102.3"), ("两百平", "area", "200"), ("89.5平米", "area", "89.5"),
    ("1,200平", "area", "1200"), ("一百二十二个平方", "area", "122"), ("壹佰贰拾平方米", "area", "120"),
    ("一百二平", "area", "120"), ("-3㎡", "area", "-3"), ("负三平", "area", "-3"), ("0平", "area", "0"),
    ("我家89平，不对，是98平", "area", "98"),
    ("仨月", "months", "3"), ("一年零三个月", "months", "15"), ("半年", "months", "6"),
    ("俩季度", "months", "6"),
    ("两个半月", "months", "2.5"), ("一年半", "months", "18"), ("十个月", "months", "10"),
    ("两年", "months", "24"),
    ("三小时二十分", "minutes", "200"), ("3个半小时", "minutes", "210"), ("一天一夜", "minutes", "1440"),
    ("90分钟", "minutes", "90"), ("26h", "minutes", "1560"), ("3小时20", "minutes", "200"),
    ("三天零两个小时", "minutes", "4440"), ("两天半", "minutes", "3600"), ("一刻钟", "minutes", "15"),
    ("两点五个小时", "minutes", "150"), ("停了-1小时", "minutes", "-60"), ("半个钟头", "minutes", "30"),
    ("拖了四十五天", "days", "45"), ("两个星期", "days", "14"),
    ("七百九十八块", "money", "798"), ("2160元", "money", "2160"), ("欠1k2", "money", "1200"),
    ("两千四块", "money", "2400"), ("二十五块八", "money", "25.8"), ("欠了3200没交", "money", "3200"),
    ("1万2千块", "money", "12000"),
    ("6楼", "floor", "6"), ("住十二层", "floor", "12"), ("3栋1201", "floor", "12"),
    ("1栋102室", "floor", "1"),
    ("用了十二吨", "tons", "12"), ("35度", "kwh", "35"), ("第三次", "nth", "3"), ("5名工人", "people", "5"),
    ("75岁", "age", "75"), ("下午三点半", "clock", "930"), ("21:05", "clock", "1265"),
    ("夜里十一点", "clock", "1380"),
    ("打俩点儿", "minutes", "120"), ("才停了十来分钟", "minutes", "10"), ("建面120", "area", "120"),
]  # fmt: skip

DATES = [
    ("2025年9月16号", date(2025, 9, 16)), ("今年三月一号", date(2026, 3, 1)),
    ("下个月初", date(2026, 12, 1)),
    ("1月20号", date(2026, 1, 20)), ("去年12月31日", date(2025, 12, 31)), ("2025-03-01", date(2025, 3, 1)),
    ("二〇二五年三月五日", date(2025, 3, 5)), ("昨天", date(2026, 11, 20)),
    ("上个月15号", date(2026, 10, 15)),
    ("21号", date(2026, 11, 21)), ("2025年2月底", date(2025, 2, 28)),
    ("后日", date(2026, 11, 23)), ("大后日", date(2026, 11, 24)),
]  # fmt: skip

PERIODS = [
    ("去年10月到今年3月", (2025, 10), (2026, 3)), ("第三季度", (2026, 7), (2026, 9)),
    ("2025年第三季度", (2025, 7), (2025, 9)), ("25年1到3月", (2025, 1), (2025, 3)),
    ("2024年11月至2月", (2024, 11), (2025, 2)), ("去年下半年", (2025, 7), (2025, 12)),
    ("上个季度", (2026, 7), (2026, 9)), ("2025年Q1", (2025, 1), (2025, 3)), ("9月份", (2026, 9), (2026, 9)),
    ("七八月份", (2026, 7), (2026, 8)), ("2025年11、12、1月", (2025, 11), (2026, 1)),
    ("2025年全年", (2025, 1), (2025, 12)), ("上个月", (2026, 10), (2026, 10)),
]  # fmt: skip


@pytest.mark.parametrize("spelling", [str, normalise])
@pytest.mark.parametrize(("text", "kind", "value"), NUMBERS)
def test_a_number_is_read_in_any_spelling(text, kind, value, spelling):
    assert read(spelling(text), TODAY).number(kind) == Decimal(value)


@pytest.mark.parametrize(("text", "day"), DATES)
def test_a_date_is_told_from_today(text, day):
    assert read(text, TODAY).first("date") == day


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_a_period_is_given_as_its_months(text, first, last):
    months = read(text, TODAY).first("period")
    assert (months[0], months[-1]) == (first, last)
    assert len(months) == (last[0] - first[0]) * 12 + last[1] - first[1] + 1


@pytest.mark.parametrize(
    "text",
    ["3栋1201", "浙A12345", "13800001111", "0571-55500101", "2025年", "叠拼12号", "S15", "三块六一平"],
)
def test_what_is_no_area_is_not_taken_for_one(text):
    quantities = read(text, TODAY)
    assert not quantities.has_own("area", "money", "months", "minutes", "tons")


@pytest.mark.parametrize("text", ["一平", "一度", "一吨", "一个小时", "每个月"])
def test_one_of_a_unit_is_the_unit_of_a_price(text):
    assert not read(text, TODAY).has_own("area", "kwh", "tons", "minutes", "months")


@pytest.mark.parametrize("text", ["两三个小时", "七八天", "100多平", "七八个月"])
def test_an_approximation_is_no_number(text):
    assert not read(text, TODAY).has("minutes", "days", "area", "months", "period")


def test_a_kind_of_parking_level_is_read():
    levels = {"B2年付": "B2", "负一层": "B1", "地下二层": "B2"}
    assert {text: read(text, TODAY).first("level") for text in levels} == levels


@pytest.mark.parametrize(("text", "value"), [("89", 89), ("大概八十九吧", 89), ("５个", 5), ("一百二", 120)])
def test_a_reply_that_is_nothing_but_a_number_is_read(text, value):
    assert bare_number(text) == value


@pytest.mark.parametrize("text", ["我不知道", "", "89平的高层", "明天再说"])
def test_any_other_reply_is_no_bare_number(text):
    assert bare_number(text) is None


@pytest.mark.parametrize("text", ["9" * 2000, "一" * 2000, "万" * 500, "1点" * 700, "年月日" * 500])
def test_absurd_text_is_read_without_an_error(text):
    assert read(text, TODAY).text
