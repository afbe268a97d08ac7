from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.case import Case
from bot.decision import Asked, Candidate, Decision, Heard
from bot.estates import Estates, Published
from bot.language.spelling import normalise, question_of
from bot.nlu.acts import act_by_rule
from bot.policy import decide
from bot.topics.model import Judgement
from bot.wishes import wishes_in

DAY = date(2025, 7, 1)


@pytest.fixture
def published(knowledge: Path) -> Published:
    found = Estates(knowledge).in_force("tiny")
    assert found
    return found


def case(
    published: Published | None, text: str, *, previous: Decision | None = None, **asked: object
) -> Case:
    return Case(heard_of(text), replace(Asked("tiny", 0.7, None, DAY), **asked), published, previous)


def heard_of(text: str) -> Heard:
    normal = normalise(text)
    question, act = question_of(normal), act_by_rule(normal)
    return Heard(normal, question, act, act_is_certain=act is not None)


class Fixed:
    """A topic model that always judges alike, so that a rule can be tried by itself."""

    def __init__(self, *confidences: tuple[str, float]) -> None:
        self._judgement = Judgement(confidences, sum(value for _, value in confidences))

    def judge(self, text: str, vector: object) -> Judgement:
        return self._judgement


def judged(published: Published, *confidences: tuple[str, float]) -> Published:
    return replace(published, model=Fixed(*confidences))


def test_a_known_question_is_answered_with_its_source(published: Published) -> None:
    decision = decide(case(published, "请问遛狗一定要牵绳吗"))
    assert (decision.intent, decision.candidates[0].entry_id) == ("answer", "pet.leash")
    assert decision.source == {"document": "07_宠物与公共秩序.md", "section": "养犬", "valid_from": None}


def test_a_far_question_goes_to_a_person_with_the_evidence(published: Published) -> None:
    decision = decide(case(published, "明天股票大盘会涨吗"))
    assert (decision.intent, decision.reason) == ("handoff", "low_confidence")
    assert decision.candidates


def test_the_threshold_is_the_desk_s(published: Published) -> None:
    sure = judged(published, ("pet.leash", 0.8))
    assert decide(case(sure, "遛狗要不要牵绳子")).intent == "answer"
    assert decide(case(sure, "遛狗要不要牵绳子", threshold=0.9)).intent == "handoff"


def test_the_middle_band_asks_back_with_both_ways_out(published: Published) -> None:
    unsure = judged(published, ("fee.property.due_date", 0.4), ("fee.property.due_date_shop", 0.35))
    decision = decide(case(unsure, "交费是几号来着"))
    assert decision.intent == "clarify"
    assert [value for _, value in decision.choices] == [
        "fee.property.due_date", "fee.property.due_date_shop", "none", "human",
    ]  # fmt: skip


CLARIFIED = Decision(
    "clarify",
    question="交费是几号来着",
    candidates=(
        Candidate("fee.property.due_date", "住宅物业费截止日", 0.4),
        Candidate("fee.property.due_date_shop", "商铺物业费截止日", 0.35),
    ),
    choices=(
        ("住宅物业费截止日", "fee.property.due_date"),
        ("商铺物业费截止日", "fee.property.due_date_shop"),
        ("都不是", "none"),
        ("人工", "human"),
    ),
)


@pytest.mark.parametrize("reply", ["2", "２", "第二个", "选2", "第二个吧", "最后一个", "商铺物业费截止日"])
def test_a_reply_in_words_or_digits_picks_the_choice(published: Published, reply: str) -> None:
    decision = decide(case(published, reply, previous=CLARIFIED))
    assert (decision.intent, decision.candidates[0].entry_id) == ("answer", "fee.property.due_date_shop")
    assert decision.confidence == 1.0


def test_none_of_them_goes_to_a_person(published: Published) -> None:
    for decision in (
        decide(case(published, "都不是", previous=CLARIFIED)),
        decide(case(published, "都不是", previous=CLARIFIED, choice="none")),
    ):
        assert (decision.intent, decision.reason) == ("handoff", "repeated_miss")
        assert decision.candidates == CLARIFIED.candidates


def test_a_second_unclear_question_is_not_asked_back_again(published: Published) -> None:
    unsure = judged(published, ("fee.property.due_date", 0.4), ("pet.leash", 0.35))
    decision = decide(case(unsure, "就是那个交费的事情到底是怎么一回事呢", previous=CLARIFIED))
    assert (decision.intent, decision.reason) == ("handoff", "repeated_miss")


def test_a_tapped_choice_is_answered(published: Published) -> None:
    decision = decide(case(published, "泳池开放期", choice="facility.pool.season"))
    assert (decision.intent, decision.confidence) == ("answer", 1.0)


def test_an_unknown_choice_goes_to_a_person(published: Published) -> None:
    assert decide(case(published, "x", choice="no.such.entry")).reason == "repeated_miss"


def test_the_same_question_right_after_its_answer_goes_to_a_person(published: Published) -> None:
    first = decide(case(published, "遛狗一定要牵绳吗"))
    again = decide(case(published, "遛狗一定要牵绳吗？？", previous=first))
    assert (again.intent, again.reason) == ("handoff", "repeated_question")


def test_an_entry_out_of_date_is_not_answered(published: Published) -> None:
    decision = decide(case(published, "泳池开放期", choice="facility.pool.season", day=date(2026, 1, 1)))
    assert (decision.intent, decision.reason) == ("handoff", "rule")


def test_a_shopkeeper_gets_the_shop_s_entry(published: Published) -> None:
    both = judged(published, ("fee.property.due_date", 0.8), ("fee.property.due_date_shop", 0.25))
    assert decide(case(both, "物业费截止到几号")).candidates[0].entry_id == "fee.property.due_date"
    shop = decide(case(both, "物业费截止到几号", house_kind="商铺"))
    assert (shop.intent, shop.candidates[0].entry_id) == ("answer", "fee.property.due_date_shop")


def test_what_is_not_meant_for_a_resident_speaks_for_the_entry_that_is(published: Published) -> None:
    unsure = judged(published, ("fee.property.due_date_shop", 0.45), ("fee.property.due_date", 0.3))
    named = ({"kind": "house_kind", "text": "高层", "value": "高层"},)
    asked = case(unsure, "高层的最迟哪天")
    both = decide(replace(asked, heard=replace(asked.heard, entities=named)))
    assert (both.intent, both.candidates[0].entry_id) == ("answer", "fee.property.due_date")
    shop = decide(
        case(judged(published, ("fee.property.due_date", 0.9)), "物业费截止到几号", house_kind="商铺")
    )
    assert (shop.intent, shop.candidates[0].entry_id) == ("answer", "fee.property.due_date_shop")


def test_two_questions_may_begin_with_what_they_are_about() -> None:
    assert wishes_in("买家想装修,承重墙能不能拆,还有保证金多少") == [
        "买家想装修,承重墙能不能拆",
        "保证金多少",
    ]
    assert wishes_in("预交一年打几折,另外代扣咋签,我在外地") == ["预交一年打几折", "代扣咋签,我在外地"]
    assert wishes_in("我家高层90平,物业费一季度多少") == []
    assert wishes_in("请教两件事,一是前台几点上班,二是财务窗口星期六开不开") == [
        "前台几点上班",
        "财务窗口星期六开不开",
    ]
    assert wishes_in("第一季度的物业费几号交,能不能刷卡") == ["第一季度的物业费几号交", "能不能刷卡"]


def test_an_unknown_estate_goes_to_a_person_but_is_still_polite() -> None:
    assert decide(case(None, "物业费几号交")).reason == "rule"
    assert decide(case(None, "你好")).intent == "greet"
    called = case(None, "转人工")
    heard = Heard("转人工", "转人工", "ask_person", act_is_certain=True)  # as `bot.nlu.calls` hears it
    assert decide(Case(heard, called.asked, None, None)).reason == "asked"


def test_an_act_with_a_question_in_it_is_a_question(published: Published) -> None:
    assert decide(case(published, "你好，遛狗要牵绳吗，谢谢")).intent == "answer"


def test_a_message_without_words_is_not_understood(published: Published) -> None:
    assert decide(case(published, "……？？")).intent == "unclear"
