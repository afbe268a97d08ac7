"""Which sum a topic leads to, and which words of a message lead to a neighbouring one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.sums.asking import asks_for_total
from bot.sums.case import Case
from bot.sums.charging import bicycle, car_charging
from bot.sums.naming import list_of_topic
from bot.sums.ordering import is_counted, ordered
from bot.sums.outcome import Computed
from bot.sums.parking_months import cancelled, monthly, owned
from bot.sums.parking_stays import stay
from bot.sums.penalties import late_penalty
from bot.sums.property_fees import property_fee
from bot.sums.renovation import renovation
from bot.sums.subject import MONTHLY
from bot.sums.utilities import utilities, waste_disposal, water

# 「停一小时」 is a stay, 「一小时多少」 a price; so with 「包一年」.
_STAYED_ONE = r"(?:[停泊放充]|(?<!往)后|晚|超)[走挪]?了?(?:满|过)?一(?:个?小时|个?钟|天|个?星期|个?礼拜|周)"
_STAYED_MONTHS = r"[停泊放]了?(?:满|过|整)?[^,。;租位费]{0,2}[\d一二两三四五六七八九十百半]+个?[年月]"
_COUNTED_OFF = r"[\d一二两三四五六七八九十][次回张]"
_A_HOME = "住宅|住户|居民|[一每]户|家"
_PAID_AT_ONCE = r"一(?:次性?|把|口气|下子?|道)[^,.;]{0,3}[交付缴](?:满|清|齐|足)(?:一年|12个月|十二个月|全年)"
_RENTED_A_YEAR = (
    r"(?:租|停|包|[交付]满?)一(?:年|个?季度?|个月)|"
    r"一年[^,.;]{0,2}(?:一[次把口道]|全部?|统统)[^,.;]{0,3}[交付缴]"
)


@dataclass(frozen=True)
class Sum:
    """One kind of sum: the topics that lead to it, the quantities of one's own that ask for it.

    `times` are quantities that ask for it only together with words such as 我家; `cue` claims a message
    of the same field of topics whatever topic was found; `bare` is what a number without a unit counts.
    """

    name: str
    compute: Callable[[Case], Computed | None]
    topics: tuple[str, ...]
    own: tuple[str, ...]
    times: tuple[str, ...] = ()
    cue: str = ""
    bare: str = ""

    def is_claimed(self, field: str, text: str) -> bool:
        """Say whether the words claim a message about that field."""
        same_field = any(topic.startswith(f"{field}.") for topic in self.topics)
        return bool(self.cue) and same_field and re.search(self.cue, text) is not None

    def has_own(self, case: Case) -> bool:
        """Say whether the message brings the quantities that ask for this sum."""
        if self.compute is ordered:
            return is_counted(case)
        clocks = "clock" in self.own and len(case.quantities.all("clock")) > 1
        own = case.quantities.has_own(*(kind for kind in self.own if kind != "clock"))
        stayed_one = "minutes" in self.own and case.says(_STAYED_ONE)
        stayed_one |= (
            self.compute in (stay, car_charging)
            and case.says(_STAYED_MONTHS)
            and case.quantities.has("months")
        )
        rented_a_year = self.compute is monthly and case.quantities.has("level") and case.says(_RENTED_A_YEAR)
        rented_a_year |= self.compute is monthly and case.says(_PAID_AT_ONCE)
        refunded = case.topic == "renovation.deposit.refund" and case.says(_COUNTED_OFF)
        return refunded or clocks or own or stayed_one or rented_a_year or self._is_complete(case)

    def _is_complete(self, case: Case) -> bool:
        """Say whether 「一年」 is all that a price by the month still needs."""
        if not case.quantities.has("months", "year"):
            return False
        if self.compute is owned:
            return case.quantities.has("level")
        home = case.named_kind() is not None or case.says(_A_HOME)
        a_price = case.quantities.number("months") == 1 and not asks_for_total(case.text)
        return self.compute is waste_disposal and home and not a_price

    def has_time(self, case: Case) -> bool:
        """Say whether a time is told for which the sum may be asked; 「一个月」 tells one with 一共 only."""
        of_one = self.compute is property_fee or asks_for_total(case.text)
        return case.quantities.has(*self.times) if of_one else case.quantities.has_own(*self.times)


def _topics(names: str) -> tuple[str, ...]:
    return tuple(names.split())


SUMS: tuple[Sum, ...] = (
    Sum("penalty", late_penalty, _topics("fee.late_penalty"),
        own=("money", "area"), times=("days", "months", "period", "date"),
        cue=r"(?<!不计)(?<!不含)(?<!不算)(?:违约金|滞纳金)|逾期|[要会得被该]罚|罚(?:多少|款|我)",
        bare="money"),
    Sum("waste_disposal", waste_disposal, _topics("fee.waste_disposal"),
        own=("months",), times=("months", "period", "year"),
        cue=r"^(?!.*(?:物业费|能耗)).*垃圾(?:处[置理])?费"),
    Sum("water", water, _topics("fee.water.rate fee.water_pump"),
        own=("tons", "area"), cue=r"^(?!.*公摊的?.?[水电]).*(?:水费|二次供水|加压)", bare="tons"),
    Sum("utilities", utilities, _topics("fee.utility.shop"), own=("tons", "kwh"), bare="kwh"),
    Sum("property", property_fee,
        _topics("fee.property.rate fee.property.rate_history fee.property.area_basis fee.property.start_date "
                "fee.property.due_date fee.property.due_date_shop fee.discount.prepay fee.discount.vacancy "
                "fee.energy_share fee.tenant_payment"),
        own=("area",), times=("months", "period", "year"), cue=r"物业费|能耗费", bare="area"),
    Sum("renovation", renovation,
        _topics("renovation.deposit.amount renovation.waste.fee renovation.worker_pass renovation.partial "
                "renovation.apply.documents waste.renovation renovation.deposit.refund"),
        own=("area", "people", "trucks"), cue=r"保证金|清运费|出入证|装修垃圾", bare="area"),
    Sum("bicycle", bicycle, _topics("parking.ebike.charging"),
        own=("minutes",), cue=r"电动自行车|电动车|充电棚"),
    Sum("charging", car_charging, _topics("parking.ev.slow.fee parking.ev.fast.fee parking.ev.overstay"),
        own=("kwh", "minutes", "days", "clock"), cue=r"[快慢]充|占位费|充满"),
    Sum("cancelled", cancelled, _topics("parking.monthly.cancel"),
        own=("months",), cue=r"退租|退款|退我|[退拿](?:得|还|回|来|给|到|是)*(?:我|俺)?(?:多少|好多|几)"),
    Sum("owned", owned, _topics("parking.owned.fee"),
        own=(), times=("months", "year", "period"), cue=r"产权车?位|车位管理费"),
    Sum("stay", stay,
        _topics("parking.temp.fee parking.visitor.fee parking.visitor.booking parking.family_card "
                "parking.height_limit"),
        own=("minutes", "days", "clock"), cue=r"临停|临时停|访客|探亲卡|货车|停了|同时(?:在场|停|进场)"),
    Sum("monthly", monthly,
        _topics("parking.monthly.rate parking.monthly.prepay parking.monthly.second_car "
                "parking.monthly.tenant"),
        own=("months", "date"), times=("months", "period", "year"), cue=MONTHLY),
    Sum("ordered", ordered,
        _topics("fee.paid_service.callout fee.paid_service.drain fee.paid_service.night "
                "fee.paid_service.cleaning fee.card.initial fee.card.replacement waste.bulky "
                "facility.pool.fee facility.gym.fee facility.badminton"),
        own=()),
)  # fmt: skip
_NEIGHBOURS = ({"property", "penalty", "waste_disposal"}, {"monthly", "owned", "cancelled"})
_EXACT = frozenset({"ordered", "bicycle"})  # their topics are never a neighbour's


def sum_of(topic: str, text: str) -> Sum | None:
    """Give the sum that the topic and the words lead to; None where there is nothing to compute."""
    field = topic.partition(".")[0]
    by_topic = next((one for one in SUMS if topic in one.topics), None)
    if by_topic is not None and by_topic.name in _EXACT:
        return by_topic
    return next((one for one in SUMS if one.is_claimed(field, text)), by_topic)


def field_of(topic: str) -> tuple[str, str]:
    """Give the field of a topic's sums: the sum's name and the price list; both empty where there is none."""
    name = next((one.name for one in SUMS if topic in one.topics), "")
    return (name, list_of_topic(topic)) if name else ("", "")


def are_neighbours(topic: str, other: str) -> bool:
    """Say whether what was told for one topic's sum holds for the other's: rented and owned spaces."""
    fields = {field_of(topic), field_of(other)}
    if ("", "") in fields:
        return False
    return len(fields) == 1 or any({name for name, _ in fields} <= near for near in _NEIGHBOURS)


def begun_sum(name: str) -> Sum | None:
    """Give the sum of that name, whose question is being replied to."""
    return next((one for one in SUMS if one.name == name), None)


def is_about_a_sum(topic: str) -> bool:
    """Say whether any sum is computed for that topic."""
    return any(topic in one.topics for one in SUMS)
