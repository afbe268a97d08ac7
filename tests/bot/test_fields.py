from dataclasses import replace

import pytest

from bot.fields import chapter_of, field_of
from bot.language.declining import turns_down
from knowledge_base.entry import Entry, Source


def entry(title: str) -> Entry:
    return Entry(title, "any", title, (), "")


ENTRIES = [
    entry(one) for one in ("雪橇租金", "雪橇坡开放时间", "果园认领", "未认领果树的去处", "狗的登记", "狗与猫")
]


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("雪橇", ["雪橇租金", "雪橇坡开放时间"]),
        ("雪橇的事", ["雪橇租金", "雪橇坡开放时间"]),
        ("了解一下雪橇", ["雪橇租金", "雪橇坡开放时间"]),
        ("狗", ["狗的登记", "狗与猫"]),
        ("果园", []),
        ("认领", []),
        ("雪橇多少钱", []),
        ("", []),
    ],
)
def test_a_bare_word_names_the_field_that_several_titles_share(said: str, titles: list[str]) -> None:
    assert [one.title for one in field_of(said, ENTRIES)] == titles


def test_a_bare_word_may_name_the_document_whose_entries_are_meant() -> None:
    skating = replace(entry("冰场开放"), source=Source("03_滑冰与滑雪管理.md", "一"))
    assert chapter_of("滑冰的事", [skating, entry("滑冰鞋")]) == (skating,)
    assert chapter_of("滑", [skating]) == chapter_of("滑冰几点开", [skating]) == ()


@pytest.mark.parametrize(
    "said", ["都不是", "不对", "不是这个", "你答错了", "我问的不是这个", "没有我要问的", "唔啱"]
)
def test_an_answer_is_turned_down_in_few_words(said: str) -> None:
    assert turns_down(said)


@pytest.mark.parametrize(
    "said", ["没有", "不用了", "不是98平", "不对,是98平", "不是业主可以吗", "错了怎么改"]
)
def test_what_says_more_or_only_declines_turns_no_answer_down(said: str) -> None:
    assert not turns_down(said)
