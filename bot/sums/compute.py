"""From a question, its topic and what was said before to the amount, to a question back, or to nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.quantities.found import Quantities
from bot.quantities.numbers import read_number
from bot.quantities.reading import fold, read
from bot.quantities.unitless import with_unit
from bot.sums.asking import (
    asks_for_price,
    asks_for_records,
    asks_for_rule,
    asks_plainly,
    asks_what_counts,
    asks_with_numbers,
    asks_without_numbers,
    follows_up,
    without_known,
)
from bot.sums.case import LIKELY_WANTED, WHOLE, Case, Message
from bot.sums.catalogue import Sum, begun_sum, sum_of
from bot.sums.counting import TIMES, counts
from bot.sums.differences import (
    asks_for_difference,
    difference,
    goes_by_old_price,
    left_over,
    money_to_spend,
    sides_of,
)
from bot.sums.discounts import PREPAY
from bot.sums.doubts import doubted
from bot.sums.houses import trade_said, trades_in
from bot.sums.naming import list_of_topic
from bot.sums.ordering import ordered
from bot.sums.outcome import Computed, Missing, NotYetError, Odd, Outcome
from bot.sums.restarts import settled
from bot.sums.sharing import shared
from bot.sums.subject import topic_named, without_left_out, without_refused
from bot.sums.together import added_up, lasting, parts_of
from knowledge_base.tariffs.book import Tariffs

# With each author of bot/data/sums left out, so sure the ear is of nearly every wish for an amount, and of
# hardly a look-alike (docs/quality.md).
SURELY_WANTED = 0.5
_ASKED, _PERHAPS = "asked", "perhaps"
_OF_PASSES = "renovation.worker_pass"
_BY_USE = ("stay", "monthly", "charging")  # of these only one's own use tells which is cheaper
_OVER_A_TIME = r"(?:一个?月|[充停来]一[次回趟])[^,.;平度]{0,6}(?:差|省|贵|便宜|[多少][交付花掏])"
_BESIDE = r"比|原[来先]|本来|[之以]前"
_OWN = r"[我俺咱]|屋头|屋里|[改换](?:成|开|做|为|到)"


def compute(
    topic: str, message: Message, slots: Mapping[str, str], *, tariffs: Tariffs | None, today: date
) -> Outcome | None:
    """Compute what the message asks for; None when it asks for no sum, or the estate has no such tariff.

    `slots` are those of the outcome before, plus what is known of the resident (`kind`, `area`, `floor`).
    The slots of the outcome name the sum under `sum`, and under `asked` what was asked back.
    """
    if tariffs is None or not tariffs.kinds:
        return None
    message = replace(message, text=settled(message.text))
    slots = {**slots, **_trade(message.text)}
    if slots.get("asked") and slots.get(WHOLE):  # the reply completes all of it
        message = Message(f"{slots[WHOLE]},{message.text}", goes_on=True)
        slots = {name: value for name, value in slots.items() if name != "asked"}
    slots.pop(WHOLE, None)
    if not slots.get("asked"):
        compared = _compared(topic, message, slots, tariffs, today)
        if compared is not None:
            return compared
    if not (slots.get("asked") or message.goes_on):
        together = _together(message, slots, tariffs, today)
        if together is not None:
            return together
    return _alone(topic, message, slots, tariffs, today)


def _together(
    message: Message, slots: Mapping[str, str], tariffs: Tariffs, today: date
) -> Computed | Missing | None:
    """Add up fees of several kinds, each reckoned from its own words; None where not all of them are sums."""
    told: list[Computed] = []
    known = dict(slots)
    for part in parts_of(fold(message.text), today):
        outcome = _alone(part.topic, Message(part.words, message.wanted), known, tariffs, today)
        if not isinstance(outcome, Computed):
            return outcome if told and isinstance(outcome, Missing) else None
        known |= lasting(outcome.slots)
        told.append(outcome)
    return added_up(told) if told else None


def _compared(
    topic: str, message: Message, slots: Mapping[str, str], tariffs: Tariffs, today: date
) -> Computed | Missing | None:
    """Compute by how much two sums differ, or what is left of the money that somebody has to spend."""
    told = read(message.text, today)
    to_spend = money_to_spend(told)
    if to_spend is not None:
        spent = _whole(topic, to_spend[1], slots, tariffs, today)
        return left_over(to_spend[0], spent) if isinstance(spent, Computed) else None
    sides = sides_of(told, tariffs, today) if asks_for_difference(told.text) else None
    if sides is None or not _compares_own(Case(told, slots, tariffs, today, topic, message.wanted)):
        return None
    sums = [
        _whole(side.topic or topic, side.words, {**slots, **_trade(side.words)}, side.tariffs, today)
        for side in sides
    ]
    lacking = next((one for one in sums if isinstance(one, Missing)), None)
    if lacking is not None:
        return Missing(lacking.name, lacking.question, {**lacking.slots, WHOLE: told.text})
    first, second = sums
    if not (isinstance(first, Computed) and isinstance(second, Computed)):
        return None
    return difference(sides, (first, second))


def _compares_own(case: Case) -> bool:
    """Say whether a message compares what its speaker pays, rather than asks what a rule makes cheaper."""
    found = sum_of(case.topic, case.text)
    if found is None:
        return False
    case.quantities = _with_unit(case, found)
    own_case = case.wanted >= LIKELY_WANTED or (case.says(_BESIDE) and bool(case.kinds_said()))
    times = TIMES.search(case.quantities.rest)
    several = times is not None and read_number(times[1]) > 1
    weighed = found.name in _BY_USE and case.says(_OVER_A_TIME)
    return weighed or several or found.has_own(case) or (case.says(_OWN) and own_case)


def _whole(topic: str, words: str, slots: Mapping[str, str], tariffs: Tariffs, today: date) -> Outcome | None:
    """Compute what the words of one side of a comparison come to, of one fee or of several."""
    return _together(Message(words), slots, tariffs, today) or _alone(
        topic, Message(words, goes_on=True), slots, tariffs, today
    )


def _alone(
    topic: str, message: Message, slots: Mapping[str, str], tariffs: Tariffs, today: date
) -> Outcome | None:
    """Compute one sum."""
    said = without_refused(message.text)
    by_old_price = goes_by_old_price(said)
    tariffs = tariffs.before_change(today) if by_old_price else tariffs
    refused = topic == PREPAY and said != message.text
    topic = topic_named(read(said, today)) or topic if refused else topic
    case = Case(read(said, today), slots, tariffs, today, topic, message.wanted)
    replying = bool(slots.get("asked"))
    found = begun_sum(slots.get("sum", "")) if replying else sum_of(topic, without_left_out(case.text))
    if found and (not replying or slots["asked"] == found.bare):
        case.quantities = _with_unit(case, found)
    asked = found and (_ASKED if replying or message.goes_on else _how_asked(case, found))
    if found is None or not asked:
        return None
    if replying:
        case.topic = slots.get("topic", topic)
    try:
        case.doubt_impossible()
        told = found.compute(case)
        outcome: Outcome | None = shared(case, told) if isinstance(told, Computed) else told
    except NotYetError as waiting:
        outcome = waiting.outcome
    if outcome is None or (asked == _PERHAPS and isinstance(outcome, Computed)):
        return None
    kept = {WHOLE: case.text} if by_old_price and isinstance(outcome, Missing) else {}
    return _remembering(outcome, found.name, case.topic, kept)


def _with_unit(case: Case, found: Sum) -> Quantities:
    houses = "|".join(word for kind in case.tariffs.kinds for word in kind.words)
    return with_unit(case.quantities, found.bare, houses=houses)


def _trade(text: str) -> dict[str, str]:
    """Give the trade that a message tells on the way; it holds for the next sums as well."""
    trade = trade_said(text) if any(trades_in(text)) else None
    return {"trade": trade} if trade else {}


def _how_asked(case: Case, found: Sum) -> str:
    """Say whether the sum is asked for, or perhaps: then a question back does no harm, an amount might."""
    if asks_for_records(case.text) or asks_what_counts(case.text):
        return ""
    if case.slots.get("sum") == found.name and follows_up(case.text):
        return _ASKED
    text = without_known(case.text)
    by_rule = asks_for_price(text) or asks_for_rule(text)
    by_rule |= case.topic == _OF_PASSES and asks_plainly(text)
    perhaps = _PERHAPS if case.wanted >= LIKELY_WANTED and not by_rule else ""
    if found.has_own(case) or doubted(case.quantities):
        return _ASKED if asks_with_numbers(text) or case.wanted >= SURELY_WANTED else perhaps
    own_time = case.quantities.has_own(*found.times)
    by_words = asks_without_numbers(
        text,
        has_time=found.has_time(case),
        has_own_time=own_time,
        by_list=_has_price_by_piece(case, found),
    )
    counted = found.compute is ordered and bool(counts(case.quantities.rest))
    return _ASKED if by_words or (counted and case.wanted >= SURELY_WANTED) else perhaps


def _has_price_by_piece(case: Case, found: Sum) -> bool:
    """Say whether a price list answers by itself what one costs; a hall costs by the hour."""
    return found.compute is ordered and list_of_topic(case.topic) != "halls"


def _remembering(outcome: Outcome, name: str, topic: str, kept: Mapping[str, str]) -> Outcome:
    slots = {**outcome.slots, **kept, "sum": name, "topic": topic}
    if isinstance(outcome, Computed):
        return Computed(**{**vars(outcome), "slots": slots})
    asking = Missing if isinstance(outcome, Missing) else Odd
    return asking(outcome.name, outcome.question, {**slots, "asked": outcome.name})
