"""The tariff engine: prices by date and house, ladders with caps, penalties, and rounding once at the end."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.errors import KnowledgeError
from knowledge_base.tariffs.ladders import Ladder, Steps
from knowledge_base.tariffs.money import Charge, as_number, as_price, to_cents, total
from knowledge_base.tariffs.rates import Hours, Origin, Rate, Situation, Span
from knowledge_base.tariffs.reading import load_tariffs, read_tariffs
from knowledge_base.tariffs.reductions import Discount, Penalty, excluding

YUNSHAN = load_tariffs(Path("knowledge_base/estates/yunshan"))
assert YUNSHAN is not None
HERE = Origin("收费.md", "一")
DAY = date(2026, 11, 21)
HIGH_RISE = Situation(frozenset({"高层"}))
SHARES = st.decimals("0.0001", "0.01", places=4)
AMOUNTS = st.decimals("0.01", "100000", places=2)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Ladders of every kind, their caps at least the price of the first hour."""
    first = draw(st.decimals("1", "20", places=1))
    steps = Steps(
        free_minutes=draw(st.integers(0, 120)),
        first_price=first,
        hour_price=draw(st.decimals("0", "10", places=1)),
        cap=draw(st.none() | st.decimals(first, "100", places=1)),
        cycle_hours=draw(st.sampled_from([6, 12, 24])),
    )
    return Ladder("停车", (steps,), HERE)


def fee(ladder: Ladder, minutes: int, *, free: bool = True) -> Decimal:
    charge = ladder.charge(DAY, minutes, free=free)
    assert charge is not None
    return charge.amount


@given(ladders(), st.integers(0, 20_000), st.integers(0, 2000), st.booleans())
def test_staying_longer_never_costs_less(ladder: Ladder, minutes: int, more: int, free: bool) -> None:
    assert fee(ladder, minutes, free=free) <= fee(ladder, minutes + more, free=free)


@given(ladders(), st.integers(0, 20_000))
def test_no_cycle_costs_more_than_the_cap(ladder: Ladder, minutes: int) -> None:
    steps = ladder.steps[0]
    cycles = -(-minutes // (steps.cycle_hours * 60))
    assert steps.cap is None or fee(ladder, minutes) <= steps.cap * cycles


@given(ladders(), st.integers(1, 5), st.integers(1, 300))
def test_free_minutes_are_given_once_and_not_in_later_cycles(ladder: Ladder, cycles: int, rest: int) -> None:
    full = cycles * ladder.steps[0].cycle_hours * 60
    later = fee(ladder, full + rest) - fee(ladder, full)
    assert later == fee(ladder, rest, free=False)
    assert later >= ladder.steps[0].first_price


@given(ladders(), st.integers(121, 20_000))
def test_free_minutes_are_no_deduction_from_a_longer_stay(ladder: Ladder, minutes: int) -> None:
    assert fee(ladder, minutes) == fee(ladder, minutes, free=False)


@given(AMOUNTS, SHARES, st.decimals("0.05", "0.5", places=2), st.integers(0, 5000))
def test_a_penalty_grows_by_the_day_up_to_its_cap(
    owed: Decimal, daily: Decimal, cap: Decimal, days: int
) -> None:
    penalty = Penalty("违约金", daily, cap, (), HERE)
    charge, capped = penalty.charge(Charge("物业费", "本金", owed), days)
    assert charge.amount == min(owed * daily * days, owed * cap)
    assert capped == (owed * daily * days > owed * cap)


@given(st.lists(st.decimals("0", "1000", places=6), max_size=8))
def test_a_bill_is_rounded_half_up_once(amounts: list[Decimal]) -> None:
    exact = sum(amounts, Decimal(0))
    rounded = total(Charge("项", "", amount) for amount in amounts)
    assert rounded == exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert abs(rounded - exact) <= Decimal("0.005")


def test_half_a_cent_goes_up() -> None:
    assert to_cents(Decimal("9.575")) == Decimal("9.58")
    assert to_cents(Decimal("0.005")) == Decimal("0.01")


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_every_day_has_one_price_for_each_kind_of_house(day: date) -> None:
    assert YUNSHAN is not None
    for kind in YUNSHAN.kinds:
        assert YUNSHAN.rates["property"].on(day, Situation(frozenset({kind.name}))) is not None


def test_months_on_both_sides_of_a_change_are_charged_each_at_its_own_price() -> None:
    assert YUNSHAN is not None
    spans = [Span(2024, 11), Span(2024, 12), Span(2025, 1)]
    charge = YUNSHAN.rates["property"].charge_months(spans, HIGH_RISE, Decimal(100), "㎡")
    assert charge is not None
    assert charge.formula == "100㎡×2.60元×2个月+100㎡×2.80元×1个月"
    assert charge.amount == 800


def test_part_of_a_month_is_charged_in_thirtieths() -> None:
    assert YUNSHAN is not None
    charge = YUNSHAN.rates["property"].charge_months([Span(2025, 9, 15)], HIGH_RISE, Decimal(120), "㎡")
    assert charge is not None
    assert charge.amount == 168


def test_a_price_that_hangs_on_the_floor_is_not_guessed() -> None:
    assert YUNSHAN is not None
    rate = YUNSHAN.rates["energy_share"]
    assert rate.on(DAY, HIGH_RISE) is None
    assert rate.depends_on_floor(DAY, HIGH_RISE)
    prices = [rate.on(DAY, Situation(frozenset({"高层"}), floor)) for floor in (1, 2, 3, 30)]
    assert [price and price.amount for price in prices] == [
        Decimal("0.16"), Decimal("0.16"), Decimal("0.32"), Decimal("0.32"),
    ]  # fmt: skip


def test_a_price_that_hangs_on_the_trade_names_what_is_missing() -> None:
    assert YUNSHAN is not None
    rate: Rate = YUNSHAN.rates["renovation_deposit"]
    assert rate.missing_tags(frozenset({"商铺"})) == {"餐饮", "非餐饮"}
    assert rate.missing_tags(frozenset({"高层"})) == frozenset()


def test_overstaying_is_free_in_its_grace_and_capped() -> None:
    assert YUNSHAN is not None
    rule = YUNSHAN.overstays["charging"]
    amounts = [rule.charge(minutes).amount for minutes in (30, 31, 90, 91, 500)]
    assert amounts == [0, Decimal("0.5"), 30, 30, 30]


def test_the_surcharge_at_night_is_on_the_work_and_not_on_the_fee() -> None:
    assert YUNSHAN is not None
    prices = YUNSHAN.price_lists["repair"]
    charges = prices.charge([(prices.items[0], Decimal(1)), (prices.items[2], Decimal(2))], at_night=True)
    assert [charge.amount for charge in charges] == [135, 90, 20]


def test_hours_may_reach_over_midnight() -> None:
    night = Hours("夜间", 20 * 60, 8 * 60)
    assert [night.covers(hour * 60) for hour in (7, 8, 12, 20, 23)] == [True, False, False, True, True]


def test_discounts_of_one_group_exclude_each_other() -> None:
    prepaid, vacant = Discount("预交", HERE, excludes="property"), Discount("空置", HERE, excludes="property")
    assert excluding([prepaid, vacant])
    assert not excluding([prepaid])
    assert not excluding([Discount("甲", HERE), Discount("乙", HERE)])


def test_numbers_are_shown_as_people_write_them() -> None:
    numbers = {"89.50": "89.5", "1200": "1200", "0": "0", "1E+1": "10"}
    prices = {"2.8": "2.80", "380": "380", "0.325": "0.325", "1.00": "1"}
    assert {value: as_number(Decimal(value)) for value in numbers} == numbers
    assert {value: as_price(Decimal(value)) for value in prices} == prices


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ([], "应写成"),
        ({"price": {}}, "不认识的部分：price"),
        ({"rates": []}, "rates 应写成"),
        ({"rates": {"property": {"name": "物业费"}}}, "rates：property：缺 prices"),
        ({"rates": {"p": {"name": "费", "prices": [{"price": "两块八"}]}}}, "rates：p：写法有误"),
        ({"rates": {"p": {"name": "费", "prices": [{"price": -1}]}}}, "不是可用的数字"),
        ({"rates": {"p": {"name": "费", "prices": [{"price": True}]}}}, "不是数字"),
        ({"kinds": [{"name": "高层"}]}, "kinds 第 1 项：缺 title"),
        (
            {"allowances": {"v": {"name": "访客", "ladder": "无", "hours": 3,
                                  "source": {"document": "a", "section": "b"}}}},
            "访客接的是没有的 无",
        ),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_the_place_of_every_fault(raw: object, problem: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read_tariffs(raw)
    assert any(problem in one for one in refused.value.problems)


def test_an_estate_without_the_file_has_no_tariffs(tmp_path: Path) -> None:
    assert load_tariffs(tmp_path) is None
