from pathlib import Path

import numpy as np
import pytest
import yaml
from dialogue import own_examples

from bot.language.spelling import normalise, question_of
from bot.nlu.acts import act_in, learn_acts
from bot.nlu.calls import LIKELY, SURE, call_in, learn_calls
from bot.nlu.labelling import Labelled

ROOT = Path(__file__).parents[2]
UNTAUGHT = ROOT / "tests" / "data" / "untaught.yml"
GOLDEN = ROOT / "knowledge_base" / "estates" / "yunshan" / "golden.yml"


@pytest.fixture(scope="module")
def ear(data_folder: Path) -> Labelled:
    """The bot's ear, as Rasa trains it."""
    return learn_calls(own_examples())


def loudness(ear: Labelled, said: str) -> float:
    return call_in(ear, question_of(normalise(said)))


@pytest.mark.parametrize(
    "said",
    [
        "转人工",
        "給我轉人工",
        "我要找真人！",
        "人工客服",
        "不想跟机器人聊，叫个人来",
        "请您安排一位同事跟我说",
    ],
)
def test_a_plain_call_for_a_person_is_heard_without_doubt(ear: Labelled, said: str) -> None:
    assert loudness(ear, said) >= SURE


@pytest.mark.parametrize(
    "said",
    [
        "人工湖几点关灯",
        "换水龙头人工费多少",
        "请物业人员不要再打电话了",
        "客服电话是多少",
        "不用转人工，你说就行",
        "叫师傅明天来通马桶",
        "物业费多少",
    ],
)
def test_what_only_names_a_person_is_no_sure_call(ear: Labelled, said: str) -> None:
    assert loudness(ear, said) < SURE


def test_most_calls_of_strangers_are_heard_and_few_look_alikes(ear: Labelled) -> None:
    strangers = yaml.safe_load(UNTAUGHT.read_text(encoding="utf-8"))
    assert np.mean([loudness(ear, said) >= LIKELY for said in strangers["person"]]) > 0.8
    assert np.mean([loudness(ear, said) >= LIKELY for said in strangers["no_call"]]) < 0.07
    assert np.mean([loudness(ear, said) >= LIKELY for said in strangers["calm"]]) < 0.01


def test_no_golden_question_is_taken_for_a_call(ear: Labelled) -> None:
    golden = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    asked = [text for texts in golden.values() for text in texts]
    assert [text for text in asked if loudness(ear, text) >= LIKELY] == []


def test_a_call_goes_before_every_other_act_and_only_this_ear_hears_one(ear: Labelled) -> None:
    acts = learn_acts(own_examples())
    assert act_in(acts, "垃圾物业,叫你们经理来跟我说", SURE) == ("ask_person", True)
    assert act_in(acts, "随便哪个", LIKELY) == ("ask_person", False)
    assert act_in(acts, "人工客服", 0.0)[0] != "ask_person"


def test_two_questions_in_one_are_as_loud_as_the_louder(ear: Labelled) -> None:
    both = loudness(ear, "物业费怎么交?能不能叫个真人客服来跟我说?")
    assert both == pytest.approx(loudness(ear, "能不能叫个真人客服来跟我说"))
