"""Charging a car or an electric bicycle, and staying on after the car is full."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.quantities.found import Found
from bot.quantities.numbers import read_number
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.counting import TIMES, repeats, times_each
from bot.sums.outcome import Computed
from knowledge_base.chinese_numbers import SIGNS
from knowledge_base.tariffs.money import Charge
from knowledge_base.tariffs.rates import Situation

_FULL = re.compile(r"充[满完好]|满了|满电|占位|占着|占用|没挪|不挪|挪车")
_OVERSTAY = r"占位|占着|没挪|才挪|不挪|忘了?挪|充[满完好]"
_MOVED = r"(?:把车|给)?(?:挪|开|移|走|驶?离|拔)"
_LEFT_AT_ONCE = (
    r"没有?(?:超时)?占[位着用]|没占|不占位|占位费?(?:没有?|不算|是零)|没有?超时|"
    rf"(?<!没)(?<!没有)(?<!不)(?:马上|立马|立刻|及时|准时|按时|当场|随即|赶紧|随后)就?{_MOVED}|"
    rf"充[完好满饱]了?(?:电)?,?我?(?:就|即刻?|便){_MOVED}|拔了?[枪线]?就(?:走|开)"
)
_BEFORE = re.compile(r"(?:之|以)?前")
_ENERGY = r"(?:充电|电)[费钱]"
_JOINED = r"[^,.;]{0,2}[和与加带跟及连、+][^,.;]{0,3}"
_BOTH_NAMED = rf"{_ENERGY}{_JOINED}占位|占位费?{_JOINED}{_ENERGY}"
_FREE_OVER = re.compile(
    r"免费[^,.;]{0,8}(?:过完|过了|用[完光]|到点|以外|之外|(?:以|之)?后|完了?|到了)|"
    r"(?:过了?|超[出过了]|除[掉了去开]|刨[去掉开]|扣[除掉去]|减[去掉])[^,.;]{0,8}免费"
)
_IN_ALL = re.compile(r"(?:一共|总共|合计|前后|拢共|共)[^,.;]{0,6}$")
_NOT_KNOWN = r"记不[得住清]|不记得|忘了|哪记得|搞不清|不清楚|不知道?|没注意|没留意"
_WHEN = r"峰|谷|白天|黑天|晚上|夜里|几点|时段|什么时候|钟点"
_FORGOTTEN = rf"(?:{_WHEN})[^.;]{{0,8}}(?:{_NOT_KNOWN})|(?:{_NOT_KNOWN})[^,.;]{{0,6}}(?:{_WHEN})"
_STAYED_ON = r"才[挪移走开]|没挪|忘了?挪"
_PEAK_WORDS, _VALLEY_WORDS = r"白天|白日|峰|上午|下午|中午|大白天", r"谷|半夜|凌晨|深夜|夜里|后半夜"
_CHARGERS = {"快充": "ev_fast", "慢充": "ev_slow"}
_FULL_THEN = re.compile(r"充[满完好饱]|满[了电]")
_NAMED_PART = re.compile(r"([峰谷])(?=[段时电期])")
_FROM_FULL = 2  # times: when the car was full, and when it was moved
_NEAR = 8  # signs before the time at which the car was full
_HOUR, _SIX = 60, 360  # minutes
_A_MONTH = r"(?:[一每]个?月|(?<!个)月)[^,.;]{0,8}(?:多少|几[块元个]|好多|几多)"
_MINUTES_IN = {"minutes": 1, "days": 1440, "months": 30 * 1440}


def car_charging(case: Case) -> Computed | None:
    """Compute the energy, what staying on costs, or both."""
    overstay = _overstay(case)
    both = _both_chargers(case)
    if both and overstay is None:
        return bill(case, both, case.tariffs.rates["ev_fast"].origin)
    charges = []
    of_energy = case.topic in {"parking.ev.slow.fee", "parking.ev.fast.fee"} or case.says(_ENERGY)
    wants_energy = case.says(_BOTH_NAMED) if overstay else of_energy
    if wants_energy or case.number("kwh") is not None:
        energy = _energies(case)
        if not energy:
            return None
        charges += energy
    charges += [overstay] if overstay else []
    origin = case.tariffs.overstays.get("charging") or case.tariffs.rates.get("ev_fast")
    return bill(case, charges, origin.origin) if charges and origin else None


def _both_chargers(case: Case) -> list[Charge]:
    """Charge fast and slow charging where the message tells an amount after each; empty where it does not."""
    told = [one for one in case.quantities.found if one.kind == "kwh"]
    named = [(case.text.find(word), name) for word, name in _CHARGERS.items() if word in case.text]
    table = case.tariffs.rates
    rates = [table[name] for _, name in sorted(named) if name in table]
    if len(told) != len(rates) or len(rates) < len(_CHARGERS):
        return []
    charges: list[Charge | None] = []
    for one, rate in zip(told, rates, strict=True):
        timed = any(price.tags for price in rate.prices)
        tags = frozenset({_time_of_day(case)}) if timed else frozenset()
        kwh = case.checked("charged", one.value)
        charges.append(rate.charge(case.today, Situation(tags), kwh, "度"))
    return [charge for charge in charges if charge is not None]


def _energies(case: Case) -> list[Charge]:
    """Charge each energy that is told, at the price of the time told before it."""
    rate = case.tariffs.rates.get(_charger(case))
    if rate is None:
        return []
    timed = any(price.tags for price in rate.prices)
    day = case.quantities.first("date") or case.today
    charges: list[Charge | None] = []
    part = ""
    for kwh, said in _charged(case):
        part = (_part_of_day(case, *said) or part or _time_of_day(case)) if timed else ""
        amount = case.checked("charged", kwh)
        case.used.pop("charged")
        charges.append(rate.charge(day, Situation(frozenset({part} - {""})), amount, "度"))
    if part:
        case.used["time_of_day"] = part
    return [charge for charge in charges if charge is not None]


def _charged(case: Case) -> list[tuple[Decimal, tuple[int, int]]]:
    """Give each energy with the stretch of the text that may tell its time; one may be known from before."""
    told = case.quantities.meant("kwh")
    if len(told) <= 1:
        return [(case.need("kwh") * repeats(case.quantities), (0, len(case.text)))]
    begins = [0, *(one.end for one in told)]
    return [(one.value, (begin, one.start)) for one, begin in zip(told, begins, strict=False)]


def _charger(case: Case) -> str:
    if case.says(r"慢[充冲]|慢的"):
        chosen = "慢充"
    elif case.says(r"快[充冲]|快的"):
        chosen = "快充"
    else:
        topic = {"parking.ev.slow.fee": "慢充", "parking.ev.fast.fee": "快充"}.get(case.topic)
        known = case.slots.get("charger") or topic
        if known is None:
            raise case.missing("charger")
        chosen = known
    case.used["charger"] = chosen
    return {"慢充": "ev_slow", "快充": "ev_fast"}[chosen]


def _time_of_day(case: Case) -> str:
    """Give 峰 or 谷 as the message or an earlier one tells it; stop to ask for it."""
    part = _part_of_day(case, 0, len(case.text)) or case.slots.get("time_of_day")
    if not part:
        raise case.missing("time_of_day")
    case.used["time_of_day"] = part
    return part


def _part_of_day(case: Case, begin: int, end: int) -> str:
    """Give 峰 or 谷, by the clock or by the word, as a stretch of the message tells it, else nothing."""
    valley = case.tariffs.hours.get("valley")
    clocks = [one for one in case.quantities.meant("clock") if begin <= one.start < end]
    named = _NAMED_PART.findall(case.text[begin:end])
    if len(set(named)) == 1 and len(clocks) == _FROM_FULL and _between_clocks(case) is not None:
        return str(named[0])  # the times tell how long it stayed on
    if clocks and valley is not None:
        told = clocks[0] if end == len(case.text) or _is_range(case, clocks) else clocks[-1]
        return "谷" if valley.covers(_minute_meant(case, told)) else "峰"
    if case.says(_FORGOTTEN):
        return ""
    stretch = case.text[begin:end]
    if re.search(_VALLEY_WORDS, stretch):
        return "谷"
    return "峰" if re.search(_PEAK_WORDS, stretch) else ""


def _is_range(case: Case, clocks: Sequence[Found]) -> bool:
    """Say whether two times tell from when until when: 「九点充到十点」, but not 「到十点,十点以前」."""
    if len(clocks) != len(("from", "until")):
        return False
    first, last = clocks
    between = case.text[first.end : last.start]
    return re.search("[到至~-]", between) is not None and not _BEFORE.match(case.text, last.end)


def _minute_meant(case: Case, told: Found) -> int:
    """Give the minute of the day that a time means: 「昨晚,10点前」 is just before ten in the evening."""
    minute = int(told.value) - (_BEFORE.match(case.text, told.end) is not None)
    bare = told.text[0].isdigit() or told.text[0] in SIGNS
    evening = bare and re.search("晚|夜", case.text[: told.start]) and _SIX <= minute < 2 * _SIX
    return (minute + (2 * _SIX if evening else 0)) % _MINUTES_IN["days"]


def _overstay(case: Case) -> Charge | None:
    """Charge staying on, where the message speaks of it; its time stands after 充满 where two are told."""
    rule = case.tariffs.overstays.get("charging")
    told = case.topic == "parking.ev.overstay" or case.says(_OVERSTAY)
    asked = case.slots.get("asked") == "overstay"
    if rule is None or not (told or asked) or (case.says(_LEFT_AT_ONCE) and not case.says(_STAYED_ON)):
        return None
    times = [one for one in case.quantities.found if one.kind in _MINUTES_IN and not _is_free(case, one)]
    full = _FULL.search(case.text)
    after = [one for one in times if full and one.start > full.start()]
    told_last = (after or times)[0] if times else None
    stayed = None if after or asked else _between_clocks(case)
    told_last = None if stayed is not None else told_last
    chosen = told_last.value * _MINUTES_IN[told_last.kind] if told_last else stayed or case.number("overstay")
    if chosen is None:
        raise case.missing("overstay")
    beyond = told_last is not None and _is_beyond(case, told_last)
    minutes = case.checked("overstay", Decimal(chosen) + (rule.grace_minutes if beyond else 0))
    charge = rule.charge(int(minutes))
    case.note(f"充满后{rule.grace_minutes}分钟内不收，单次最多{rule.cap:f}元")
    return charge


def _is_beyond(case: Case, told: Found) -> bool:
    """Say whether a time counts from the end of the free one: 「过了免费的半小时又多停了18分钟」."""
    over = _FREE_OVER.search(case.text, 0, told.start) is not None
    return over and _IN_ALL.search(case.text, 0, told.start) is None


def _between_clocks(case: Case) -> Decimal | None:
    """Give the minutes from the time when the car was full to the last one told: 「九点充满,十点才挪」."""
    clocks = case.quantities.meant("clock")
    if len(clocks) < _FROM_FULL:
        return None
    full, moved = clocks[-2:]
    if not _FULL_THEN.search(case.text, max(0, full.start - _NEAR), moved.start):
        return None
    bare = moved.text[0].isdigit() or moved.text[0] in SIGNS
    return Decimal(int(moved.value - full.value) % (2 * _SIX if bare else _MINUTES_IN["days"]))


def _is_free(case: Case, one: Found) -> bool:
    """Say whether a time is named as the one that costs nothing: 「免费的30分钟」, 「那30分钟免费的」."""
    end = one.end
    return re.search(r"免费的?那?$", case.text[: one.start]) is not None or (
        re.match(r"[种]?免费", case.text[end:]) is not None
    )


def bicycle(case: Case) -> Computed | None:
    """Compute the charging of an electric bicycle; what is not used of a coin comes back."""
    rate = case.tariffs.rates.get("ebike")
    if rate is None:
        return None
    told = case.number("minutes")
    if told is None:
        raise case.missing("minutes", "请问充了多久？比如「6小时」。")
    often = [read_number(one[1]) for one in TIMES.finditer(case.quantities.rest)]
    if case.says(_A_MONTH) and not any(one > 1 for one in often) and repeats(case.quantities) == 1:
        raise case.missing("times", "请问一个月一共充几次？", whole=True)
    stated = next((one.start for one in case.quantities.found if one.kind == "minutes"), 0)
    told = case.checked("charging", told)
    case.used.pop("charging")
    hours = told / _HOUR * max(Decimal(times_each(case.text, stated) or 1), repeats(case.quantities))
    charge = rate.charge(case.today, Situation(frozenset()), hours, "小时")
    case.note(f"每{rate.per}小时一计，不足的按余额退回")
    return bill(case, [charge], rate.origin) if charge else None
