"""The total of what was computed one after the other: 「两样加起来一共多少」, 「两家合计呢」."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.case import Case
from bot.decision import Candidate, Decision
from bot.quantities.numbers import read_number
from bot.reckoning import NAMED, told_sum
from bot.sums.outcome import Computed

_ADD_UP = (
    r"加(?:起来|到一起|一起|一块|埋|总|拢)|合(?:起来|计|共|埋|一起)|[总一拢统]共|总计|"
    r"一起(?=多少|几|是|要|交)"
)
_ALL_TOLD = re.compile(
    rf"^(?:那么?|咁|这|呢|噻|哦|嗯|,)*(?P<many>[两俩三仨四234])?(?P<apart>家|户|套|边|处)?"
    rf"(?:样|项|个|笔|者|种|部分|费用|钱|都)*(?:{_ADD_UP})+"
    r"(?:是|要|得|该|应|我|总共|一共)*(?:交|给|付|掏|俾|准备|花)?(?:多少|几多|好多|几)?(?:钱|块|元)?[呢啊呀嘛吧喃咧哩?.]*$"
)


def added_up(case: Case) -> Decision | None:
    """Add up the last sums where a message asks for their total and tells nothing else.

    Of sums of the same fee the last one counts, unless they are of several houses.
    """
    asked, state, last = _ALL_TOLD.match(case.heard.question), case.conversation, case.previous
    entry = case.published.entries.get(state.topic) if case.published else None
    if asked is None or entry is None or last is None or not last.computed:
        return None
    told = state.sums if asked["apart"] else _last_of_each(state.sums)
    many = int(read_number(asked["many"])) if asked["many"] else len(told)
    if not len(("one", "another")) <= many <= len(told):
        return None
    chosen = told[-many:]
    amount = f"{sum(Decimal(each) for _, each in chosen):.2f}"
    outcome = Computed(
        amount=amount,
        formula="+".join(each for _, each in chosen),
        inputs={},
        explanation=f"一共{amount}元：{'；'.join(f'{name} {each}元' for name, each in chosen)}。",
        source={name: (last.source or {}).get(name, "") for name in ("document", "section")},
        slots=dict(state.slots),
    )
    return told_sum(case, outcome, (Candidate(entry.id, entry.title, NAMED),), told=state.told)


def _last_of_each(sums: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Give the last sum of each fee."""
    return [one for place, one in enumerate(sums) if one[0] not in {later[0] for later in sums[place + 1 :]}]
