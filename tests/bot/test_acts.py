import pytest

from bot.language.spelling import normalise
from bot.nlu.acts import act_by_rule


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("你好", "greet"),
        ("好的，谢谢", "thanks"),
        ("再见", "goodbye"),
        ("你是机器人吗？", "bot_challenge"),
        ("他妈的！", "upset"),
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
    ],
)
def test_a_question_is_no_act(said: str) -> None:
    assert act_by_rule(normalise(said)) is None
