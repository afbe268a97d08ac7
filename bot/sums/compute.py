"""From a question, its topic and what was said before to the amount, to a question back, or to nothing."""

from collections.abc import Mapping
from datetime import date

from bot.quantities.found import IMPOSSIBLE
from bot.quantities.reading import read
from bot.sums.asking import asks_for_records, asks_with_numbers, asks_without_numbers, follows_up
from bot.sums.case import Case
from bot.sums.catalogue import Sum, sum_of
from bot.sums.ordering import list_of_topic, ordered
from bot.sums.outcome import Computed, Missing, NotYetError, Odd, Outcome
from bot.sums.subject import without_left_out
from knowledge_base.tariffs.book import Tariffs


def compute(
    topic: str, text: str, slots: Mapping[str, str], *, tariffs: Tariffs | None, today: date
) -> Outcome | None:
    """Compute what the message asks for; None when it asks for no sum, or the estate has no such tariff.

    `slots` are those of the outcome before, plus what is known of the resident (`kind`, `area`, `floor`).
    The slots of the outcome name the sum under `sum`, and under `asked` what was asked back.
    """
    if tariffs is None or not tariffs.kinds:
        return None
    case = Case(read(text, today), slots, tariffs, today, topic)
    replying = bool(slots.get("asked"))
    found = sum_of(slots.get("topic", topic) if replying else topic, without_left_out(case.text))
    if found is None or not (replying or _is_asked(case, found)):
        return None
    if replying:
        case.topic = slots.get("topic", topic)
    try:
        case.doubt_impossible()
        outcome: Outcome | None = found.compute(case)
    except NotYetError as waiting:
        outcome = waiting.outcome
    if outcome is None:
        return None
    return _remembering(outcome, found.name, case.topic)


def _is_asked(case: Case, found: Sum) -> bool:
    if asks_for_records(case.text):
        return False
    if case.slots.get("sum") == found.name and follows_up(case.text):
        return True
    if found.has_own(case) or case.quantities.has(IMPOSSIBLE):
        return asks_with_numbers(case.text)
    own_time = case.quantities.has_own(*found.times)
    return asks_without_numbers(
        case.text,
        has_time=found.has_time(case),
        has_own_time=own_time,
        by_list=_has_price_by_piece(case, found),
    )


def _has_price_by_piece(case: Case, found: Sum) -> bool:
    """Say whether a price list answers by itself what one costs; a hall costs by the hour."""
    return found.compute is ordered and list_of_topic(case.topic) != "halls"


def _remembering(outcome: Outcome, name: str, topic: str) -> Outcome:
    slots = {**outcome.slots, "sum": name, "topic": topic}
    if isinstance(outcome, Computed):
        return Computed(**{**vars(outcome), "slots": slots})
    asking = Missing if isinstance(outcome, Missing) else Odd
    return asking(outcome.name, outcome.question, {**slots, "asked": outcome.name})
