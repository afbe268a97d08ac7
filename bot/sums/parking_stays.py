"""Parking by the hour: strangers, registered visitors, family cards, trucks, customers of the shops."""

import re
from collections.abc import Mapping
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.sums.asking import asks_for_total
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.coming_and_going import between_clocks
from bot.sums.often import weekdays
from bot.sums.outcome import Computed
from knowledge_base.tariffs.ladders import Allowance
from knowledge_base.tariffs.money import as_number

_TEMPORARY_TOPIC = "parking.temp.fee"  # whose rule a stay rests on that has no free hours
_MINUTES_A_DAY = 1440
_DAYS_A_MONTH = 30
_HOUR = 60
_GUESTS: Mapping[str, str] = {
    "family_card": r"探亲卡",
    "truck": r"货车|货拉拉|搬家|送货|卸货|拉货",
    "shop_customer": r"核销|底商|到店|顾客|吃饭的?客",
    "visitor": r"访客|来访|预约|约过|登记|客人|亲戚|朋友|同学|做客|串门",
}
_BY_TOPIC = {
    "parking.visitor.fee": "visitor",
    "parking.visitor.booking": "visitor",
    "parking.family_card": "family_card",
    "parking.height_limit": "truck",
}
_UNREGISTERED = (
    r"(?:[没未冇无]|忘|来不及)(?:(?![但却月不就才只]).)(?:(?![,.;!?但却月用完]).){0,6}?(?:预约|登记|核销|约上?(?=[,.]|$)|报备)|"
    r"[没未忘](?:预约|登记|核销|约(?![定好])|报备|扫码)|(?:不是|不算|非|唔系)[^,.;]{0,3}访客"
)
_TEMPORARY = (
    r"临停[位区]|临时(?:停车)?[位区]|按临[时停]|(?:客人|亲戚|朋友|同学)们?(?:的?车)?(?:来)?(?:临时停|临停)"
)
_REGISTERED = r"预约|登记|核销|探亲|免费"
_NAMES_THE_ALLOWANCE = r"用[完光]|超(?:过|了|出)|不止"
_USED_UP = r"用[完光没晒尽净满]|次数?(?:都)?没了|超过?(?:了)?次数"
_EACH_CAR = r"每[辆台部]|各(?:自)?[停开放]|都停"
_CARS = re.compile(rf"({NUMBER})个?(?:[辆台部]|(?:会员|朋友|同事|亲戚|客户|客人|同学|人)[^,.;]{{0,4}}各)")
_MOST_CARS = 20
_MORE = re.compile(r"多(?![少长久\d])|上下")
_EACH_DAY = r"每[天日晚]|天天|日日|一天停"
_SEVERAL_STAYS = (
    r"又|再|分别|[两三俩][次趟回]|一[次趟回].*一[次趟回]|第二[次趟回天日]|"
    r"昨[天日晚].*今[天日]|上午.*下午|一[部辆台].*一[部辆台]"
)
_BESIDE = r"[之以]外|超出来?|另外"
_OF_THE_RULE = re.compile(
    r"(?:各自?|都|分别|内)?(?:封顶|(?:为|是|算)?一?个?周期)"
)  # 「前两个24小时各自封顶」
_TOLD_AGAIN = re.compile(r"(?:[一总拢统合]共|共|合计|加起来|就是|也就是|即)[^,.;\d]{0,4}$")
_BETWEEN, _WITHIN = (
    re.compile(r"[到至~-](?:当[天日]|同[一]?[天日])?"),
    re.compile(r"[之中期]间|[之以]?内|里|这段"),
)
_ALREADY = r"已经?(?:用|停)|用了|累计"


def stay(case: Case) -> Computed | None:
    """Compute a stay, with the free hours that the car is entitled to."""
    ladder = case.tariffs.ladders.get("temporary_parking")
    if ladder is None:
        return None
    _doubt_longer(case)
    day = case.quantities.first("date") or case.today
    entitled = _entitled(case)
    stays = _stays(case) * _cars(case) if entitled is None or case.says(_UNREGISTERED) else []
    if stays:
        charges = [ladder.charge(day, _whole(minutes)) for minutes in stays]
        case.note("每次停车分开计费")
        return bill(case, [one for one in charges if one], ladder.origin)
    minutes = _minutes(case, entitled)
    allowance = entitled and _still_free(case, entitled)
    if allowance is None:
        charge = ladder.charge(day, minutes)
        steps = ladder.on(day)
        if charge and not charge.amount and steps:
            case.note(f"{steps.free_minutes}分钟内免费")
        return bill(case, [charge], ladder.origin) if charge else None
    over = minutes - allowance.minutes
    if over == 0 and not case.says("停"):
        return None  # 「40小时是啥卡」 names the allowance itself
    charge = case.tariffs.ladders[allowance.ladder].charge(day, max(0, over), free=False)
    if charge is None:
        return None
    if over > 0:
        hours, rest = divmod(over, _HOUR)
        shown = f"{hours}小时{rest}分" if hours and rest else f"{hours}小时" if hours else f"{rest}分钟"
        case.note(f"{allowance.name}{allowance.hours}小时，超出{shown}按临时停车计，不再有免费时长")
    else:
        case.note(f"没有超过{allowance.name}的{allowance.hours}小时")
    return bill(case, [charge], allowance.origin)


def _stays(case: Case) -> list[Decimal]:
    """Give the minutes of each of several stays that are to be added up: 「昨天停3小时,今天又停5小时」."""
    told = _told(case)
    days, each = case.quantities.number("days"), case.says(_EACH_DAY)
    if each and len(told) == 1 and days is not None and 1 < days <= _DAYS_A_MONTH:
        return [case.checked("minutes", told[0])] * int(days)
    if len(told) == 1 and _cars(case) > 1:
        return [case.checked("minutes", told[0])]
    clocked = between_clocks(case)
    several = told or clocked
    if told and clocked and _wants_each(case):  # 「一回三点到五点半,一回两小时四十」
        several = [*clocked, *(minutes for minutes in told if minutes not in clocked)]
    if len(several) <= 1 or (told and not _wants_each(case)):
        return []
    return [case.checked("minutes", minutes) for minutes in several]


def _wants_each(case: Case) -> bool:
    """Say whether several stays are told to be added up."""
    several = case.says(_SEVERAL_STAYS) or len(weekdays(case.quantities)) > 1
    return several and not case.says(_ALREADY) and asks_for_total(case.text)


def _told(case: Case) -> list[Decimal]:
    """Give the minutes of every stay that is told, each once, and none of those that the rule speaks of."""
    found: list[Decimal] = []
    for one in case.quantities.meant("minutes"):
        again = one.value in found and _TOLD_AGAIN.search(case.text, 0, one.start)
        if not again and not _OF_THE_RULE.match(case.text, one.end):
            found.append(one.value)
    return found


def _doubt_longer(case: Case) -> None:
    """Stop to question a stay longer than the time that is to hold it: 「两点到三点之间停了七小时」."""
    clocks = case.quantities.meant("clock")
    told = case.quantities.meant("minutes")
    if len(clocks) != len(("from", "until")) or not told:
        return
    came, went = clocks
    between = case.text[came.end : went.start]
    within = _WITHIN.match(case.text, went.end)
    if _BETWEEN.fullmatch(between) and within and told[0].value > between_clocks(case)[0]:
        said = f"{came.text}到{went.text}没有{told[0].text}，是不是写错了？请再告诉我一次停了多久。"
        raise case.doubt("minutes", said)


def _cars(case: Case) -> int:
    """Give how many cars stayed, each as long: 「两台车各停了三小时」."""
    told = _CARS.search(case.text) if case.says(_EACH_CAR) else None
    return min(int(read_number(told[1])), _MOST_CARS) if told else 1


def _entitled(case: Case) -> Allowance | None:
    """Give the free hours that a car of this kind has."""
    if case.says(_TEMPORARY) and not case.says(_REGISTERED):
        return None
    said = next((name for name, words in _GUESTS.items() if case.says(words)), None)
    return case.tariffs.allowances.get(said or _BY_TOPIC.get(case.topic, ""))


def _still_free(case: Case, allowance: Allowance) -> Allowance | None:
    """Give the free hours; None where nobody claimed them or they are used up."""
    if case.says(_UNREGISTERED):
        case.note("没有预约或登记，全程按临时停车计")
        case.told_by = _TEMPORARY_TOPIC
        return None
    nth = case.quantities.number("nth")
    named = any(_is_the_allowance(minutes, allowance) for minutes in case.quantities.all("minutes"))
    if (
        case.says(_USED_UP)
        or (named and case.says(_BESIDE))
        or (allowance.times and nth is not None and nth > allowance.times)
    ):
        case.note(f"{allowance.name}已用完，全程按临时停车计")
        return None
    if allowance.times is None:
        return allowance
    if nth is None:
        case.note(f"按已登记、当月{allowance.times}次免费还没用完算")
    return allowance


def _minutes(case: Case, allowance: Allowance | None) -> int:
    if _is_vague(case):
        raise case.missing("minutes")
    named = _told(case)
    told = [minutes for minutes in named if not _is_the_allowance(minutes, allowance)]
    if named and not told:
        if case.says(_NAMES_THE_ALLOWANCE):
            raise case.missing("minutes")
        told = named
    if len(told) > 1 and case.says(_ALREADY):
        return int(case.checked("minutes", sum(told, Decimal(0))))
    days = case.quantities.number("days")
    if days is not None and not told:
        return int(case.checked("minutes", days * _MINUTES_A_DAY))
    months = case.quantities.number("months")
    if months is not None and not told:
        case.note(f"每月按{_DAYS_A_MONTH}天算")
        return int(case.checked("minutes", months * _DAYS_A_MONTH * _MINUTES_A_DAY))
    between = between_clocks(case) if not told else []
    if len(between) == 1:
        return int(case.checked("minutes", between[0]))
    value = case.checked("minutes", told[0]) if told else case.need("minutes")
    bare = case.slots.get("asked") == "minutes" and not told
    if bare and not re.search("分", case.text):
        value = case.checked("minutes", value * _HOUR)
        case.note(f"按停了{as_number(value / _HOUR)}小时算")
    return _whole(value)


def _is_vague(case: Case) -> bool:
    """Say whether every time that is told is only a little less than it was: 「两天多」."""
    told = [one for kind in ("minutes", "days") for one in case.quantities.meant(kind)]
    return bool(told) and all(_MORE.match(case.text, one.end) for one in told)


def _whole(minutes: Decimal) -> int:
    """Give the minutes with a part of one for a whole one."""
    return -int(-minutes // 1)


def _is_the_allowance(minutes: Decimal, allowance: Allowance | None) -> bool:
    return allowance is not None and minutes == allowance.minutes
