"""What a later message changes, adds, puts right or still means by what was told before."""

from datetime import date
from pathlib import Path

import pytest

from bot.quantities.reading import read
from bot.sums.changing import changed_and_added
from bot.sums.dues import are_due
from bot.sums.resident import hour_meant, is_old_and_alone, told_of_self
from bot.sums.wording import merged
from knowledge_base.tariffs.reading import load_tariffs

TODAY = date(2025, 11, 21)
YUNSHAN = load_tariffs(Path("knowledge_base/estates/yunshan"))
OLD = 70


@pytest.mark.parametrize(
    ("told", "said", "stands_for"),
    [
        ("打扫3小时多少钱", "改成4小时吧,再洗两台挂机,一共呢", "打扫4小时多少钱,再洗两台挂机,一共呢"),
        ("洗三台挂机多少钱", "换成两台,再擦窗25平", "洗两台挂机多少钱,再擦窗25平"),
        ("擦窗20平多少", "改30平,另外打扫两小时", "擦窗30平多少,另外打扫两小时"),
        ("洗两台挂机多少钱", "改成三台柜机,再打扫两小时", "洗多少钱,改成三台柜机,另外再打扫两小时"),
    ],
)
def test_a_message_that_changes_one_thing_and_adds_another_does_both(told, said, stands_for):
    prices = YUNSHAN.price_lists["cleaning"]
    assert merged(told, said, tariffs=YUNSHAN, prices=prices, today=TODAY) == stands_for


@pytest.mark.parametrize("said", ["再加两台挂机", "改成4小时吧", "改天再来两台", "两台挂机再加擦窗"])
def test_other_messages_are_taken_as_one(said):
    assert changed_and_added(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "stands_for"),
    [
        ("电抄错了,应为700度", "上月用水8吨用电,合计多少,电抄错了,应为700度"),
        ("电700度,水不变", "上月用水8吨用电,合计多少,电700度,水不变"),
        ("电700度呢", "上月用水用电,合计多少,电700度呢"),
    ],
)
def test_of_two_meters_the_one_that_is_not_put_right_stays(said, stands_for):
    told = "上月用水8吨用电620度,合计多少"
    assert merged(told, said, tariffs=YUNSHAN, prices=None, today=TODAY) == stands_for


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("该10月20号交哩", [date(2025, 10, 20)]),
        ("10月20日到期,今天交", [date(2025, 10, 20)]),
        ("截止日是10月20日,11月5号交", [date(2025, 10, 20)]),
        ("应该是11月5号交的", []),
        ("11月5号交应该收多少违约金", []),
    ],
)
def test_the_day_on_which_something_was_due_is_known_by_its_words(text, due):
    assert [one.value for one in are_due(text, read(text, TODAY).meant("date"))] == due


@pytest.mark.parametrize(
    ("told", "said", "stands_for"),
    [
        ("7月20日截止,今天付多少", "拖到25号呢", "7月20日截止,付多少,拖到2025年11月25号呢"),
        ("10月8号交多少", "12号呢", "交多少,2025年10月12号呢"),
        ("今天补多少,该10月20号交", "拖到12月20号呢", "补多少,该10月20号交,拖到12月20号呢"),
        ("11月1号补多少", "该7月20号交的", "11月1号补多少,该7月20号交的"),
    ],
)
def test_a_bare_day_is_in_the_month_of_the_one_that_it_takes_the_place_of(told, said, stands_for):
    assert merged(told, said, tariffs=YUNSHAN, prices=None, today=TODAY) == stands_for


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("我七十一了一个人过", {"age": "71", "alone": "yes"}),
        ("我75,自己一个人住", {"age": "75", "alone": "yes"}),
        ("我妈76岁,独居", {"age": "76", "alone": "yes"}),
        ("现在半夜两点有人来修么", {"now": "120"}),
        ("都大半夜了", {"now": "0"}),
        ("晚上九点能钻孔吗", {}),
    ],
)
def test_what_somebody_tells_of_himself_is_kept(text, told):
    assert told_of_self(text, TODAY) == told


@pytest.mark.parametrize(
    ("said", "free"), [("换两个龙头多少", True), ("我弟家换个龙头多少", False), ("我65岁,换个灯多少", False)]
)
def test_age_and_living_alone_hold_for_the_same_home(said, free):
    known = {"age": "71", "alone": "yes"}
    assert is_old_and_alone(read(said, TODAY), known, age=OLD) is free


@pytest.mark.parametrize(
    ("said", "hour"), [("这个点来多少", 120), ("现在来呢", 120), ("等天亮再来呢", None), ("来一次多少", None)]
)
def test_this_hour_is_the_one_that_was_told(said, hour):
    assert hour_meant(read(said, TODAY), {"now": "120"}) == hour
