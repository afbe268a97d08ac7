"""A form takes what answers its question, and asks again for what does not."""

import pytest

from bot.forms.filling import continued, started
from bot.forms.houses import house_in
from bot.forms.skipping import is_skipped
from bot.forms.times import day_in
from bot.language.spelling import normalise


@pytest.mark.parametrize(
    ("told", "field", "then", "taken"),
    [
        ("7栋1单元大堂的灯坏了", "since", "13800000000打不通就打座机，今天早上开始的", "今天早上"),
        ("厨房水龙头漏水，我家在7栋1单元302", "visit", "13800000000，明天下午在家", "明天下午"),
    ],
    ids=["a public place is asked since when", "a home is asked when somebody is in"],
)
def test_a_telephone_number_is_no_time_and_the_question_comes_again(
    told: str, field: str, then: str, taken: str
) -> None:
    asked = started("repair", told, {})
    assert asked.next is not None
    assert asked.next.name == field
    waiting = type(asked)(asked.kind, asked.filled, asked=field)
    again = continued(waiting, "13800000000", {})
    assert (field in again.filled, again.misses) == (False, 1)
    assert taken in continued(again, then, {}).filled[field]


@pytest.mark.parametrize(
    "reply",
    [
        "不知道什么时候坏的",
        "记不清几时了",
        "说不好哪天坏的",
        "我也不晓得啥时候开始的",
        "具体时间没太注意",
        "哪天开始的真不记得了",
        "忘了",
        "唔記得几时開始嘅",
        "他没讲，不清楚",
        "跳过",
        "随便，你们看着办",
    ],
)
def test_who_does_not_know_leaves_the_piece_out(reply: str) -> None:
    assert is_skipped(normalise(reply))


@pytest.mark.parametrize(
    "reply",
    [
        "不知道，大概昨天吧",
        "我不知道什么时候能修好",
        "不清楚你们怎么收费",
        "忘带钥匙了",
        "没有水",
        "记得是上周五",
    ],
)
def test_who_tells_or_asks_something_leaves_nothing_out(reply: str) -> None:
    assert not is_skipped(normalise(reply))


@pytest.mark.parametrize(
    ("told", "house"),
    [
        ("我是1栋底商12号铺", "1栋底商12号铺"),
        ("底商 6 号铺，卖水果的", "底商 6 号铺"),
        ("8号铺子", "8号铺子"),
        ("3栋 2单元 801", "3栋 2单元 801"),
        ("三栋二单元八零一", "三栋二单元八零一"),
        ("底商20号前交吗", None),
        ("5栋 500元", "5栋"),
    ],
)
def test_shops_and_homes_are_read_by_their_numbers(told: str, house: str | None) -> None:
    assert house_in(told) == house


@pytest.mark.parametrize(
    "told", ["12栋门口地砖翘了", "车库B2有根水管漏水", "儿童乐园的秋千链子断了", "7栋楼下长椅断了一条腿"]
)
def test_a_public_place_is_asked_for_no_house(told: str) -> None:
    asked = started("repair", told, {})
    assert asked.next is not None
    assert asked.next.name == "since"


@pytest.mark.parametrize(
    "day", ["后个", "大后个", "明儿个", "大后天", "后儿", "聽日", "後日", "明朝", "下礼拜天"]
)
def test_a_day_is_understood_in_every_dialect(day: str) -> None:
    asked = started("visitor", normalise("登记访客车浙A12345"), {})
    waiting = type(asked)(asked.kind, asked.filled, asked="day")
    assert continued(waiting, normalise(f"{day}来"), {}).next is None


@pytest.mark.parametrize("told", ["然后个别人来", "说明个人也行", "以后天天都要拖"])
def test_words_that_only_look_like_a_day_are_none(told: str) -> None:
    assert day_in(told) is None


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("suggestion", "我代表业委会提一条建议"),
        ("suggestion", "那我提个建议呗"),
        ("suggestion", "您好,我是7栋的业主,想提个意见"),
        ("complaint", "我来反映个事儿"),
        ("complaint", "想投诉一下"),
        ("repair", "我来报个修"),
    ],
)
def test_what_only_announces_is_asked_for_its_matter(kind: str, told: str) -> None:
    asked = started(kind, told, {})
    assert asked.next is not None
    assert asked.next.name == "what"


@pytest.mark.parametrize(
    ("kind", "told", "what"),
    [
        ("suggestion", "替我爸提个意见,电梯里装个扶手", "扶手"),
        ("suggestion", "我建议大堂放把伞", "伞"),
        ("complaint", "我要投诉,电梯有问题", "电梯有问题"),
    ],
)
def test_what_tells_its_matter_is_not_asked_for_it(kind: str, told: str, what: str) -> None:
    assert what in started(kind, told, {}).filled["what"]


def test_a_complaint_that_tells_when_and_where_is_asked_for_the_wish_alone() -> None:
    asked = started("complaint", "我要投诉,昨晚十一点4栋2单元有人放鞭炮", {})
    assert asked.next is not None
    assert asked.next.name == "wish"


def test_a_reply_that_tells_another_piece_leaves_the_time_to_be_told() -> None:
    asked = started("repair", "我店门口排水沟盖板断了", {})
    waiting = type(asked)(asked.kind, asked.filled, asked="since")
    further = continued(waiting, "底商8号门口", {})
    assert further.next is not None
    assert (further.filled["house"], further.next.name) == ("底商8号", "since")


def test_a_storey_put_right_leaves_the_rest_of_when_and_where() -> None:
    asked = type(started("complaint", "", {}))(
        "complaint", {"what": "堆纸箱", "when_where": "9栋1单元6楼,前天就有了"}, asked="wish"
    )
    assert continued(asked, "不对,是7楼", {}).filled["when_where"] == "9栋1单元7楼,前天就有了"
