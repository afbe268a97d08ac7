"""What became of the bot's decisions, read from transcripts; and that nobody can be known from it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handoff.domain.anonymous import masked, without_persons
from handoff.domain.clusters import cluster, most_typical
from handoff.domain.hindsight import Decided, Missed, decisions, misses
from handoff.domain.thresholds import replay
from handoff.domain.turn import BOT, RESIDENT, SYSTEM, Author, Turn

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)
LI = Author("agent", "小李", "a1")
CANDIDATES = [
    {"entry_id": "fee.rate", "title": "单价", "confidence": 0.8},
    {"entry_id": "fee.due", "title": "几号交", "confidence": 0.1},
]


def said(*lines: tuple[Author, str, dict[str, Any]]) -> list[Turn]:
    """A transcript; `bot` and `reply_to` come with each line."""
    return [
        Turn(seq=seq, at=NOON + timedelta(seconds=seq), author=author, text=text, **more)
        for seq, (author, text, more) in enumerate(lines, start=1)
    ]


def asks(text: str, **more: Any) -> tuple[Author, str, dict[str, Any]]:
    return RESIDENT, text, more


def answers(to: int, confidence: float = 0.8) -> tuple[Author, str, dict[str, Any]]:
    bot = {"act": "answer", "entry_id": "fee.rate", "confidence": confidence, "candidates": CANDIDATES}
    return BOT, "2.80元。", {"bot": bot, "reply_to": to}


def asks_back(to: int) -> tuple[Author, str, dict[str, Any]]:
    return (
        BOT,
        "您是想问",
        {"bot": {"act": "clarify", "confidence": 0.5, "candidates": CANDIDATES}, "reply_to": to},
    )


def hands_over(to: int, reason: str = "low_confidence") -> tuple[Author, str, dict[str, Any]]:
    bot = {"act": "handoff", "escalation": {"reason": reason}, "confidence": 0.3, "candidates": CANDIDATES}
    return SYSTEM, "人工来了", {"bot": bot, "reply_to": to}


def outcome(*later: tuple[Author, str, dict[str, Any]], now: datetime = LATER) -> str | None:
    return decisions("c", said(asks("物业费多少"), answers(1), *later), now)[0].outcome


def test_an_answer_that_nobody_objects_to_is_accepted_once_it_had_time() -> None:
    assert outcome() == "accepted"
    assert outcome(now=NOON + timedelta(minutes=1)) is None
    assert outcome(asks("谢谢"), now=NOON + timedelta(minutes=1)) == "accepted"
    assert outcome(asks("那停车呢"), answers(3)) == "accepted"


@pytest.mark.parametrize(
    "later",
    [
        [asks("没答到")],
        [asks("没答到？")],
        [asks("物业费多少啊")],
        [asks("停车呢"), answers(3), asks("物业费多少")],
        [asks("转人工"), hands_over(3, "asked")],
        [hands_over(1, "asked")],
        [(LI, "您好，我来看看", {})],
    ],
)
def test_an_answer_that_was_objected_to_is_rejected(later: list[Any]) -> None:
    assert outcome(*later) == "rejected"


def test_a_person_who_comes_for_something_else_tells_nothing_of_the_answer_before() -> None:
    assert outcome(asks("停车呢"), answers(3), asks("电梯坏了"), hands_over(5, "rule")) is None


def missed(*lines: tuple[Author, str, dict[str, Any]]) -> list[Missed]:
    return misses("c", said(*lines))


def test_a_question_that_the_bot_was_not_sure_of_is_a_miss_with_what_the_agent_wrote() -> None:
    [miss] = missed(
        asks("雪橇坡几点开"), hands_over(1), (LI, "您好", {}), (LI, "雪橇坡早上九点开，冬天才有。", {})
    )
    assert (miss.question.text, miss.kind) == ("雪橇坡几点开", "low_confidence")
    assert miss.reply
    assert miss.reply.text == "雪橇坡早上九点开，冬天才有。"


def test_all_choices_turned_down_is_one_miss_of_the_question_before() -> None:
    [miss] = missed(
        asks("雪橇坡几点开"), asks_back(1), asks("都不是", value="none"), hands_over(3, "repeated_miss")
    )
    assert (miss.question.text, miss.kind) == ("雪橇坡几点开", "none_of_these")


def test_an_answer_that_was_voted_down_is_a_miss() -> None:
    [miss] = missed(asks("雪橇坡几点开"), answers(1), asks("没答到"), asks_back(3))
    assert (miss.question.text, miss.kind) == ("雪橇坡几点开", "not_answered")


def test_a_call_for_a_person_is_no_miss() -> None:
    assert missed(asks("转人工"), hands_over(1, "asked"), asks("物业费"), answers(3)) == []


@pytest.mark.parametrize(
    ("text", "shown", "left"),
    [
        ("我电话13800000000，3栋2单元1201漏水", "我电话〔电话〕，〔房号〕漏水", "我电话，漏水"),
        ("打 138 0000 0000 找张三先生", "打 〔电话〕 找〔姓名〕先生", "打 找先生"),
        ("我叫王小明，住3-2-1201", "我叫〔姓名〕，住〔房号〕", "我叫，住"),
        ("浙A·12345占了我的位", "〔车牌〕占了我的位", "占了我的位"),
        ("身份证33010619900101001X要带吗", "身份证〔证件号〕要带吗", "身份证要带吗"),
        ("三栋的电梯坏了", "三栋的电梯坏了", "三栋的电梯坏了"),
        ("物业费2.80元一平，120平多少", "物业费2.80元一平，120平多少", "物业费2.80元一平，120平多少"),
        ("发到 li@example.com", "发到 〔邮箱〕", "发到"),
    ],
)
def test_nobody_can_be_known_from_it(text: str, shown: str, left: str) -> None:
    assert masked(text) == shown
    assert without_persons(text) == left


def test_questions_about_one_matter_come_together() -> None:
    texts = ["雪橇坡几点开", "狗可以坐电梯吗", "雪橇坡什么时候开", "雪橇坡开到几点", "能不能带狗坐电梯"]
    assert cluster(texts) == [[0, 2, 3], [1, 4]]
    assert most_typical([texts[0], texts[2], texts[3]]) in {0, 1, 2}
    assert cluster([]) == []


def decided(confidence: float, act: str, outcome: Any = None, *, led: bool = False) -> Decided:
    [question] = said(asks("？"))
    return Decided(
        conversation_id="c", question=question, act=act, confidence=confidence, candidates=tuple(CANDIDATES),
        entry_id=None, is_plain=True, outcome=outcome, led_to_person=led,
    )  # fmt: skip


def test_a_higher_threshold_gives_fewer_answers_fewer_wrong_ones_and_more_work() -> None:
    real = [
        decided(0.95, "answer", "accepted"),
        decided(0.80, "answer", "rejected"),
        decided(0.75, "answer"),
        decided(0.50, "clarify", led=True),
        decided(0.50, "clarify"),
        decided(0.20, "handoff", led=True),
    ]
    low, live, high = replay(real, (0.4, 0.7, 0.9), minutes_per_handoff=6.0)
    assert (live.answered, live.clarified, live.handoffs, live.wrong) == (3, 2, 2.0, 1.2)
    assert (low.answered, low.clarified, low.handoffs, low.wrong) == (5, 0, 1.0, 2.2)
    assert (high.answered, high.clarified, high.handoffs, high.wrong) == (1, 4, 3.0, 0.0)
    assert [point.agent_hours for point in (low, live, high)] == [0.1, 0.2, 0.3]
    assert replay([], (0.7,), minutes_per_handoff=None)[0].agent_hours is None
