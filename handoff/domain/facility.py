"""Which of the estate's facilities a resident reports as failing, or asks after.

A facility is hit when one of its plain words stands in the message, or when one of its names stands close to
a fault. Fees, plans, conditions and what is over are no reports. The words are those of
`tests/data/facility_reports.yml`, where a new sentence goes first, and of two of `facility_voices.yml`.
"""

import re
from typing import Literal

from handoff.domain.plain_words import EDGE, plain

Facility = Literal[
    "lift", "water", "power", "gas", "heating", "network", "gate", "drain", "hot_water", "lighting"
]
_NEAR = r"[^，]{0,12}?"
_PAUSE = r"[^，]{0,12}?，?[^，]{0,4}?"
_BROKEN = (
    r"坏|不能用|用不了|用不成|故障|失灵|出问题|出毛病|没反应|没动静|不工作|瘫痪"
    r"|趴窝|罢工|抽风|歇菜|挂了|下班|形同虚设"
)
_SUDDENLY = r"(?:怎么|突然|一下子|又|就|全|都|也|已经|彻底|然后|直接|忽冷忽热)*"
_STOPPED = r"停|断|没了|没有了|没得了|没来"

# What says it all by itself, and the name that needs a fault beside it.
_PLAIN: dict[Facility, str] = {
    "hot_water": (
        rf"没(?:有|得)?热水|热水{_SUDDENLY}(?:没|停|断|不热|不来|出不来|凉|冰)|热水(?:呢|一点)"
        r"|洗澡的?水[^，]{0,3}?(?:不热|凉|冰)|(?:还是|全是|只有)(?:凉|冰|冷)水"
    ),
    "water": (
        r"(?:停|没|断|缺)(?:有|得|了)?水(?!电费)|不(?:出|来)水|水(?:停|断|没)了|水压(?:太|很|好|特别|非常)?(?:小|低|不够)"
        r"|一滴(?:水)?(?:都|也)没|自来水(?:发|很|是|有点)?(?:黄|浑|黑|臭)|水是(?:黄|浑|黑)的|水(?:发黄|浑浊)"
        rf"|放不出水|没得水|(?<!热)水{_SUDDENLY}(?:没|停|断)(?:有|得)?了|水(?:都|也)(?:没|不出|不来)"
        r"|(?<!热)水[^，]{0,2}?(?:细得|细成|小得|小到)"
    ),
    "power": (
        r"(?<!动车)(?<!手机)(?<!电瓶)(?<!电池)(?:停|断)(?:了)?电(?!费|视|梯|话|动|瓶|脑)"
        r"|(?<!动车)(?<!手机)(?<!电瓶)(?<!电池)(?<!钥匙)(?<!门锁)没(?:有|得)?电(?!费|视|梯|话|动|瓶|脑|子|影)"
        rf"|(?<!机)电{_SUDDENLY}(?:停|断|没)了|(?:家里|屋里|怎么|突然)(?:的)?灯[^，]{{0,4}}?全(?:灭|黑)|全楼(?:都|全)?黑"
        r"|整(?:栋|层|幢|个小区)(?:楼)?(?:都|全)?(?:黑|没亮|跳闸)|全(?:黑|停)了|家里(?:突然|一下子)?黑了|跳闸"
    ),
    "gas": (
        r"(?:停|断)气|没(?:有|得)?(?:煤|天然|燃)气"
        r"|(?:煤气|天然气|燃气)(?:停|断|没|不通|打不着|点不着)"
        r"|(?:燃气|煤气)?灶[^，]{0,4}?(?:打不着|点不着|打不出火|点不燃)"
    ),
    "heating": (
        r"(?:暖气|地暖|供暖|供热|暖气片)(?:还|都|一直|也|全|是|完全|根本|一点)*(?:不热|没热|不暖|没来|停|凉|冰|冷)"
        r"|没(?:有|得)?暖气|不供暖|暖气呢"
    ),
    "network": (
        r"断网|没(?:有|得)?网(?!友|红|购|约)|网(?:络)?(?:断|没)了|上不(?:了|去)网|连不上网|没(?:有|得)?信号"
        rf"|网(?!上|友|红|购|约|费|课|店|站|吧|点|格){_SUDDENLY}(?:没有了|没了|断|连不上|不通|挂)"
    ),
    "drain": (
        r"(?:下水|污水|粪水|地漏|马桶|厕所|管道|排水)[^，]{0,6}?(?:返|反|倒灌|冒|溢|往上|外溢|漫|喷)"
        r"|(?:卫生间|厕所|厨房)[^，]{0,6}?往(?:上|外)(?:冒|翻|涌)"
        r"|(?:返|反)(?:污|臭|脏|粪)?水(?!电)|污水(?:满|流|漫)"
    ),
    "lighting": (
        r"(?:路灯|楼道灯|走廊灯|楼梯灯|车库灯|过道灯|楼道的灯)[^，]{0,6}?(?:不亮|坏|黑|没亮|全灭|灭了)"
        r"|(?:楼道|走廊|过道|楼梯间?|车库|地下室|院子)[^，]{0,4}?(?:全黑|一片黑|漆黑|黑咕隆咚)"
        r"|(?:楼道|走廊|过道|楼梯间?|车库|地下室|院子|小区)[^，]{0,6}?灯[^，]{0,4}?(?:坏|灭|不亮|没亮|挂|罢工|下班)"
    ),
}
_NAMED: dict[Facility, tuple[str, str]] = {
    "lift": (
        r"电梯|升降机",
        rf"{_BROKEN}|停(?!车)|不动|不得动|不来|不开|打不开|开不了|卡|困|按不|抖|晃|异响|怪响|不走|上不|下不|不上来|不下来|黑屏",
    ),
    "water": (r"自来水|水龙头|生活用水", rf"{_STOPPED}|没出水|不出"),
    "gas": (r"煤气|天然气|燃气(?!费)", r"停|断|没了|没有了|没反应|不通|打不着|打不出|点不着|出不来"),
    "network": (
        r"宽带|网络|网线|无线网|wifi(?!密码)|电视信号|手机信号",
        rf"{_BROKEN}|{_STOPPED}|连不上|上不了|很差|特别差|掉线|没有|用不上",
    ),
    "gate": (
        r"门禁|单元门|道闸|闸机|起落杆|抬杆|杆子|大门|铁门|车库门|人行门|楼门|升降杆|车牌识别|刷(?:那个|一下|了)?(?:卡|脸)",
        rf"{_BROKEN}|打不开|开不了|开不开|关不上|刷不|不识别|识别不|不了|抬不|不抬|起不来|不起来|锁死|进不去|出不去",
    ),
    "heating": (r"暖气|地暖|供暖|供热", rf"{_BROKEN}|不热|没热|不暖|冰凉|冰冰凉|凉的|漏"),
    "hot_water": (r"热水", r"不热|没来|停"),
    "lighting": (r"路灯|楼道灯|走廊灯|车库灯", rf"{_BROKEN}|不亮|全黑"),
}
_HARMLESS = re.compile(
    r"(?:水|电|燃气|煤气|网|供暖|暖气|取暖|热水|电梯)费[^，]*|(?:水|电|气)(?:表|卡)[^，]*"
    r"|电梯(?:口|间|旁|广告|卡(?!在|住|死|着|到|顿|了))|停车[^，]*"
    r"|(?:手机|电脑|平板|手表|相机)[^，]{0,3}?没(?:有)?(?:电|网|信号)[^，]*"
    r"|水电[^，]{0,3}(?:费|图|改|装)[^，]*|断水断电|停水停电(?:威胁|催)[^，]*|充电桩[^，]*|没水平|没电影|没网购"
)
_NOT_NOW = re.compile(
    r"如果|要是|万一|假如|的话|明天|后天|下周|下个月|下次|上次|上周|上个月|去年|以前|前几天|那次|会不会|会停|要停吗"
    r"|计划|提前(?:通知|告知|说)|停(?:水|电|气)(?:的)?(?:通知|公告|计划|安排)|(?<!是)不是(?:停|没)|(?:停|断)(?:水|电|气|网)的(?:事|时候)|修得(?:很|真)|没停|没有停|没坏|来(?:水|电|气)了"
    r"|恢复了|修好了|已经好了|好了，谢|解决了|能不能装|可不可以装|装修|安装|办理|怎么办(?:网|宽带)|开通|赔偿|减免|几点(?:关|开)|谁(?:负责|出钱)|电梯房"
)
_AFTER = re.compile(
    r"什么时候|啥时候|啥时|几时|多久|几点|多长时间|还要等"
    r"|好了没|好了吗|修好没|修好了吗|修好了没|恢复|来(?:水|电|气)|咋样了|怎么样了|进展|处理得"
)
_NAMES: dict[Facility, str] = {
    "hot_water": r"热水",
    "lift": r"电梯",
    "water": r"水",
    "power": r"电(?!梯|话|视|动)",
    "gas": r"煤气|天然气|燃气|来气|通气",
    "heating": r"暖",
    "network": r"网|信号",
    "gate": r"门禁|门|道闸|闸",
    "drain": r"下水|污水|马桶|管道",
    "lighting": r"灯",
}


def reported_facility(text: str) -> Facility | None:
    """Return the facility that a resident reports as failing now, or None."""
    said = _HARMLESS.sub(EDGE, plain(text))
    if _NOT_NOW.search(said):
        return None
    for facility, pattern in _PLAIN.items():
        if re.search(pattern, said):
            return facility
    for facility, (name, fault) in _NAMED.items():
        if re.search(rf"(?:{name}){_PAUSE}(?:{fault})|(?:{fault}){_NEAR}(?:{name})", said):
            return facility
    return None


def asks_after_any(text: str) -> bool:
    """Tell whether a resident may be asking how it goes on with some facility."""
    return bool(_AFTER.search(_HARMLESS.sub(EDGE, plain(text))))


def asks_after(text: str, facility: Facility) -> bool:
    """Tell whether a resident asks how it goes on with a facility: 「什么时候来水」「电梯修好没」."""
    said = _HARMLESS.sub(EDGE, plain(text))
    return bool(_AFTER.search(said) and re.search(_NAMES[facility], said))
