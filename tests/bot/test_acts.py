from pathlib import Path

import numpy as np
import pytest
import yaml
from dialogue import own_examples

from bot.language.spelling import normalise
from bot.nlu.acts import act_by_rule, act_in, anger_in, learn_acts
from bot.nlu.labelling import Labelled

MOODS = Path(__file__).parents[1] / "data" / "angry.yml"


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("你好", "greet"),
        ("好的，谢谢", "thanks"),
        ("再见", "goodbye"),
        ("你是机器人吗？", "bot_challenge"),
        ("他妈的！", "upset"),
        ("贵是贵了点，也还行", "acknowledge"),
        ("蛮划算的，我存手机里了", "acknowledge"),
        ("要得，我让儿子过来办", "acknowledge"),
        ("跟我自己算的一分不差", "acknowledge"),
        ("你解释得很清楚，谢谢姑娘", "thanks"),
    ],
)
def test_plain_words_name_their_act(said: str, act: str) -> None:
    assert act_by_rule(normalise(said)) == act


@pytest.mark.parametrize(
    "said",
    [
        "你好，物业费多少",
        "换水龙头要人工费吗",
        "客服电话多少",
        "我妈的车位怎么续",
        "他妈妈能刷脸吗",
        "扫地机器人能放楼道吗",
        "我要投诉",
        "谢谢，那停车怎么收费",
        "贵不贵",
        "太贵了",
        "算了不修了",
        "跟我算的不一样",
        "那我明天来办要带什么",
        "你说清楚点",
        "我记错了，是十八吨",
        "不方便",
    ],
)
def test_a_question_is_no_act(said: str) -> None:
    assert act_by_rule(normalise(said)) is None


@pytest.fixture(scope="module")
def acts(data_folder: Path) -> Labelled:
    """The acts, as Rasa trains them."""
    return learn_acts(own_examples())


def angry(acts: Labelled, said: str) -> bool:
    return anger_in(acts, normalise(said))[0]


def test_anger_of_voices_that_taught_nothing_is_heard_and_their_questions_are_not_taken_for_it(
    acts: Labelled,
) -> None:
    voices = yaml.safe_load(MOODS.read_text(encoding="utf-8")).values()
    assert np.mean([angry(acts, said) for voice in voices for said in voice["angry"]]) > 0.65
    assert [said for voice in voices for said in voice["calm"] if angry(acts, said)] == []


@pytest.mark.parametrize(
    "said",
    [
        "你们这个物业实在太不像话，拖了两个礼拜没有一个人来管，气得我心口疼",
        "气死我了！车位天天被人占！你们都是吃干饭的！",
        "光知道收钱，真把业主当傻子，什么烂物业",
    ],
)
def test_anger_told_at_length_is_heard(acts: Labelled, said: str) -> None:
    assert angry(acts, said)


@pytest.mark.parametrize(
    "said",
    [
        "凭什么涨价，依据是什么",
        "气死我了！楼上漏水找谁",
        "收钱不",
        "垃圾",
        "宠物",
        "老鼠",
        "我要投诉保安，太凶了",
    ],
)
def test_who_asks_in_anger_or_only_names_something_is_not_taken_for_angry(acts: Labelled, said: str) -> None:
    assert act_in(acts, normalise(said), 0.0)[0] != "upset"
