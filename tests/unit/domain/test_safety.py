"""Danger is heard in every voice; what only sounds like danger is left to the bot."""

import time

import pytest

from handoff.domain.safety import HAZARDS, recognise_emergency
from tests.unit.domain.sentences import collection, report, sentences

EMERGENCIES = collection("emergencies")
LOOK_ALIKES = collection("look_alikes")
LONGEST_MESSAGE = 2000


@pytest.mark.parametrize("hazard", EMERGENCIES)
def test_a_danger_is_heard_in_every_voice(hazard: str) -> None:
    said = list(sentences(EMERGENCIES[hazard]))
    missed = [(voice, sentence) for voice, sentence in said if recognise_emergency(sentence) is None]
    assert len(missed) <= 0.01 * len(said), report(missed, said)


@pytest.mark.parametrize("hazard", EMERGENCIES)
def test_the_words_for_the_right_danger_are_said(hazard: str) -> None:
    said = list(sentences(EMERGENCIES[hazard]))
    heard = [(sentence, recognise_emergency(sentence)) for _, sentence in said]
    other = [(sentence, found) for sentence, found in heard if found and found.hazard != hazard]
    assert len(other) <= 0.05 * len(said), report(other, said)


def test_what_only_sounds_like_danger_raises_no_alarm() -> None:
    said = list(sentences(LOOK_ALIKES))
    alarmed = [(why, sentence, recognise_emergency(sentence)) for why, sentence in said]
    alarmed = [case for case in alarmed if case[2]]
    assert len(alarmed) <= 0.01 * len(said), report(alarmed, said)


def test_every_hazard_has_its_sentences() -> None:
    assert {hazard.kind for hazard in HAZARDS} == set(EMERGENCIES)


@pytest.mark.parametrize(
    ("calm", "alarming"),
    [
        ("没有着火", "着火了"),
        ("如果电梯困人怎么办", "电梯困人怎么办"),
        ("上个月水管爆了，能赔吗", "上个月修过的水管又爆了"),
        ("担心孩子走丢", "担心孩子走丢了"),
        ("演习的时候冒烟", "不是演习，楼道真的冒烟"),
        ("电梯坏了", "电梯坏了，我在里面"),
        ("楼上漏水滴到我家", "楼上漏水像瀑布一样"),
        ("邻居吵架太吵", "邻居打起来了"),
    ],
)
def test_how_it_is_said_decides(calm: str, alarming: str) -> None:
    assert recognise_emergency(calm) is None
    assert recognise_emergency(alarming) is not None


def test_a_thought_of_suicide_is_heard_even_with_a_question_about_fees() -> None:
    found = recognise_emergency("我不想活了，物业费多少钱都无所谓了")
    assert found is not None
    assert found.hazard == "suicide"


@pytest.mark.parametrize(
    "text",
    [
        "水" * 2000,
        "电梯" * 1000,
        "没煤气漏" * 500,
        "不是电梯困" * 400,
        "煤气" * 500 + "啊" * 20 + "漏" * 980,
        "a" * 2000,
    ],
)
def test_the_longest_message_is_read_at_once(text: str) -> None:
    recognise_emergency("先读一遍")
    began = time.process_time()
    recognise_emergency(text[:LONGEST_MESSAGE])
    assert time.process_time() - began < 2  # 20 ms on a quiet machine; a backtracking pattern takes minutes


@pytest.mark.parametrize("text", ["", "   ", "？！", "，，，", "\u200b", "🙂"])
def test_a_message_without_words_is_no_danger(text: str) -> None:
    assert recognise_emergency(text) is None
