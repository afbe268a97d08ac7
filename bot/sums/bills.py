"""From charges to the answer: the amount, the formula, and the sentences around them."""

from collections.abc import Sequence

from bot.sums.case import Case
from bot.sums.outcome import Computed
from knowledge_base.tariffs.money import Charge, to_cents, total
from knowledge_base.tariffs.rates import Origin


def bill(case: Case, charges: Sequence[Charge], origin: Origin) -> Computed:
    """Add the charges up and say in Chinese how the sum comes about and what was assumed."""
    amount = f"{total(charges):.2f}"
    if len(charges) == 1:
        opening = f"{charges[0].name}：{_shown(charges[0])}。"
    else:
        lines = "；".join(f"{charge.name} {_shown(charge)}" for charge in charges)
        opening = f"一共{amount}元：{lines}。"
    return Computed(
        amount=amount,
        formula="+".join(charge.formula for charge in charges),
        inputs=dict(case.used),
        explanation=opening + "".join(f"{note}。" for note in case.notes),
        source={"document": origin.document, "section": origin.section},
        slots=case.remembered(),
        told_by=case.told_by,
    )


def _shown(charge: Charge) -> str:
    return f"{charge.formula}＝{to_cents(charge.amount):.2f}元"
