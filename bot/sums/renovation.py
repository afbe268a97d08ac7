"""What is paid before a renovation: deposit, removal of the waste, passes for the workers."""

import re
from dataclasses import replace
from decimal import Decimal

from bot.quantities.numbers import NUMBER, read_number
from bot.quantities.reading import read
from bot.sums.bills import bill
from bot.sums.case import Case
from bot.sums.outcome import Computed
from bot.sums.several_houses import shops_in
from bot.sums.subject import without_left_out
from knowledge_base.tariffs.money import Charge, as_number
from knowledge_base.tariffs.rates import Situation

_PARTS = {
    "deposit": r"保证金|装修押金",
    "waste": r"清运|垃圾|碎料|渣土",
    "passes": r"出入证|证件|证(?=[都全])|办证|[个张]证(?!明)|工人.{0,3}证|的证连",
}
_ALL = r"开工前|一共|总共|合计|全部|加起来|都?要交多少"
_BY_TOPIC = {
    "renovation.waste.fee": "waste", "renovation.worker_pass": "passes", "waste.renovation": "waste",
    "renovation.deposit.amount": "deposit", "renovation.partial": "deposit",
}  # fmt: skip
_PERSONS = re.compile(rf"({NUMBER})(?:个人|名|人)(?!家)")
_BOTH_PRICES = r"办证.{0,6}一共|全部|加起来|押金(?:也|都)|[含加连带](?:上|埋|着|同)?押金|押金.{0,2}一[并同]"
_ONLY_FEE = r"^(?!.*押金).*工本费(?:一共|总共|合计|多少|要|是)*[?。]*$"
_PARTIAL = r"局部|翻新"
_SPENT = (
    r"不退的(?!部分)|退不[了回]|拿不回|(?:实际|净|真正|最[后终])(?:上|要|得|会)*(?:花|掏|支出)|净支出|花出去|"
    r"退的[^,.;]{0,8}不[算计含]|除[去开了掉][^,.;]{0,4}退的"
)
_WHOLE_HOUSE = r"[全整]屋|整套?装|重装|全装"
_ALL_WELL = re.compile(
    r"(?:没有?|未|无|从未)(?:任何|被|过|有)*(?:违[规约]|扣[过分钱]?|罚|犯|投诉|损坏|告知|问题|渗漏)[过分钱]*"
)
_KEPT = r"[扣犯罚]|违[规约]|书面告知|告知(?:书|单|过|了|以?后)|又.{0,12}[次回趟]"
_DAMAGED = re.compile(r"损坏|[弄碰撞磕砸刮搞蹭]坏|划伤|[刮蹭磕碰划]花|维修|修[复了补]|赔")
_REPAIRED_FOR = re.compile(rf"(?:修[复好理补]?|赔)[了费掉花用]*({NUMBER})(?![次天个回张名])")
_KEPT_TIMES = re.compile(rf"(?:扣|罚|犯|被|又|再|后)[^,.;]{{0,14}}?({NUMBER})[次回趟]|({NUMBER})[次回趟]")
_HANDED_IN = re.compile(
    rf"(?:还回?|交回?|退回?)(?:去|来|了)*({NUMBER})[张个]|({NUMBER})[张个]?(?:能|可以)?(?:交回|还回|退回|交得回)"
)
_NAMED_AND_HANDED_IN = re.compile(rf"({NUMBER})[张个][^,.;]{{0,8}}(?:交|还|退)(?:回|了|去)")
_EVERY_PASS = re.compile(rf"({NUMBER})[张个]")
_LOST = re.compile(
    rf"(?:丢|少|掉|弄丢|缺)(?:了|咗)?({NUMBER})[张个]|({NUMBER})[张个](?:找不到|丢|不见|没|遗失|无法|交不|弄丢|掉)"
)
_ALL_THERE = r"全[都部]?(?:交|还|退|在)|都(?:交|还|退|在)|全数"
_COMES_BACK = r"[退拿](?:得|还|回|来|到|的|是|我|俺|给)*(?:多少|好多|几)"
_GIVEN_BACK = (
    r"押金.{0,6}(?:[退拿]得?回?(?:来|我|给)?.{0,2}多少)|保证金.{0,6}还?能?退.{0,4}(?:多少|几)|"
    r"(?:保证金|押金).*退(?:[我俺]|还|回|得?到)?(?:多少|好多|几)|"
    r"退.{0,4}(?:保证金|押金).{0,4}(?:多少|好多|几)"
)


def renovation(case: Case) -> Computed | None:
    """Compute what the message names of deposit, waste and passes; all three when it asks for the whole."""
    if case.says(_SPENT):
        return _spent(case)
    passes_back = case.topic == "renovation.worker_pass" and case.says(_COMES_BACK)
    if case.says(_GIVEN_BACK) or passes_back or case.topic == "renovation.deposit.refund":
        return given_back(case)
    named = without_left_out(case.text)
    wanted = [
        part for part, words in _PARTS.items() if re.search(rf"(?<!除)(?<!除了)(?<!不含)(?:{words})", named)
    ]
    if not wanted:
        topic = _BY_TOPIC.get(case.topic)
        wanted = (
            list(_PARTS)
            if topic in (None, "deposit") and case.says(_ALL) and not case.says("押金")
            else [topic]
            if topic
            else []
        )
    makers = {"deposit": _deposit, "waste": _waste, "passes": _passes}
    charges = [charge for part in wanted for charge in makers[part](case)]
    if not charges:
        return None
    first = {"deposit": "renovation_deposit", "waste": "renovation_waste", "passes": "pass_fee"}[wanted[0]]
    return bill(case, charges, case.tariffs.rates[first].origin)


def _spent(case: Case) -> Computed | None:
    """Compute what was paid and does not come back: no deposit, of a pass only its fee."""
    whole = case.says(rf"{_ALL}|{_PARTS['deposit']}|{_WHOLE_HOUSE}")
    charges = _waste(case) if case.says(_PARTS["waste"]) or (whole and case.quantities.has("area")) else []
    fee = case.tariffs.rates.get("pass_fee")
    if fee and case.says(_PARTS["passes"]):
        charge = fee.charge(case.today, case.situation(fee), _workers(case), "张")
        charges += [charge] if charge else []
    return bill(case, charges, case.tariffs.rates["renovation_waste"].origin) if charges else None


def given_back(case: Case) -> Computed | None:
    """Compute what comes back: the deposit of each pass handed in, or the deposit less what is kept."""
    of_passes = case.says(_PARTS["passes"]) or case.topic == "renovation.worker_pass"
    passes = _passes_back(case) if of_passes else None
    named = case.says(_PARTS["deposit"])
    deposit = _deposit_back(case, whole=named and of_passes) if passes is None or named else None
    charges = [charge for charge in (deposit, passes) if charge is not None]
    name = "deposit_deduction" if deposit else "pass_deposit"
    return bill(case, charges, case.tariffs.rates[name].origin) if charges else None


def _passes_back(case: Case) -> Charge | None:
    rate = case.tariffs.rates.get("pass_deposit")
    if rate is None:
        return None
    returned = case.checked("workers", _returned(case))
    return rate.charge(case.today, case.situation(rate), returned, "张")


def _deposit_back(case: Case, *, whole: bool) -> Charge | None:
    """Give what comes back of the deposit; stop to ask how often it was cut, or what a repair came to.

    The `whole` comes back where nothing was cut, also where the message says so.
    """
    kept = case.tariffs.rates.get("deposit_deduction")
    well = _ALL_WELL.search(case.text)
    case = replace(case, quantities=read(_ALL_WELL.sub("", case.text), case.today)) if well else case
    damaged = _DAMAGED.search(case.text)
    if kept is None or not (case.says(_KEPT) or damaged or well or whole):
        return None
    price = kept.on(case.today, case.situation(kept))
    if price is None:
        return None
    repair = _repair(case, damaged.start()) if damaged else Decimal(0)
    told = [one.value for one in case.quantities.meant("money") if one.value != repair]
    paid = told[0] if told else sum((charge.amount for charge in _deposit(case)), Decimal(0))
    count = _times_kept(case) if case.says(_KEPT) else Decimal(0)
    less = f"-{as_number(price.amount)}元×{as_number(count)}次" if count else ""
    less += f"-{as_number(repair)}元" if repair else ""
    if not repair:
        case.note("损坏共有部分的，另按实际修复费用扣除")
    return Charge(
        "退还保证金", f"{as_number(paid)}元{less}", max(Decimal(0), paid - price.amount * count - repair)
    )


def _repair(case: Case, place: int) -> Decimal:
    """Give what the repair of something damaged came to, told behind it; stop to ask for it."""
    told: list[Decimal] = [one.value for one in case.quantities.meant("money") if one.start > place]
    bare = _REPAIRED_FOR.search(case.text, place)
    told = told or ([read_number(bare[1])] if bare else [])
    if not told:
        raise case.missing("repair")
    return told[0]


def _times_kept(case: Case) -> Decimal:
    times = _KEPT_TIMES.search(case.quantities.rest)
    if times is None:
        raise case.missing("deductions")
    return read_number(times[1] or times[2])


def _returned(case: Case) -> Decimal:
    """Give how many passes are handed in: told as such, or all less those that are lost."""
    handed = _HANDED_IN.search(case.quantities.text)
    if handed:
        return read_number(handed[1] or handed[2])
    named = _NAMED_AND_HANDED_IN.search(case.quantities.text)
    if named and not _LOST.search(case.quantities.text):
        return read_number(named[1])
    lost = _LOST.search(case.quantities.text)
    told = _EVERY_PASS.finditer(case.quantities.text)
    every = next((one for one in told if not (lost and lost.start() <= one.start() < lost.end())), None)
    workers = case.number("workers", "people")
    if workers is not None and lost is None and handed is None:
        case.note(f"按{as_number(workers)}张都交回算，工本费不退")
        return workers
    if every is None or (lost is None and not case.says(_ALL_THERE)):
        raise case.missing("returned")
    return read_number(every[1]) - (read_number(lost[1] or lost[2]) if lost else 0)


def _deposit(case: Case) -> list[Charge]:
    rate = case.tariffs.rates.get("renovation_deposit")
    partial = case.tariffs.discounts.get("partial_renovation")
    if rate is None:
        return []
    shops, kind = shops_in(case), case.shop()
    if shops and kind:
        tags = [(frozenset({kind.name, trade}), count) for trade, count in shops]
        each = [rate.charge(case.today, Situation(one), Decimal(count), "户") for one, count in tags]
        return [charge for charge in each if charge is not None]
    price = rate.on(case.today, case.situation(rate))
    if price is None:
        return []
    charge = Charge(rate.name, f"{price.amount:f}元", price.amount)
    if partial and _is_partial(case):
        share = f"{partial.share * 100:.0f}%"
        case.note(f"施工面积不超过{partial.up_to}㎡的{partial.name}，保证金按标准的{share}收")
        charge = partial.apply(charge)
    return [charge]


def _is_partial(case: Case) -> bool:
    partial, area = case.tariffs.discounts.get("partial_renovation"), case.quantities.number("area")
    if partial is None or partial.up_to is None:
        return False
    small = area is not None and area <= partial.up_to
    return small or (
        (case.says(_PARTIAL) or case.topic == "renovation.partial")
        and (area is None or len(case.quantities.all("area")) > 1)
    )


def _waste(case: Case) -> list[Charge]:
    rates = case.tariffs.rates
    trucks = case.quantities.number("trucks")
    if trucks is not None and "renovation_truck" in rates:
        by_truck = rates["renovation_truck"]
        loads = case.checked("trucks", trucks)
        charge = by_truck.charge(case.today, case.situation(by_truck), loads, "车")
        return [charge] if charge else []
    rate = rates.get("renovation_waste")
    if rate is None:
        return []
    area = case.need_area(rate)
    charge = rate.charge(case.today, case.situation(rate), area, "㎡")
    return [charge] if charge else []


def _passes(case: Case) -> list[Charge]:
    workers = _workers(case)
    table = case.tariffs.rates
    rates = [table[name] for name in _pass_prices(case) if name in table]
    charges = [rate.charge(case.today, case.situation(rate), workers, "张") for rate in rates]
    return [charge for charge in charges if charge is not None]


def _pass_prices(case: Case) -> tuple[str, ...]:
    """Give the two prices of a pass, or the one that the message names."""
    named = without_left_out(case.text)
    fee, deposit = "工本" in named, "押金" in named
    if fee != deposit and (not case.says(_BOTH_PRICES) or case.says(_ONLY_FEE)):
        return ("pass_fee",) if fee else ("pass_deposit",)
    return "pass_fee", "pass_deposit"


def _workers(case: Case) -> Decimal:
    persons = _PERSONS.search(case.quantities.rest)
    if persons and not case.quantities.has("people"):
        return case.checked("workers", read_number(persons[1]))
    return case.need("workers", "people")
