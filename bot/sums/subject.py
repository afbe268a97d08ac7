"""Which fee a message names by its own words, whatever the topic model takes it for.

A wish to compute, a fee's name and numbers are plainer evidence than a likeness to known questions:
「停了三小时二十分要多少钱」 is about temporary parking however unlike it is to all that was asked before.
"""

import re

from bot.quantities.found import Quantities
from bot.quantities.numbers import NUMBER
from bot.sums.houses import TRADE_WORDS

_WORKS = r"出入证|工本费|保证金|清运费"
_BESIDE = rf"违约金|滞纳金|罚[金款]|能耗费?|公摊费?|押金|(?:二次供水)?加压费?|二次供水费?|{_WORKS}"
_FEES = rf"{_BESIDE}|物业费|水费|停车费"
_NOT = r"(?:不用|不要|不必|无需|毋需|唔使|[唔不]好|先不|不|莫要?|甭|别|休|未?另|嫑|覅)"
_COUNT = r"(?:[计含算管提说讲谈论理扯加混掺]|包括?|考虑|列|搅和?|[掺搀]和|[搁带捎](?=[进上来]))"
_LEFT_OUT = re.compile(
    rf"(?:不(?:计|含|算|包括?|要)|除了?)[^,。;和加]{{0,4}}(?:{_FEES})(?:以?外)?|"
    rf"(?:先|暂时?|都)?{_NOT}(?:[跟同给把][我俺咱]们?)?再?{_COUNT}(?!不)[^,。;和加]{{0,4}}(?:{_BESIDE}|物业费)|"
    rf"(?:{_BESIDE})[^,。;和加多几]{{0,4}}(?<![计含算]){_NOT}(?:[跟同给][我俺咱]们?)?再?{_COUNT}(?!不)|"
    rf"[交付花缴扣][了过]{NUMBER}(?:元|块)钱?的?(?:停车费|水费|电费|燃?气费|房租|门禁卡|物业费)(?=,)|"
    rf"{_NOT}[把将](?:{_BESIDE}|物业费)[^,。;加多几]{{0,2}}{_COUNT}[进上在到]?[来去内里]?|"
    rf"(?:{_BESIDE})[由是归]?(?:[他她]们?|房东|业主|东家|租[户客]|[卖买对]方|别人|人家|公司)自?己?[来去]?[出交付掏给缴](?!多少|几|好多)|"
    rf"(?:{_BESIDE})(?:[^,。;和加多几]{{0,3}}(?:另|以后|回头|下次|改天)[外行]?再?[计算说论谈讲问提]|[先另再](?:说|外|放))"
)
_ONLY_THE_FEE = re.compile(
    r"(?:光|净系?|淨系|单单?|仅仅?|只(?!有))(?:[是算问要看说讲补交]|想问)*(?:物业费|物管费|管理费|本金)(?![和跟加连与])"
)
_REFUSED = re.compile(
    r"(?<!有)(?:不|没有?|唔|冇|未|无)(?:能|想|要|用|是|走|办|做|参加|享受?(?:到|得了?)?)*"
    r"(?:(?:年付|预[交付缴]|包年)的?(?:优惠|折扣?|减免)?|(?:优惠|折扣))(?=$|[,.;。])"
)
_PENALTY = re.compile(r"违约金|滞纳金|罚[金款]")
_SHOP = rf"商铺|底商|铺|门店|店[里面]|开店|我们?店|{TRADE_WORDS}"
_NOT_OF_THE_ESTATE = re.compile(  # 「没有办月租」 says what the car is not
    r"(?:[没未冇无]有?|不是|唔系|并非|没得)(?:[办包租交买签做]过?了?)?(?:啥|什么|任何)?(?:长期|固定)?的?(?:月租|包月|月卡)(?:车|卡|户)?|(?:不是|不算|唔系|并非)[^,.;]{0,3}访客"
)
MONTHLY = r"(?<!非)月租"
_SPACE = rf"车位|停车位|{MONTHLY}|位子|b[12]|负[一二12]层?|地下[一二]层"
_STAYED = r"小时|分钟?|个钟|钟头|个点|礼拜|星期|[天日夜周]|昼夜|一刻|个?半钟|\dh"
BULKY = r"沙发|床垫|衣柜|书柜|茶几|床架|桌子?|椅子?"
_BICYCLE = r"电动自行车|电动车|电瓶车|电单车|小电驴|充电棚"

# The first that is named counts: what is rarely said along with another fee comes first.
_SUBJECTS = tuple(
    (topic, re.compile("|".join(patterns)))
    for topic, *patterns in (
        ("facility.gym.fee", r"健身(?!工作室|教练|器材|馆)"),
        ("facility.pool.fee", r"游[^,.;]{0,3}泳|泳池|游水|泳票|人游"),
        ("facility.badminton", r"直饮水?|饮水机"),
        ("facility.badminton", r"羽毛球|羽球|多功能厅|活动厅|棋牌|麻将"),
        ("fee.card.replacement", rf"门禁卡|门卡|遥控器|(?:免费|进门)的?(?:{NUMBER}张)?卡",
         r"[补丢坏].{0,4}张卡|卡.{0,3}[丢坏补]"),
        ("parking.ev.overstay", r"占位费?|充[满好](?:了|电)?(?:以?后|之后|没|不|忘|还)|充满"),
        ("parking.ev.slow.fee", r"慢充"),
        ("parking.ev.fast.fee", r"快充"),
        ("parking.ebike.charging", rf"(?:{_BICYCLE}).*充|充.*(?:{_BICYCLE})"),
        ("waste.bulky", rf"大件|(?:{BULKY}).*(?:[拉收搬运清扔丢抬]走?|上门)",
         rf"[拉收搬运清抬]走?.{{0,6}}(?:{BULKY})"),
        ("renovation.deposit.refund", r"扣[^,.;]{0,6}违约金.*退|违约金[^,.;]{0,3}扣.*退",
         r"(?:保证金|出入证|(?:装修|工人|施工).*押金).*(?:退|拿回|拿得回).{0,6}(?:多少|几)",
         r"(?:扣|犯).*保证金.*退|退.{0,4}(?:押金|保证金).{0,3}多少.*证"),
        ("renovation.partial", r"局部|翻新"),
        ("renovation.deposit.amount", r"保证金|装修押金",
         r"^(?!.*(?:清运|渣土|出入证)).*装修.*(?:一共|总共|合计|要交|要准备|[进开]场前)"),
        ("renovation.waste.fee", rf"清运|装修垃圾|渣土|垃圾[^,.;]{{0,4}}(?:按车|{NUMBER}车)"),
        ("renovation.worker_pass", r"出入证|施工证|[办个张]证(?!明|之?以?[前后]|上)|工人的证"),
        ("fee.late_penalty", r"违约金|滞纳金|逾期|罚(?:我|俺|多少|好多|几|款)",
         r"(?:晚|迟|拖).{0,12}(?:多[交收]|加收|要加|罚)"),
        ("fee.waste_disposal", r"^(?!.*(?:物业费|能耗)).*(?:垃圾|处[置理])费",
         r"生活垃圾(?!.*[扔丢分投放袋倒桶])[^,.;]{0,6}(?:多少|几|好多)"),
        ("fee.utility.shop", r"水.*吨.*电.*度|电.*度.*水.*吨",
         rf"(?:{_SHOP}).*(?:电费|(?<![季年])度电?|用电)|(?:电费|用电).*(?:{_SHOP})"),
        ("fee.water_pump", r"^(?!.*水费).*(?:加压|二次供水)"),
        ("fee.energy_share", r"公摊的?[水电]"),
        ("fee.water.rate", r"水电(?!工|图|改)[^,.;]{0,6}(?:两样|[合加]起来|一共|总共|一起)",
         r"水费|水钱|加压|用水|水表|(?:吨|方)的?水|水用了"),
        ("parking.monthly.cancel", rf"(?:{_SPACE}|年付).*(?:退|拿回|不要了)|退租"),
        ("parking.owned.fee", r"产权车?位|产权.*管理费|车位.{0,10}管理费"),
        ("parking.monthly.second_car", r"第[二2](?:个|辆|台)车?位?"),
        ("parking.temp.fee",
         r"(?=.*(?:[两2俩二]个?(?:车?牌|辆|台|部)|绑|第[二2]|另一?[辆台部])).*(?:同时|都)(?:在场|停|进场|在里)"),
        ("parking.temp.fee",
         r"^(?!.*(?:预约|登记|访客|免费)).*(?:客人|亲戚|朋友|同学)们?(?:的?车)?(?:来)?(?:临时停|临停)"),
        ("parking.visitor.fee", r"(?:访客|来访|客人|亲戚|朋友|同学).*[停泊]|[停泊].*(?:访客|客人)|访客车"),
        ("parking.family_card", r"探亲卡"),
        ("parking.visitor.fee",
         r"^(?!.*(?:充|核销|货)).*(?:超.{0,4}免费|免费.{0,6}超).*(?:[补交付收].{0,4}(?:多少|几)|算)"),
        ("parking.visitor.fee",
         r"^(?!.*(?:货|搬家|核销|[没未冇]))(?=.*(?:[停泊]|时|钟)).*(?:预约|登记)(?:过|好|了|咗)"),
        ("parking.monthly.rate", rf"{MONTHLY}(?!车?[,.。]|车?$)|车位费|(?:租|包|办).{{0,10}}(?:{_SPACE})",
         rf"(?:{_SPACE}).*(?:租|包|[半一两\d]年|个月)"),
        ("parking.temp.fee", rf"临停|临时停|停车|停了|停[到至]|[停泊].{{0,12}}(?:{_STAYED})",
         r"[进入]场|[没未](?:登记|预约).{0,16}(?:多少|几)|[没未]登记.*(?:停车|泊车|车费)|车.{0,16}停|点.*[没未](?:登记|预约|月租)|[没未](?:登记|预约).*点",
         r"车.{0,8}[放搁摆].{0,10}(?:夜|小时|钟头|[两三四五几半]天)",
         r"(?:货|搬家).{0,6}超[时了]",
         r"(?:车|月租|预约|道闸|出闸).{0,20}(?:走|出去|出场|出闸|放行).{0,6}(?:多少|几)"),
        ("fee.discount.vacancy", r"空[置关着]|空了[^,.;]{0,3}[年月]|房子?空了|高层空了|空房|没人住"),
        ("fee.discount.prepay", r"预[交缴付]|一次性?(?:[交付缴]|把)"),
        ("fee.energy_share", r"^(?!.*(?:物业费|管理费)).*(?:能耗|公摊|公共用?电)"),
        ("fee.property.rate", r"物业费|物管费|管理费|能耗|公摊",
         r"(?:[年月]|季度)[^,.;]{0,4}(?:[没未冇欠]|没有)[交缴]过?[^,.;]{0,3},?[^,.;]{0,6}(?:补|多少|几|好多)"),
        ("fee.paid_service.cleaning", r"保洁|打扫|擦窗|擦玻璃|玻璃.*擦|擦.*(?:玻璃|窗)|挂机|柜机",
         r"[洗清].{0,6}空调|空调.*洗|[做搞]卫生|钟点工"),
        ("fee.paid_service.callout", r"马桶|厕所|地漏|水槽|下水道|吊灯|吸顶灯|灯泡|灯管|灯具|盏灯",
         r"[换修装坏漏滴拧].{0,6}龙头|龙头.{0,6}[换修装坏漏滴松]",
         r"普通灯|灯.{0,4}(?:不亮|坏|闪)|[换装修][了个]{0,2}灯|个灯",
         r"锁芯|门锁|换锁|电路|跳闸|断电.*(?:师傅|检修|上门)|(?:师傅|检修|上门).*断电"),
    )
)  # fmt: skip


def without_refused(text: str) -> str:
    """Give a message without the discount that it says is not taken: 「不享受年付」, 「没有预交优惠」."""
    return _REFUSED.sub("", text)


def without_left_out(text: str) -> str:
    """Give a message without the fees that it wants left out, 「违约金另说」, and what a car is not."""
    left = _NOT_OF_THE_ESTATE.sub("没登记", _LEFT_OUT.sub("", text))
    return _PENALTY.sub("", left) if _ONLY_THE_FEE.search(left) else left


def topic_named(quantities: Quantities) -> str | None:
    """Give the topic of the fee that a message names, or that its quantities leave no doubt about."""
    text = without_left_out(quantities.text)
    named = next((topic for topic, pattern in _SUBJECTS if pattern.search(text)), None)
    if named is not None:
        return named
    if quantities.has("tons"):
        return "fee.water.rate"
    return "fee.property.rate" if quantities.has("area") and quantities.has("months", "period") else None
