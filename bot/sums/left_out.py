"""What a message names of a price list and does not order: 「没买季卡」, 「给阿姨补一张」."""

import re

_NOT_BEFORE = re.compile(
    r"(?:[没未冇无]有?|不(?:用|想|需要?|是)?|别|勿)(?:再|去|给我)?(?:买|办|换|装|扔|洗|要(?!了|的)|算|拿|拉)(?:过|了)?"
    r"[^,.不没]{0,3}$|(?:没|冇|没有|不是)$"
)
_NOT_AFTER = re.compile(
    r"我?们?(?:先|就|都|暂时|倒)?(?:不用|不要|不买|不办|不换|不装|不扔|不洗|别|自己)(?![了动走])"
)
_NO_GUESTS = ("女朋友", "男朋友")
_TO_PAY = re.compile(r"补(?:多少|好多|几|交|缴|钱|给|你)")  # 「要补多少」 asks for money, not for a card
_FOR_WHOM = re.compile(
    r"(?:[给帮替为].{0,3}|我是[^,.;]{0,12})阿姨$"
)  # who gets something is no work that is ordered


def is_left_out(clause: str, place: int, end: int) -> bool:
    """Say whether a thing is named as what is not ordered: 「没买季卡」, 「遥控器先不要」."""
    denied = _NOT_BEFORE.search(clause, 0, place) or _NOT_AFTER.match(clause, end)
    other = _FOR_WHOM.search(clause, 0, end) or _TO_PAY.match(clause, place)
    return denied is not None or other is not None or clause[:end].endswith(_NO_GUESTS)
