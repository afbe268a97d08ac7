"""What each has to pay where several share a sum: 「四个人平摊,每人出多少」, 「俩人AA,一人多少」."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.sums.case import Case
from bot.sums.counting import MOST
from bot.sums.heads import party
from bot.sums.outcome import Computed

_SHARED = re.compile(r"平摊|均摊|平分|均分|分摊|(?<!公)摊(?=[,.;]|$|每|一|的话)|(?<![a-z])aa(?![a-z])|人均")
_EACH_PAYS = re.compile(
    r"(?:[每一]个?人|人均|各自?|[每一]家)[^,.;]{0,4}(?:[出付交掏给摊拿花分]|合|要|是|得|该)*(?:多少|几[块元多毛]|好多)"
)
_HOW_MANY = re.compile(rf"(?<!第)(?:({NUMBER})(?:个?人|口人|位|家人?)|([俩仨])(?!小时|钟|月))")
_CENT = Decimal("0.01")


def shared(case: Case, told: Computed) -> Computed:
    """Give what each has to pay where the message asks for that; else the sum as it is.

    Stops to ask how many share it where nobody says.
    """
    if not (_SHARED.search(case.text) and _EACH_PAYS.search(case.text)):
        return told
    counted = [read_number(one[1] or one[2]) for one in _HOW_MANY.finditer(case.text)]
    several = [one for one in counted if one > 1]
    many = several[-1] if several else Decimal(party(case.text))
    if not 1 < many <= MOST:
        raise case.missing("count", "请问一共几个人平摊？", whole=True)
    amount = (Decimal(told.amount) / many).quantize(_CENT, ROUND_HALF_UP)
    return replace(
        told,
        amount=f"{amount:.2f}",
        formula=f"({told.formula})÷{many:f}",
        inputs={**told.inputs, "shared_by": f"{many:f}"},
        explanation=f"{told.explanation}\n{many:f}个人平摊，每人{amount:.2f}元。",
    )
