"""What kind of thing a question asks for, and by what an answer shows that it tells it.

「多少钱」 asks for money, and an answer with 元 in it tells it: of the entries near the subject, those are
likelier to be meant. Nothing here knows an estate.
"""

import re
from collections.abc import Sequence

import numpy as np

_ASPECTS = tuple(
    (re.compile(asks), re.compile(tells))
    for asks, tells in (
        (
            r"多少钱|几块|几元|收费|费用|价格|价钱|要钱|花钱|贵|一度|一平|便宜|优惠|打折|多少$",
            r"\d元|元/|免费|折|收费",
        ),
        (
            r"哪里|哪儿|去哪|在哪|到哪|哪办|地方|地址|哪个窗口|位置|哪(?:领|交|办|充|补|取)",
            r"前台|窗口|到[^，。]{1,12}(?:申请|办理|登记|领取)|位于|栋|地址",
        ),
        (r"带(?:什么|啥|些|点)|材料|手续|证件|准备什么|东西", r"材料|复印件|身份证|证明|携带|请带"),
        (
            r"什么时候|几点|啥时|哪天|几号|几月|时间|开到|关门|开门|最晚|最迟",
            r"\d点|\d:\d|\d月|\d日|工作日",
        ),
        (
            r"多久|几天|多长时间|多少天|几个工作日|当天|生效",
            r"\d+个?工作日|\d+日内|\d+天|\d+小时|当天|现场|立即",
        ),
        (
            r"怎么(?:办|弄|申请|交|约|登记|领)|如何|咋(?:办|弄|申请)|流程|程序",
            r"申请|登记|办理|前台|小程序|拨打|打",
        ),
        (r"电话|号码|热线|打哪|找谁|联系", r"\d{4}-\d{6,}"),
        (r"过了|错过|超|晚了|逾期|来不及|迟|没赶", r"逾期|超过|误时|超时|延期|以后"),
        (r"几[只个张辆条次本]|[两二三四五]+[只个张辆条次]|最多|限", r"\d[只张辆个次]|限"),
        (r"能不能|可以|行吗|行不|允许|能.{0,8}吗|让.{0,3}吗", r"不得|可以|禁止|不能|允许"),
        (r"小孩|孩子|儿童|宝宝|娃", r"儿童|周岁|未满|身高"),
        (r"周末|周六|周日|礼拜|星期六|节假日", r"周末|周六|周日|节假日|周一至"),
        (r"租客|租户|租的", r"租户|承租"),
        (r"商铺|底商|店|门面", r"商铺|底商"),
    )
)


def told_by(answers: Sequence[str]) -> np.ndarray:
    """Say which aspects each answer tells; a row an aspect, a column an answer."""
    return np.array([[bool(tells.search(text)) for text in answers] for _, tells in _ASPECTS])


def asked_for(question: str) -> np.ndarray:
    """Say which aspects the question asks for; one truth an aspect."""
    return np.array([bool(asks.search(question)) for asks, _ in _ASPECTS])
