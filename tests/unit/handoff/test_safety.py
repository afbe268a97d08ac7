"""The safety lane and the call for a person: what they hear, and what only sounds like it."""

import time

import pytest

from handoff import phrases
from handoff.domain.asking import asks_for_person
from handoff.domain.safety import recognise_emergency


@pytest.mark.parametrize(
    ("text", "hazard"),
    [
        ("家里煤气味好大", "gas"),
        ("厨房燃气漏了怎么办", "gas"),
        ("我被困在电梯里了", "lift"),
        ("电梯里有人出不来", "lift"),
        ("楼道着火了", "fire"),
        ("楼下电动车着火", "fire"),
        ("有人触电了", "shock"),
        ("水管爆了，家里淹了", "flood"),
        ("楼上掉下来一个花盆", "falling_object"),
        ("孩子不见了", "missing_person"),
        ("老人晕倒了快来", "medical"),
        ("楼下有人持刀", "violence"),
        ("我不想活了", "suicide"),
        ("着 火 了！！", "fire"),
    ],
)
def test_an_emergency_is_recognised(text: str, hazard: str) -> None:
    found = recognise_emergency(text)
    assert found is not None
    assert found.hazard == hazard


@pytest.mark.parametrize(
    "text",
    [
        "物业电梯广告收益归谁",
        "消防检查什么时候",
        "气死我了",
        "着火的价格",
        "热死了，空调能装哪",
        "电梯维保多少钱",
        "可以打人工电话吗",
        "叠拼物业费多少钱一平",
        "想死你们了",
        "怎么预防煤气中毒",
    ],
)
def test_a_look_alike_raises_no_alarm(text: str) -> None:
    assert recognise_emergency(text) is None


@pytest.mark.parametrize(
    "text",
    ("转人工 人工 人工客服 我要人工 找个人 叫个真人来 能转人工吗 我想和真人说话 不要机器人").split(),  # noqa: SIM905
)
def test_a_call_for_a_person_is_heard(text: str) -> None:
    assert asks_for_person(text)


@pytest.mark.parametrize("text", ["人工费多少钱", "人工智能吗", "你是人工吗", "人工湖在哪", ""])
def test_other_words_are_no_call(text: str) -> None:
    assert not asks_for_person(text)


@pytest.mark.parametrize("text", ["我想" * 1000, "电梯" * 1000, "楼上" * 1000, "请" * 2000])
def test_no_text_keeps_the_rules_busy(text: str) -> None:
    begun = time.perf_counter()
    recognise_emergency(text)
    asks_for_person(text)
    assert time.perf_counter() - begun < 0.3


@pytest.mark.parametrize("hazard", phrases.Hazard.__args__)
def test_every_hazard_has_words_with_numbers_even_without_a_profile(hazard: phrases.Hazard) -> None:
    bare = phrases.safety_text(hazard, hotline="", security="", gas="")
    full = phrases.safety_text(hazard, hotline="0571-1", security="0571-2", gas="0571-3")
    assert "{" not in bare + full
    assert any(character.isdigit() for character in full)


def test_nobody_is_promised_when_nobody_is_there() -> None:
    alone = phrases.nobody_text(
        "asked", answer=("YS-20261121-0007", "11月23日 10:30"), desk_hours="8:30–18:00", hotline="0571-1"
    )
    assert "没有坐席在线" in alone
    assert "8:30–18:00" in alone
    assert "0571-1" in alone
    assert "已转" not in alone
