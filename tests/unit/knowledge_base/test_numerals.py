"""Numbers of an answer must be found in its document, however either of them writes the number."""

import re
from decimal import Decimal

import pytest

from knowledge_base.chinese_numbers import parse_number
from knowledge_base.numerals import numerals, stated, unstated


def missing(answer: str, document: str) -> list[str]:
    return list(unstated(answer, stated(document)))


@pytest.mark.parametrize(
    ("answer", "document"),
    [
        ("每平方米每月2.8元", "| 高层住宅 | 2.80 |"),
        ("保证金2,000元", "高层2000元/户"),
        ("最高罚1万元", "2000元以上10000元以下"),
        ("违约金每天0.3‰", "违约金＝欠交的物业服务费×0.3‰×逾期天数"),
        ("每天万分之三", "0.3‰"),
        ("按八折交", "按80%交纳"),
        ("打九五折", "物业服务费95折"),
        ("物业费9.7折", "97折"),
        ("百分之二十封顶", "不超过20%"),
        ("收一半", "减半"),
        ("须三分之二以上业主参与", "面积占比三分之二以上"),
        ("8:30–18:00", "时间为8：30–18：00"),
        ("早上八点半开门", "8:30–18:00"),
        ("晚上9点关门", "9:00–21:00"),
        ("下午2点到6点", "14:00–18:00"),
        ("22点以后请安静", "安静时段为22:00至次日6:00"),
        ("2025年1月1日起", "执行日期：2025-01-01"),
        ("二〇二五年一月一日起", "2025年1月1日"),
        ("1月20日前交清", "2025年1月20日"),
        ("2025年起", "自2025年7月1日起"),
        ("每月20号", "每季度首月20日"),
        ("《民法典》第944条", "《民法典》第九百四十四条第三款"),
        ("电话０５７１－５５５００１０１", "0571-55500101"),
        ("打55500101", "服务热线0571-55500101"),
        ("停在Ｂ2层", "B2层月租车位"),
        ("超过半小时收费", "30分钟内免费"),
        ("每半年交一次", "按半年交"),
        ("诉讼时效3年", "诉讼时效期间为三年"),
        ("两次延期", "最多延2次"),
        ("周一至周五", "周一至周五8:30"),
        ("星期天休息", "周日休息"),
        ("到正月初七", "除夕至正月初七"),
        ("一个半小时", "1.5小时"),
        ("第2个车位", "同户第二个月租车位"),
    ],
)
def test_the_same_number_in_another_spelling_is_found(answer: str, document: str) -> None:
    assert missing(answer, document) == []


@pytest.mark.parametrize(
    ("answer", "document", "number"),
    [
        ("每平方米3.65元", "3.60元、36.5元、13.65元", "3.65"),
        ("封顶20%", "20元", "20%"),
        ("20元", "20%", "20"),
        ("0.3%", "0.3‰", "0.3%"),
        ("四分之三以上同意", "三分之二以上同意", "四分之三"),
        ("第六十四条", "64元，第四十六条", "第六十四条"),
        ("8:30开门", "8:00–18:30", "8:30"),
        ("上午9点", "21:00", "上午9点"),
        ("1月25日截止", "1月20日、4月25日", "1月25日"),
        ("2024年1月1日起", "2025年1月1日、2024年7月1日", "2024年1月1日"),
        ("打0571-55500102", "0571-55500101", "0571-55500102"),
        ("B1层", "B2层，1层", "B1"),
        ("周六上班", "周一至周五", "周六"),
        ("八折", "85折", "八折"),
        ("三年", "五年", "三年"),
        ("十五天", "五天，十天", "十五天"),
        ("1万元", "1元", "1万"),
    ],
)
def test_a_number_that_the_document_does_not_state_is_named(answer: str, document: str, number: str) -> None:
    assert missing(answer, document) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "一般不收。万一出了问题，一定要一起处理，十分感谢",
        "统一办理，一律免费",
        "1. 先打电话\n2、再登记\n（3）最后付款",
        "一、收费\n二、退费",
        "注意三点",
        "一次性交清，找一个人",
        "面积按㎡计",
        "双方约定，第三方不参与",
    ],
)
def test_words_and_list_marks_state_no_number(text: str) -> None:
    assert missing(text, "") == []


def test_numbers_come_in_the_order_of_the_text() -> None:
    texts = [numeral.text for numeral in numerals("高层2.80元，8:30起，第三条，两个月，10%")]
    assert texts == ["2.80", "8:30", "第三条", "两个", "10%"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("九百四十四", "944"),
        ("一千零五", "1005"),
        ("十", "10"),
        ("二十", "20"),
        ("一百一十", "110"),
        ("两万三千", "23000"),
        ("二〇二五", "2025"),
        ("零点三", "0.3"),
        ("十二点五", "12.5"),
        ("一亿零二十万", "100200000"),
        ("壹佰", "100"),
        ("1,234.50", "1234.50"),
    ],
)
def test_chinese_numerals_are_read(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["一点万", "好", "一个", "", "1.", "点五"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_number(text)
