"""Reads the pieces of a form out of a normalised message."""

import re

_CN = "一二三四五六七八九十"
_SAID = "一二两三四五六七八九零〇幺"  # a room said digit by digit: 三零二
_HOUSE = re.compile(
    rf"(?:\d{{1,3}}|[{_CN}]{{1,3}})(?:栋|幢|号楼|座)(?:的?(?:\d{{1,2}}|[{_CN}]{{1,2}})(?:单元|"
    rf"门(?!口)))?(?:的?(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?)?"
    rf"|(?<![a-z\d-])\d{{1,2}}-(?:\d{{1,2}}-)?\d{{3,4}}(?![\d-])|叠拼(?:\d{{1,2}}|"
    rf"[{_CN}]{{1,3}})号|(?<![a-z])s\d{{1,2}}(?:号)?(?!\d)"
)
_ROOM = re.compile(
    rf"(?<![\d.{_SAID}-])(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?(?![\d.元块平天个{_SAID}])"
)
_BLOCK = re.compile(r".{1,3}?(?:栋|幢|号楼|座)")
_OWN_ROOM = re.compile(rf"(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?$")
_NAMED_ROOM = re.compile(r"^(?:我家?的?)?(?:房号|门牌号?|室号|房间号?)?(?:应该|其实)?(?:就?是|为)?")
_LAST_ROOM = re.compile(
    rf"(?:家|房号|室号)(?:应该|其实)?(?:就?是|为|在)(?P<room>(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号房?|房)?)$"
)
_UNIT_ONLY = re.compile(rf"(?:\d{{1,2}}|[{_CN}]{{1,2}})单元(?:(?:\d{{3,4}}|[{_SAID}]{{3,4}})(?:室|号|房)?)?")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
_OFFERED_PHONE = re.compile(
    rf"[, ]*(?:我的?)?(?:联系)?(?:电话|手机|号码|打)?(?:号码?)?(?:就?是)?[:, ]*(?:{_PHONE.pattern})[, ]*"
)
_WHEN_OR_WHERE = re.compile(
    r"[点早晚夜]|天不?[亮黑]|凌晨|中午|下午|上午|每天|天天|经常|老是|总是|周[一二三四五六日天末]|星期|礼拜|"
    r"[楼栋幢层座号]|单元|门口|旁边|隔壁|对面|楼[上下]|附近|那边|这边|小区|里面?$|边上?$|外面"
)
_PUBLIC = (
    "电梯|楼道|楼梯|走廊|过道|大堂|大厅|单元门|门禁|楼顶|天台|屋顶|外墙|路灯|草坪|绿化|花园|喷泉|地下车库|车库|地下室|停车场|"
    "道闸|东门|西门|南门|北门|大门口|小区门口|小区里|广场|健身|泳池|会所|儿童乐园|滑梯|充电桩|充电棚|垃圾房|垃圾站|垃圾桶|井盖|快递柜|监控|路面|门岗|岗亭|消防栓|宣传栏"
)
_SHARED = re.compile("电梯|楼道|楼梯|走廊|过道|大堂|大厅|单元门|门禁|楼顶|天台|屋顶|外墙")
_HOME = (
    "厨房|卫生间|厕所|洗手间|浴室|淋浴间|主卧|次卧|卧室|客厅|客卫|主卫|阳台|书房|餐厅|"
    "入户门|防盗门|玄关|飘窗|露台|衣帽间|我家门口|家门口|屋里|儿童房|老人房"
)
_PLACE = re.compile(
    rf"(?:我家|家里)?(?:{_HOME}|{_PUBLIC})(?:的?(?:水槽|地漏|天花板|顶上|墙角|门口|水管|水龙头|"
    rf"洗手盆))?|负[一二1-2]层|b[12]层?"
)
_SINCE = re.compile(
    r"(?:从|自)?(?:大前天|前天|昨天|昨晚|昨儿|今天|今早|今晚|今儿|刚才|刚刚|"
    r"上个?周[一二三四五六日天末]?|这周[一二三四五六日天]?|上个?星期[一二三四五六日天]?|"
    r"周[一二三四五六日天]|上个?月|这个月|月初|\d{1,2}月\d{1,2}[号日]|"
    r"[一二两三四五六七八九十几半\d]+个?(?:多)?(?:小时|天|周|星期|礼拜|月|年)(?:多)?(?:以?前|"
    r"了|来)?|"
    r"好几天|好多天|好久|很久|一直|早就|一早|一大早|国庆|春节|入冬|下雨)(?:早上|上午|中午|下午|"
    r"傍晚|晚上|夜里|半夜|凌晨|早晨)?"
    r"(?:[一二两三四五六七八九十\d]{1,3}点(?:半|多|钟|左右)?)?(?:开始|起|就|前|后)?"
)
_VISIT = re.compile(
    r"[^,。!?;]*(?:(?<!不)(?<!没人)在家|(?:家|屋|店)里?(?:都|一直)?有人|有人在|(?:[天点午晚后]|都|一直|周末|之间)[都一直钟]*(?:会|得)?有人(?!来|修)|随时(?:来|可以|都)|都有空|方便(?:上门|来|过来)|都在店里)[^,。!?;]*"
)
_PLATE = re.compile(
    r"[临京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[a-z][·.\- ]?[a-z0-9]{5,6}(?![a-z0-9])"
)
_DAY = re.compile(
    r"(?:\d{1,2}月\d{1,2}[号日]|今天|今晚|今儿个?|大?后天|后儿个?|后日|明天|明儿个?|明晚|明早|明日|听日|明朝|(?:这个?|下个?|"
    r"本)?(?:周|星期|礼拜)[一二三四五六日天末]|周末|现在|马上|一会儿?|待会儿?|等下|"
    r"(?<!\d)\d{1,2}[号日](?!楼|门|栋|线)|元旦|春节|除夕|初[一二三四五六七八]|国庆|中秋|端午|"
    r"五一|清明)(?:当天)?(?:早上|上午|中午|下午|傍晚|晚上|"
    r"夜里)?(?:[一二两三四五六七八九十\d]{1,3}点(?:半|多|钟|左右)?)?"
)
_TIME = re.compile(
    r"[\d一二三四五六七八九十两半几](?:点|号|日|天|月|时|个小时|[:：-]\d)|[今明后昨前][天儿晚早日朝]|[早晚午夜晨]|周|礼拜|星期|"
    r"随时|都行|都可以|现在|马上|一会|这会|在家|有人|方便|有空|下班|上班|放学|以[前后]|之[前后]|刚|最近|好久|时候|[在来]$"
)
_FAULT = re.compile(
    r"坏|漏|堵|不亮|不着|没电|停电|没水|停水|不出水|打不开|关不[上严紧]|合不上|断|裂|脱落|"
    r"掉[了下皮]|松[了动]|异响|响|跳闸|短路|不通|不[制加]|失灵|不灵|没反应|卡住|卡死|渗|滴水|滴[答嗒滴]|"
    r"爆|"
    r"臭|反味|返[水味潮]|冒[水烟泡]|停运|不动|碎|锈|破|歪|塌|倒了|起皮|发霉|长霉|积水|结冰|翘|"
    r"鼓|闪|下水慢|不下水|不好使|用不了|不能用|不工作|罢工|没暖气|不热|不凉|缺|丢了|被撞|"
    r"开不了|锁不上|按不"
    r"|溢|漫|噪|嗡嗡|生锈|变形|磨损|不走字|空转|不抬|抬不|不弹|弹不|刷不[开上]|识别不"
)
_WISHED = re.compile(
    r"我?(?:要|想|需要)?(?:报(?:个)?修|登记(?:一下|个)?报修|报一?下修|提个?报修|"
    r"下个?单)(?:一下|下)?|(?:请|麻烦|劳驾|能不能|可不可以|可以|能否|赶紧|快点?|尽快|帮忙|"
    r"帮我)*(?:派|叫|喊|找|安排|让|来)?(?:个|位|一个|一位)?"
    r"(?:人|师傅|工人|维修工?|工程部?|电工|水工|水电工|你们)?(?:过?来|上门|"
    r"去)?(?:给)?(?:我)?(?:修|维修|看|瞧|瞅|检查|处理|弄|换|通|疏通|检修)(?:一?[下修看瞧瞅换通]|"
    r"理)?(?:一下)?(?:[吗吧呗啊嘛好不行]|可以)*$"
)
_DEMANDS = re.compile(
    r"[让要请别罚赔换挪搬管停撤拆清装修改严]|叫(?=他|她|它|人|你|那|对|楼|保|师|物)|给我|希望|处理|道歉|道个歉|解决|尽快|赶紧|警告|教育|整改|制止|安静|不准|不许|上门|开除|协调|查"
)
_DEMAND = re.compile(
    r"[,。!; ](?P<demand>(?:我们?)?(?:就|只|就是|只是)?(?:希望|要求|要|想让|想要|必须让?|请)"
    r"(?:你们|物业|他们?|她们?|对方|保安|那人|领导|有人)[^?]{2,})$"
)
_TELLING, _MATTER = 3, 5
_BESIDE_THE_MATTER = re.compile(
    r"报?维?修|登记|麻烦|师傅|物业|我们?|家里?|要|想|请|[,。!?的了 ]|人|来|帮忙?|给|需要|一下|个|那|吧"
)
_POLITE = re.compile(r"^(?:你好|您好|师傅|物业|喂|那个|请问|麻烦|请|帮我|帮忙|我要报修|报修|[,。!: ])+")


def house_in(text: str) -> str | None:
    """Give the house number that a message names, in the resident's own words."""
    found = _HOUSE.search(text)
    return found.group() if found else None


def house_from_reply(text: str, known: str) -> str | None:
    """Give the house number from the reply to our question; a bare room joins what is known."""
    whole = house_in(text)
    if whole:
        return whole
    part = _UNIT_ONLY.search(text) or _ROOM.search(text)
    return f"{known}{part.group()}" if part else None


def with_its_room(house: str, text: str, *, last: bool = False) -> str | None:
    """Give the house number with the unit or room that the text names in place of its own; None: no such.

    What is put right may stand `last`: 「701是我妈家，我家是702」.
    """
    unit, block = _UNIT_ONLY.fullmatch(text.strip(" ,。.!")), _BLOCK.match(house)
    if unit and block:
        room = _OWN_ROOM.search(house)
        own = room.group() if room and unit.group().endswith("单元") else ""
        return f"{block.group()}{unit.group()}{own}"
    bare = text.strip(" ,。.!")
    named = _LAST_ROOM.search(bare) if last else None
    room = _ROOM.fullmatch(named["room"] if named else _NAMED_ROOM.sub("", bare))
    return _OWN_ROOM.sub(room.group(), house) if room and _OWN_ROOM.search(house) else None


_STANDS_IN = {  # what stands nowhere else at home
    "卫生间": r"马桶|坐便|花洒|淋浴|浴霸|浴缸",
    "厨房": r"油烟机|灶台|洗菜[盆池]",
}


def has_room(house: str) -> bool:
    """Say whether a house number names one home."""
    return bool(re.search(rf"\d{{3,4}}|[{_SAID}]{{3,4}}|^叠拼|^s\d", house))


def phone_in(text: str) -> str | None:
    """Give the telephone number that a message offers."""
    found = _PHONE.search(text)
    return found.group().replace(" ", "") if found else None


def without_phone(text: str) -> str:
    """Give the message without its telephone number, which is kept apart from the pieces of a form."""
    return _OFFERED_PHONE.sub(",", text) if _PHONE.search(text) else text


def tells_when_or_where(text: str) -> bool:
    """Say whether a message names a time or a place of any kind."""
    return _WHEN_OR_WHERE.search(text) is not None or any(
        read(text) for read in (house_in, place_in, day_in, since_in)
    )


def is_phone_alone(text: str) -> bool:
    """Say whether a message is a telephone number and nothing else."""
    return _PHONE.fullmatch(text.strip()) is not None


def place_in(text: str) -> str | None:
    """Give the place that a message names, at home or in the estate."""
    found = _PLACE.search(text)
    if found:
        return found.group()
    return next((place for place, things in _STANDS_IN.items() if re.search(things, text)), None)


def is_public(text: str) -> bool:
    """Say whether the message is about something outside the homes."""
    return re.search(_PUBLIC, text) is not None and not re.search("我家|家里|屋里", text)


def is_shared_by_a_building(text: str) -> bool:
    """Say whether the place is one that every building has, so that the building must be known."""
    return _SHARED.search(text) is not None


def since_in(text: str) -> str | None:
    """Give since when, in the resident's own words."""
    found = _SINCE.search(text)
    return found.group() if found else None


def visit_in(text: str) -> str | None:
    """Give when somebody is at home for the repairer, in the resident's own words."""
    found = _VISIT.search(text)
    if not found:
        return None
    told = found.group().strip()
    day = _DAY.search(told)  # what goes before the day in one breath is something else
    return told[day.start() :] if day and _VISIT.search(told[day.start() :]) else told


def plate_in(text: str) -> str | None:
    """Give the number plate that a message names, as it is written on the car."""
    found = _PLATE.search(text)
    return re.sub(r"[·.\- ]", "", found.group()).upper() if found else None


def day_apart(text: str) -> str | None:
    """Give the day beside the house number, which may end like one: 「叠拼9号」."""
    return day_in(_HOUSE.sub("", text))


def day_in(text: str) -> str | None:
    """Give the day that a message names, in the resident's own words."""
    found = _DAY.search(text)
    return found.group() if found else None


def tells_time(text: str) -> bool:
    """Say whether a message has anything of a time: a day, an hour, 随时, 在家."""
    return _TIME.search(text) is not None


def is_faulty(text: str) -> bool:
    """Say whether the message tells of something broken."""
    return _FAULT.search(text) is not None


def demands(text: str) -> bool:
    """Say whether a message has a word that demands something of somebody."""
    return _DEMANDS.search(text) is not None


def names_only(text: str) -> bool:
    """Say whether a message is a house, a day or an hour and nothing else."""
    rest = _DAY.sub("", _HOUSE.sub("", text)).strip(" ,。.!在来吧的我家是能约不行吗可以")
    return rest != text and not rest


def matters_in(told: str) -> list[str]:
    """Give what a report is about in few words: the clause that tells of the fault, and the thing alone."""
    clauses = re.split("[,;；]", told)
    clause = next((one for one in clauses if is_faulty(one)), clauses[0])
    thing = re.split(
        rf"{_FAULT.pattern}|[一老不没][直是得]?", re.sub(rf"我们?家|家里|的|(?:{_HOME})", "", clause)
    )[0]
    return [clause, thing] if thing and thing != clause else [clause]


def demand_in(text: str) -> str | None:
    """Give what a complaint demands behind what it tells: 「…的事，我就要他当面道个歉」."""
    found = _DEMAND.search(text)
    return found["demand"].strip(" ,。.!") if found else None


def matter_in(text: str) -> str | None:
    """Give what a wish for a repair tells beside its place, its house and its time, whatever words it has."""
    told = _WISHED.sub("", _POLITE.sub("", text)).strip(" ,。.!?、")
    return told if len(_matter_of(told)) >= _MATTER else None


def _matter_of(told: str) -> str:
    """Give what is left without house, place, time and the words of any report."""
    for beside in (_HOUSE, _PLACE, _VISIT, _DAY, _BESIDE_THE_MATTER):
        told = beside.sub("", told)
    return told


def tells_where_only(text: str) -> bool:
    """Say whether a message names a house or a place and nothing else."""
    named = _HOUSE.search(text) or _PLACE.search(text)
    return named is not None and not re.sub(r"[那就在是住的里面上下顶边头儿我 ]", "", _matter_of(text))


def fault_in(text: str) -> str | None:
    """Give what is broken, without the words that only ask to have it mended; None when nothing is told."""
    told = _WISHED.sub("", _POLITE.sub("", text)).strip(" ,。.!?、")
    named = _FAULT.search(told) or (
        len(told) >= _TELLING and re.search(r"修|换|装|通|看", text) and _matter_of(told)
    )
    return told if named and len(told) > 1 else None
