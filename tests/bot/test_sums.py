"""Sums come out to the cent; what is missing is asked for, what is absurd doubted, rules left alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.language.spelling import normalise
from bot.quantities.reading import read
from bot.sums.case import Message
from bot.sums.compute import compute
from bot.sums.outcome import Computed, Missing, Odd
from bot.sums.reordering import adds_things
from bot.sums.subject import topic_named
from bot.sums.wording import merged
from knowledge_base.tariffs.reading import load_tariffs, read_tariffs
from tests.bot.sums_compared import COMPARED
from tests.bot.sums_dues import DUES
from tests.bot.sums_houses import HOUSES, SPANS
from tests.bot.sums_in_one_breath import IN_ONE_BREATH
from tests.bot.sums_occasions import OCCASIONS
from tests.bot.sums_reconsidered import AT_HOME, CARS, RECONSIDERED
from tests.bot.sums_stays import ORDERS, STAYS, TOGETHER
from tests.bot.sums_table import CASES, WORKED
from tests.bot.sums_told_otherwise import TOLD_OTHERWISE
from tests.bot.sums_voices import VOICES

TODAY = date(2026, 11, 21)
YUNSHAN = load_tariffs(Path("knowledge_base/estates/yunshan"))
SOURCE = {"document": "收费.md", "section": "一、单价"}
CEDAR = read_tariffs(
    {
        "kinds": [{"name": "洋房", "title": "洋房住宅", "words": ["洋房"]}],
        "rates": {
            "property": {"name": "物业费", "source": SOURCE, "prices": [{"for": ["洋房"], "price": 1.95}]}
        },
        "ladders": {
            "temporary_parking": {
                "name": "停车费", "source": SOURCE,
                "steps": [
                    {"free_minutes": 15, "first_price": 8, "hour_price": 3, "cap": 40, "cycle_hours": 12}
                ],
            }
        },
    }
)  # fmt: skip


TABLES = (
    *CASES,
    *VOICES,
    *STAYS,
    *ORDERS,
    *TOGETHER,
    *COMPARED,
    *HOUSES,
    *SPANS,
    *OCCASIONS,
    *DUES,
    *IN_ONE_BREATH,
    *TOLD_OTHERWISE,
    *RECONSIDERED,
    *CARS,
    *AT_HOME,
)


def ask(topic, text, slots=None, *, tariffs=YUNSHAN, today=TODAY):
    return compute(topic, Message(text), slots or {}, tariffs=tariffs, today=today)


def shown(outcome):
    if isinstance(outcome, Computed):
        return outcome.amount
    return outcome and ("?" if isinstance(outcome, Missing) else "!") + outcome.name


@pytest.mark.parametrize("spelling", [str, normalise])
@pytest.mark.parametrize(("topic", "question", "expected"), TABLES)
def test_a_question_leads_to_its_amount_or_to_the_right_question_back(topic, question, expected, spelling):
    assert shown(ask(topic, spelling(question))) == expected


def test_the_table_is_large_enough_and_has_all_worked_examples():
    assert len(CASES) >= 134
    assert len(WORKED) == 14


def test_a_sum_shows_its_formula_its_inputs_and_its_source():
    outcome = ask("fee.property.rate", "叠拼89平三个月物业费多少")
    assert outcome.formula == "89㎡×3.60元×3个月"
    assert outcome.inputs == {"area": "89", "months": "3", "kind": "叠拼"}
    assert "89㎡×3.60元×3个月＝961.20元" in outcome.explanation
    assert outcome.source == {"document": "01_收费公示.md", "section": "一、物业服务费（包干制）"}


def test_what_was_assumed_is_said():
    explanation = ask("fee.energy_share", "12楼89平一个季度能耗费多少").explanation
    assert "按高层住宅算" in explanation
    explanation = ask("fee.property.rate", "高层89平一个季度多少").explanation
    assert "按高层住宅算" not in explanation
    assert "现行单价" in explanation
    assert "不含公共能耗费" in explanation


def test_the_kind_of_house_is_asked_for_where_it_decides_the_price_and_only_there():
    asked = ask("fee.property.rate", "我家89平一个季度物业费多少")
    assert asked.name == "kind"
    assert asked.question == "请问是高层住宅、叠拼住宅、底商商铺，还是地下储藏室？"
    assert ask("fee.property.rate", "叠拼的", asked.slots).amount == "961.20"
    assert ask("fee.water.rate", "我家用了10吨水，水费多少").amount == "34.50"  # every home pays the same
    assert ask("fee.property.rate", "5栋2单元89平一个季度物业费多少").amount == "747.60"  # towers have blocks


def test_area_and_kind_of_house_are_asked_for_in_one_breath():
    asked = ask("renovation.waste.fee", "帮我算下装修垃圾清运费")
    assert asked.name == "area"
    assert "叠拼" in asked.question
    assert "建筑面积" in asked.question
    assert ask("renovation.waste.fee", "叠拼150平", asked.slots).amount == "1200.00"
    assert ask("renovation.waste.fee", "高层，89", asked.slots).amount == "534.00"
    kind = ask("renovation.waste.fee", "高层的", asked.slots)
    assert kind.name == "area"
    assert ask("renovation.waste.fee", "89", kind.slots).amount == "534.00"


def test_an_estate_may_have_a_kind_of_house_assumed_which_is_then_said():
    assuming = replace(YUNSHAN, assumed_kind="高层")
    outcome = ask("fee.property.rate", "我家89平一个季度物业费多少", tariffs=assuming)
    assert outcome.amount == "747.60"
    assert "按高层住宅算，如果不是请告诉我" in outcome.explanation


def test_missing_numbers_are_asked_one_at_a_time_and_remembered():
    first = ask("fee.energy_share", "帮我算下公共能耗费")
    second = ask("fee.energy_share", "高层，八十九平半", first.slots)
    third = ask("fee.energy_share", "一个季度", second.slots)
    last = ask("fee.energy_share", "12", third.slots)
    assert [first.name, second.name, third.name] == ["area", "months", "floor"]
    assert last.amount == "85.92"
    assert last.slots["area"] == "89.5"
    assert "asked" not in last.slots


def test_a_reply_belongs_to_the_sum_that_asked_whatever_topic_the_words_suggest():
    asked = ask("fee.property.rate", "我家高层89平物业费要交多少")
    assert ask("fee.property.due_date", "一个季度的", asked.slots).amount == "747.60"
    assert ask("contact.hotline", "3个月", asked.slots).amount == "747.60"


def test_a_follow_up_takes_the_numbers_from_before():
    first = ask("fee.property.rate", "高层89平一个季度物业费多少")
    assert ask("fee.property.rate", "那叠拼呢", first.slots).amount == "961.20"
    assert ask("fee.property.rate", "那一年呢", first.slots).amount == "2990.40"
    assert ask("fee.property.rate", "要是95平呢", first.slots).amount == "798.00"


def test_a_rule_question_after_a_sum_is_still_a_rule_question():
    first = ask("fee.property.rate", "高层89平一个季度物业费多少")
    assert ask("fee.property.rate", "物业费单价是多少，怎么规定的", first.slots) is None
    assert ask("pet.leash", "遛狗要牵绳吗", first.slots) is None


def test_a_doubted_number_can_be_corrected():
    doubted = ask("fee.property.rate", "高层10000平一个季度物业费多少")
    assert isinstance(doubted, Odd)
    assert "10000㎡" in doubted.question
    assert ask("fee.property.rate", "100平", doubted.slots).amount == "840.00"


def test_the_parking_level_the_trade_and_the_charger_can_be_told_later():
    level = ask("parking.monthly.cancel", "年付的位子用了四个月不要了，能拿回多少")
    assert ask("parking.monthly.cancel", "B2", level.slots).amount == "2240.00"
    trade = ask("fee.waste_disposal", "商铺半年垃圾费一共要交多少")
    assert ask("fee.waste_disposal", "做餐饮的", trade.slots).amount == "1080.00"
    hour = ask("parking.ev.fast.fee", "快充了25度，一共多少钱")
    assert ask("parking.ev.fast.fee", "晚上11点", hour.slots).amount == "20.00"


def test_the_days_late_can_be_told_as_the_day_of_payment():
    asked = ask("fee.late_penalty", "高层100平2025年第一季度物业费没交，违约金多少")
    assert asked.name == "days"
    assert ask("fee.late_penalty", "2025年1月30号交", asked.slots).amount == "2.52"
    assert ask("fee.late_penalty", "10", asked.slots).amount == "2.52"


def test_a_question_without_a_date_takes_the_tariff_in_force_today():
    question = "高层100平一个月物业费多少"
    assert ask("fee.property.rate", question, today=date(2024, 12, 31)).amount == "260.00"
    assert ask("fee.property.rate", question, today=date(2025, 1, 1)).amount == "280.00"
    assert ask("parking.temp.fee", "停了24小时多少钱", today=date(2025, 2, 28)).amount == "20.00"
    assert ask("parking.temp.fee", "停了24小时多少钱", today=date(2025, 3, 1)).amount == "25.00"


def test_what_has_no_price_at_that_time_is_not_computed():
    assert ask("parking.ev.fast.fee", "白天快充20度多少钱", today=date(2025, 6, 30)) is None


def test_another_estate_computes_by_its_own_numbers():
    assert ask("fee.property.rate", "我家100平一个季度物业费多少", tariffs=CEDAR).amount == "585.00"
    assert ask("parking.temp.fee", "停了3小时多少钱", tariffs=CEDAR).amount == "14.00"
    assert ask("parking.temp.fee", "停了13个小时多少钱", tariffs=CEDAR).amount == "48.00"


def test_a_tariff_that_the_estate_lacks_is_not_computed():
    assert ask("fee.water.rate", "用了12吨水多少钱", tariffs=CEDAR) is None
    assert ask("parking.monthly.rate", "B1租半年多少钱", tariffs=CEDAR) is None


def test_an_estate_without_tariffs_computes_nothing():
    assert all(ask(topic, question, tariffs=None) is None for topic, question, _ in WORKED)


def test_a_difference_that_lacks_a_number_asks_for_it_and_is_told_then():
    message = Message("我那套叠拼，预交24个月比不优惠能省多少元", 0.6)
    asked = compute("fee.discount.prepay", message, {}, tariffs=YUNSHAN, today=TODAY)
    assert asked.name == "area"
    told = ask("fee.discount.prepay", "120平", asked.slots)
    assert told.amount == "518.40"
    assert "差额：10368.00元－9849.60元＝518.40元" in told.explanation
    assert not {"asked", "whole"} & set(told.slots)


def test_a_house_that_lacks_its_area_is_added_once_it_is_told():
    asked = ask("fee.property.rate", "两间铺子，一间38平，另一间忘了，半年物业费合计多少")
    assert ask("fee.property.rate", "55平", asked.slots).amount == "2901.60"


@pytest.mark.parametrize(
    ("told", "said", "stands_for"),
    [
        ("停7小时多少", "13", "停13小时多少"),
        ("停7小时多少", "十小时呢", "停多少,十小时呢"),
        ("高层89平一季度多少", "那叠拼呢", "89平一季度多少,那叠拼呢"),
        ("停3小时多少", "再多停俩小时呢", "停多少,再多停300分钟呢"),
        ("今晚九点来通马桶多少", "白天来呢", "来通马桶多少,白天来呢"),
    ],
)
def test_what_is_told_again_takes_the_place_of_what_was_told_before(told, said, stands_for):
    assert merged(told, said, tariffs=YUNSHAN, prices=None, today=TODAY) == stands_for


def test_things_of_a_list_are_added_or_replaced_as_the_words_say():
    prices = YUNSHAN.price_lists["bulky_waste"]
    assert adds_things("一个旧沙发多少钱", "再加一张床垫呢", prices)
    assert not adds_things("一个旧沙发多少钱", "那两张床垫呢", prices)
    assert not adds_things("一个旧沙发多少钱", "一个沙发，外加一张床垫", prices)  # told anew as a whole


@pytest.mark.parametrize(
    "said", ["没有办月租，停了六小时", "也不是访客，停了六小时", "不是包月的，停了六小时"]
)
def test_what_a_car_is_not_leaves_a_stay_by_the_hour(said):
    assert topic_named(read(said, TODAY)) == "parking.temp.fee"
