"""What is typed in pinyin reads as characters; what is no pinyin stays as it is."""

import pytest

from knowledge_base.pinyin.reading import in_characters
from knowledge_base.pinyin.spellings import SYLLABLES
from knowledge_base.pinyin.table import LATIN, NUMBER, PAIRS, START, WORDS, table


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wuyefei duoshao qian yi ping", "物业费多少钱一平"),
        ("wu ye fei shen me shi hou jiao", "物业费什么时候交"),
        ("wuyefeizenmejiao", "物业费怎么交"),
        ("wu4 ye4 dian4 hua4 shi4 duo1 shao3", "物业电话是多少"),
        ("wu4ye4fei4 zen3me jiao1", "物业费怎么交"),
        ("wǔ yè fèi duō shǎo", "物业费多少"),
        ("wyf zenme jiao", "物业费怎么交"),
        ("mjk补办", "门禁卡补办"),
        ("物业fei怎么jiao", "物业费怎么交"),
        ("物业费fapiao怎么开", "物业费发票怎么开"),
        ("门jin卡补办费用", "门禁卡补办费用"),
        ("安jing时段是几点", "安静时段是几点"),
        ("wo jia 89 ping gaoceng", "我家89平高层"),
        ("3dong2danyuan502 loushui", "3栋2单元502漏水"),
        ("wo jia ba shi jiu ping", "我家八十九平"),
        ("yibaiershi ping", "一百二十平"),
        ("wuyefei,zenme jiao?", "物业费,怎么交?"),
        ("tinche fei duosao", "停车费多少"),
        ("chen zhong qiang neng za ma", "承重墙能砸吗"),
        ("lvhua", "绿化"),
        ("nü'er", "女儿"),
        ("xi'an", "西安"),
        ("zai nar", "在哪儿"),
        ("nihao, zaima", "你好, 在吗"),
        ("zhuan rengong", "转人工"),
        ("meiqi xielou le", "煤气泄漏了"),
        ("dianti kun ren le", "电梯困人了"),
        ("wifi mima duoshao", "wifi密码多少"),
    ],
)
def test_pinyin_reads_as_characters(typed: str, meant: str) -> None:
    assert in_characters(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "物业费怎么交",
        "wifi密码多少",
        "aed在哪里",
        "b1和b2的月租价格有区别吗",
        "etc扣费不对找谁",
        "vip",
        "家庭ktv太吵",
        "云杉e家app打不开",
        "下水管是pvc还是ppr",
        "登记访客车牌粤b12d45",
        "浙ede123",
        "www.baidu.com怎么上",
        "abc@qq.com",
        "how old are you",
        "can i pay online",
        "i want a human",
        "talk to a human",
        "s12的商铺",
        "工单r2026031",
        "asdfghjkl",
        "restart",
        "external: x",
        "89.5",
        "",
    ],
)
def test_what_is_no_pinyin_stays_as_it_is(text: str) -> None:
    assert in_characters(text) == text


def test_reading_twice_changes_nothing() -> None:
    for text in ("wuyefei zenme jiao", "物业fei", "wifi mima", "change de chepai"):
        assert in_characters(in_characters(text)) == in_characters(text)


def test_a_text_of_letters_without_end_is_left_alone() -> None:
    endless = "shi" * 600
    assert in_characters(endless) == endless


def test_every_word_is_spelt_in_syllables_that_there_are() -> None:
    faults = []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        spelt, word, cost = line.split("\t")
        if len(spelt.split()) != len(word) or not SYLLABLES.issuperset(spelt.split()) or float(cost) < 0:
            faults.append(line)
    assert faults == []


def test_every_pair_is_of_known_words() -> None:
    known = {*table().costs, START, NUMBER, LATIN}
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 5000
    assert [row for row in rows if not known.issuperset(row[:2])] == []
