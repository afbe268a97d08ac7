"""The call for a person is understood in every form; what only sounds like it is not."""

import pytest

from handoff.domain.asking import asks_for_person
from tests.unit.domain.sentences import collection, report, sentences

ASKING = collection("asking")


def test_a_call_for_a_person_is_understood() -> None:
    said = list(sentences(ASKING["call"]))
    missed = [case for case in said if not asks_for_person(case[1])]
    assert len(missed) <= 0.01 * len(said), report(missed, said)


def test_what_only_sounds_like_a_call_is_none() -> None:
    said = list(sentences(ASKING["look_alike"]))
    mistaken = [case for case in said if asks_for_person(case[1])]
    assert len(mistaken) <= 0.01 * len(said), report(mistaken, said)


@pytest.mark.parametrize(
    ("question", "call"),
    [
        ("人工费多少", "人工"),
        ("你是真人吗", "有真人吗"),
        ("经理电话多少", "叫你们经理出来"),
        ("叫人来修灯", "叫人来跟我说"),
        ("扫地机器人丢了", "不要机器人"),
        ("客服几点上班", "客服几点上班不重要，转人工"),
        ("转账给物业", "轉真人客服"),
    ],
)
def test_a_question_about_people_is_no_call_for_one(question: str, call: str) -> None:
    assert not asks_for_person(question)
    assert asks_for_person(call)


@pytest.mark.parametrize("text", ["", "  ", "？", "🙂", "谢谢", "你好"])
def test_small_talk_is_no_call(text: str) -> None:
    assert not asks_for_person(text)
