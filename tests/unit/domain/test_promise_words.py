"""Which words hold a dated promise, and for when."""

from datetime import datetime
from pathlib import Path

import pytest

from handoff.domain.promise_words import propose
from handoff.domain.service_hours import USUAL_HOURS, ServiceClock
from handoff.domain.times import CHINA
from handoff.holidays import Holidays

CLOCK = ServiceClock(USUAL_HOURS, Holidays(Path("no such file")).is_working_day)
NOW = datetime(2026, 11, 24, 10, 20, tzinfo=CHINA)  # a Tuesday

PROMISES = [
    ("明天上午师傅上门", "25 12:00"),
    ("明早师傅上门", "25 10:00"),
    ("明天早上给您回电", "25 10:00"),
    ("明天给您答复", "25 18:00"),
    ("明日答复", "25 18:00"),
    ("明晚之前修好", "25 21:00"),
    ("明天下午三点前处理好", "25 15:00"),
    ("明天下午3点半到", "25 15:30"),
    ("明天15:30上门", "25 15:30"),
    ("明天中午12点前送到", "25 12:00"),
    ("明天中午一点给您电话", "25 13:00"),
    ("后天上午安排保洁", "26 12:00"),
    ("后天给您结果", "26 18:00"),
    ("大后天下午来修", "27 18:00"),
    ("今天下午给您回复", "24 18:00"),
    ("今天之内解决", "24 18:00"),
    ("今晚八点前恢复供水", "24 20:00"),
    ("今晚给您回话", "24 21:00"),
    ("今天下班前答复您", "24 18:00"),
    ("下班前给您电话", "24 18:00"),
    ("下午给您回电话", "24 18:00"),
    ("下午三点前给您答复", "24 15:00"),
    ("下午3:15到您家", "24 15:15"),
    ("三点前上门", "24 15:00"),
    ("三点一刻到", "24 15:15"),
    ("十一点半到", "24 11:30"),
    ("11点到", "24 11:00"),
    ("10点给您回电", "24 22:00"),
    ("晚上七点恢复供电", "24 19:00"),
    ("傍晚前完成", "24 19:00"),
    ("中午之前到", "24 14:00"),
    ("周五之前给您答复", "27 18:00"),
    ("周五前办好", "27 18:00"),
    ("这周五上午上门", "27 12:00"),
    ("本周四下午两点检修", "26 14:00"),
    ("星期三给您电话", "25 18:00"),
    ("礼拜天上午来", "29 12:00"),
    ("周日前完成", "29 18:00"),
    ("周一上午师傅上门", "30 12:00"),
    ("下周一上午九点来", "30 09:00"),
    ("下星期三之前", "02 18:00"),
    ("下下周二换好", "08 18:00"),
    ("11月30日前完成", "30 18:00"),
    ("12月1号上午给您结果", "01 12:00"),
    ("28号上午安排", "28 12:00"),
    ("二十八号之前", "28 18:00"),
    ("3号前处理好", "03 18:00"),
    ("月底前给您退款", "30 18:00"),
    ("本月底完成", "30 18:00"),
    ("10分钟内到", "24 10:30"),
    ("十五分钟之内上门", "24 10:35"),
    ("半小时内给您回电", "24 10:50"),
    ("半个小时内到", "24 10:50"),
    ("一小时内联系您", "24 11:20"),
    ("两个小时内解决", "24 12:20"),
    ("两个半小时内到", "24 12:50"),
    ("24小时内答复", "25 10:20"),
    ("2个钟头后再看", "24 12:20"),
    ("三天内给您结果", "27 10:20"),
    ("3个工作日内反馈", "27 10:20"),
    ("一个工作日内办结", "25 10:20"),
    ("好的。师傅明天上午上门。", "25 12:00"),
    ("已经登记了，明天上午师傅联系您，请留意电话", "25 12:00"),
    ("1月5日前换好", "05 18:00"),
]
NONE = [
    "好的，马上安排",
    "您好，请问有什么可以帮您",
    "明天上午可以吗？",
    "您明天下午方便吗",
    "明天上午来不了",
    "昨天下午已经处理了",
    "周末不上班",
    "请您明天上午到前台办理",
    "可能明天上午到",
    "尽量今天下午完成",
    "今天上午九点前",
    "2月30日给您答复",
    "3号楼的电梯在修",
    "物业费每平方米3点6元",
    "服务时间是全年",
    "一点小问题",
    "25点前到",
    "时间到了再说",
    "2号线停运",
    "",
]


@pytest.mark.parametrize(("text", "due"), PROMISES)
def test_a_promise_is_read_with_its_time(text: str, due: str) -> None:
    found = propose(text, NOW, CLOCK)
    shown = f"{found.due_at.astimezone(CHINA):%d %H:%M}" if found else None
    assert shown == due


@pytest.mark.parametrize("text", NONE)
def test_what_promises_nothing_ahead_is_left_alone(text: str) -> None:
    assert propose(text, NOW, CLOCK) is None


def test_the_words_are_those_of_the_sentence_that_promises() -> None:
    found = propose("您好。师傅明天上午上门，请留人。谢谢", NOW, CLOCK)
    assert found is not None
    assert found.text == "师傅明天上午上门，请留人"


def test_ten_thousand_characters_are_read_at_once() -> None:
    assert propose("明" * 10_000 + "天上午", NOW, CLOCK) is not None
    assert propose("点" * 10_000, NOW, CLOCK) is None
