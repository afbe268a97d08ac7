"""A number that nobody can mean is questioned, whatever the fee; one that is only unusual is not."""

from datetime import date
from pathlib import Path

import pytest

from bot.quantities.reading import read
from bot.sums.case import Message
from bot.sums.compute import compute
from bot.sums.doubts import doubted
from bot.sums.outcome import Odd
from knowledge_base.tariffs.reading import load_tariffs

TODAY = date(2026, 11, 21)
YUNSHAN = load_tariffs(Path("knowledge_base/estates/yunshan"))

ABSURD = (
    ("fee.property.rate", "高层负八十平，一个季度物业费多少"),
    ("fee.property.rate", "高层4平，一年物业费多少"),
    ("fee.property.rate", "我家高层92平，一年交15个月物业费是多少钱"),
    ("fee.property.rate", "今年一年你们收我二十个月的物业费，92平高层，多少"),
    ("fee.property.rate", "一年五十个月的物业费，高层92平多少"),
    ("fee.property.rate", "一个季度交7个月物业费，高层90平，多少钱"),
    ("fee.property.rate", "储藏室五千平，一年物业费多少"),
    ("fee.property.rate", "高层92平，2026年4月到9月这五个月物业费多少"),
    ("fee.property.rate", "高层92平，2026年0月的物业费多少"),
    ("fee.discount.vacancy", "去年一年空置了19个月，高层90平，打八折物业费多少"),
    ("fee.energy_share", "高层住200楼，92平一个季度能耗费多少"),
    ("fee.late_penalty", "欠800块物业费，逾期负十天，违约金多少"),
    ("fee.water.rate", "这个月用了负5吨水，水费多少"),
    ("fee.water.rate", "我家这个月用了九万吨水，水费多少钱"),
    ("fee.waste_disposal", "高层一年收40个月垃圾处置费，多少"),
    ("fee.paid_service.callout", "我奶奶今年三百岁一个人住，换两个水龙头多少钱"),
    ("parking.owned.fee", "B2负3个产权车位一年管理费多少钱"),
    ("parking.temp.fee", "昨天一天之内停了四十个小时，多少钱"),
    ("parking.temp.fee", "一天停三十小时多少钱"),
    ("parking.temp.fee", "一个星期里停了十二天，停车费多少"),
    ("parking.ebike.charging", "我电动车一天充了30个小时电，扣多少"),
    ("parking.ebike.charging", "电动车充了五百个小时，扣多少"),
)
UNUSUAL = (
    "一天24小时停着，停了三天多少钱",
    "一天最高25，停了30小时多少钱",
    "每天停10小时，一个月停30天多少钱",
    "空了一年，想一次交24个月物业费多少",
    "一年十二个月的物业费，高层92平多少",
    "2025年一年12个月物业费，高层92平多少",
    "30分钟内免费，那停了3小时多少",
    "15天内没交，逾期30天违约金多少",
    "一个月380，B1租3个月多少",
    "B2负二层的车位一年多少",
)


@pytest.mark.parametrize(("topic", "question"), ABSURD)
def test_a_number_that_nobody_can_mean_is_questioned(topic, question):
    assert isinstance(compute(topic, Message(question), {}, tariffs=YUNSHAN, today=TODAY), Odd)


@pytest.mark.parametrize("question", UNUSUAL)
def test_times_that_fit_into_one_another_are_not_questioned(question):
    assert doubted(read(question, TODAY)) is None


def test_the_area_of_one_room_may_be_smaller_than_any_flat():
    message = Message("高层厨房6平局部翻新，保证金和清运费一共多少")
    outcome = compute("renovation.partial", message, {}, tariffs=YUNSHAN, today=TODAY)
    assert not isinstance(outcome, Odd)
