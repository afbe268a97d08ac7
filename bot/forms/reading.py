"""Reads the pieces of a form out of a normalised message."""

import re

from bot.forms.houses import HOUSE, house_in, is_of_a_shop
from bot.forms.slips import without_slips
from bot.forms.times import DAY, SINCE, VISIT, day_in, since_in

_PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
_OFFERED_PHONE = re.compile(
    rf"[, ]*(?:我的?)?(?:联系)?(?:电话|手机|号码|打)?(?:号码?)?(?:就?是)?[:, ]*(?:{_PHONE.pattern})[, ]*"
)
_ECHO = re.compile(
    r"^(?:[啊哦嗯, ])*(?:什么|哪[个里儿]|啥|谁)[^,。?]{0,4}(?:\?|(?<=[啊呀])(?=[, ]))[, ]*(?=.{3,})"
)
_WHEN_OR_WHERE = re.compile(
    r"(?<=[\d二两三四五六七八九十几])点|[早晚夜](?!点)|天不?[亮黑]|凌晨|中午|下午|上午|每天|天天|经常|老是|总是|周[一二三四五六日天末]|星期|礼拜|"
    r"[楼栋幢层座号]|单元|门口|旁边|隔壁|对面|楼[上下]|附近|那边|这边|小区|里面?$|边上?$|外面"
)
_PUBLIC = (
    "电梯|楼道|楼梯|走廊|过道|大堂|大厅|单元楼?的?大?门|楼栋门|门禁|楼顶|天台|屋顶|外墙|路灯|草坪|绿化|花园|喷泉|地下车库|车库|地下室|停车场|"
    "道闸|东门|西门|南门|北门|大门口|小区门口|小区里|广场(?!舞)|健身|泳池|会所|儿童乐园|滑梯|充电桩|充电棚|垃圾房|垃圾站|垃圾桶|井盖|快递柜|监控|路面|门岗|岗亭|消防栓|宣传栏|"
    "门厅|连廊|架空层|凉亭|亭子|长椅|长凳|石凳|秋千|水景|指示灯|指示牌|围墙|围栏|人行道|马路|路沿|排水沟|窨井|下水井|沟盖|雨棚|"
    "车位|车棚|公共区域|公共厕所|充桩|慢充|快充|b[12]层?(?!\\d)|负[一二12]层|地下[一二]层|"
    "(?:(?:\\d{1,3}|[一二三四五六七八九十]{1,3})(?:栋|幢|号楼|座)|单元|楼栋)(?:的?大?门口|门前|楼[下前后]|旁边|[前后]面|边上|外面)"
)
_GARAGE = re.compile("车库|停车场|b[12](?!\\d)|负[一二12]层|地下[一二]?层")  # one for all buildings
_AT_A_LIFT = re.compile("(?:电梯|楼梯|门禁)(?:[口旁边那厅间]|附近)")
_SHARED = re.compile("电梯|楼道|楼梯|走廊|过道|大堂|大厅|单元楼?的?大?门|楼栋门|门禁|楼顶|天台|屋顶|外墙")
_HOME = (
    "厨房|卫生间|厕所|洗手间|浴室|淋浴间|主卧|次卧|卧室|客厅|客卫|主卫|阳台|书房|餐厅|"
    "入户门|防盗门|玄关|飘窗|露台|衣帽间|我家门口|家门口|屋里|儿童房|老人房"
)
_OWN = re.compile(
    "(?:我家(?![娃孩宝狗猫车人老小女儿闺孙爸妈姑媳])|家里|屋里)(?!楼[下道上]|门口|门前|[这那]?[栋层]|单元|附近|旁边|小区|外面|对面)"
)
_SHOP = "店[里内]|店?铺子?[里内]|店面|店门口|后厨"
_PLACE = re.compile(
    rf"(?:我家|家里)?(?:{_HOME}|{_PUBLIC}|{_SHOP})(?:的?(?:水槽|地漏|天花板|顶上|墙角|门口|水管|水龙头|"
    rf"洗手盆))?|负[一二1-2]层|b[12]层?"
)
_SOMEBODY = re.compile(
    r"他|她|保安|物业|你们|邻居|楼[上下]|隔壁|对门|业主(?!我)|有人|没人|不管|态度|[吵噪闹响]|人家|车(?!库|位|棚)|狗|垃圾|扔|占|施工|装修"
)
_SPOT = re.compile(
    r"\d+号?(?:车位|梯|桩|柜)|[a-z]区|(?:\d+|[一二三四五六七八九十]+)(?:楼|层)|旁边|隔壁|对面|附近|那边|这边|(?:路|条|面|边)上|边上"
)
_HABITUAL = re.compile(r"每[天日晚周]|天天|夜夜|经常|老是|总是")
_PLATE = re.compile(
    r"[临京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[a-z][·.\- ]?[a-z0-9]{5,6}(?![a-z0-9])"
)
_FAULT = re.compile(
    r"坏|漏|堵|不亮|不着|灭了|烂(?=[了得成掉])|拧不|关不|冲不|没声|黑屏|不转|不响|没电|停电|没水|停水|不出水|打不开|合不上|断|裂|脱落|"
    r"掉[了下皮]|松[了动]|异响|响|跳闸|短路|不通|不[制加]|失灵|不灵|没反应|卡住|卡死|渗|滴水|滴[答嗒滴]|"
    r"爆|"
    r"臭|反味|返[水味潮]|冒[水烟泡]|停运|不动|碎|锈|破|歪|塌|倒了|起皮|发霉|长霉|积水|结冰|翘|"
    r"鼓|闪|下水慢|不下水|不好使|用不了|不能用|不工作|罢工|没暖气|不热|不凉|缺|丢了|被撞|"
    r"开不了|锁不上|按不"
    r"|溢|漫|噪|嗡嗡|生锈|变形|磨损|不走字|空转|不抬|抬不|不弹|弹不|刷不[开上]|识别不"
    r"|[拉拔推插抽升放收拧按摇抬转弹锁扣合吸排流退](?:也|都)?不(?:下[来去]?|出[来去]?|上[来去]?|进[来去]?|动|开|紧|严|住|回[来去]?|起来)|"
    r"不(?:抽风|出风|吸烟|排风|排水|上水|吹风|走水|自动|充电|感应|震动)(?!吗|么)|黑(?:漆漆|咕隆咚|灯瞎火|乎乎)|乌漆嘛?黑|"
    r"[发变]黄水?|发[黑红绿霉]|浑浊|(?:水|的|得|[很太好有]点?|[是发])浑(?!身)|(?:水|锈).{0,6}[怪异腥霉药]?味|"
    r"水(?:压|流)?(?:也|真|特别|越来越|这么|那么|有点|[太很好老])*(?:[小细](?=$|[,。!了啊呀得的])|低|不足)|没水压|"
    r"忽[大冷明]忽[小热暗]|时[好有]时[坏无]|[滋喷淌](?:了?(?:一地|我一身)|[水油])|进水|泡水|淹[了水到]|炸[了裂开]|烧[了焦断]|"
    r"[点打]不[着燃]|打不上火|启动不|转不动|接触不良|没信号|没(?:手?纸|洗手液|热水|图像)了?|听不[到见清]|滑丝|脱[胶轨焊]|受潮|塞住|起泡|(?:有|好多|全是|很多|爬)(?:白蚁|蟑螂|老鼠|蚂蚁|虫子)"
)
_PASS = re.compile(  # what lets somebody in and is renewed, not mended
    r"(?:卡|门禁)(?:被|给)?(?:消磁|失磁)|(?:(?:门禁|单元门?|门|电梯|[ic]{2}|我[家的]|孩子?的?|老人的?|[这那]张|[一二两三]张)的?卡|门禁钥匙|门禁扣)(?![住死壳着]).{0,4}"
    r"(?:坏|失灵|失效|没反应|不好使|不能用|用不了|读不|断|折|裂|刷不(?!开?(?:单元|大门|楼下|[东西南北]门)))|"
    r"(?:访客码|住户码|二维码|小程序|app|公众号|蓝牙)"
)
_WISHED = re.compile(
    r"(?:给|帮|替)?(?:还|再|另外)*(?:[我俺咱]们?)?(?:要|想|需要)?(?:报(?:个)?修(?:一[样个件处桩])?|登记(?:一下|个)?报修|报一?下修|提个?报修|"
    r"下个?单)(?:一下|下)?|(?:请|麻烦|劳驾|能不能|可不可以|可以|能否|赶紧|快点?|尽快|帮忙|"
    r"帮我|帮|[要想得])*(?:派|叫|喊|找|安排|让|来)?(?:个|位|一个|一位)?"
    r"(?:人|师傅|工人|维修工?|工程部?|电工|水工|水电工|你们)?(?:过?来|上门|"
    r"去)?(?:给)?(?:我)?(?:修|维修|看|瞧|瞅|检查|处理|弄|换|通|疏通|检修)(?:一?[下修看瞧瞅换通]|"
    r"理)?(?:一下)?(?:[吗吧呗啊嘛好不行]|可以)*$"
)
_DEMANDS = re.compile(
    r"[让要请别罚赔换挪搬管停撤拆清装修改严劝]|(?:去|跟他|和他|给他)?[说讲]说|讲讲|批评|提醒|敲门|小声|轻一?点|(?:就|才)(?:行|好|中|可以|得了|算了)|叫(?=他|她|它|人|你|那|对|楼|保|师|物)|给我|希望|处理|道歉|道个歉|解决|尽快|赶紧|警告|教育|整改|制止|安静|不准|不许|上门|开除|协调|查"
)
_DEMAND = re.compile(
    r"[,。!; ](?P<demand>(?:我们?)?(?:就|只|就是|只是)?(?:希望|要求|要|想让|想要|必须让?|请)"
    r"(?:你们|物业|他们?|她们?|对方|保安|那人|领导|有人)[^?]{2,})$"
)
_BEGINS_WITH_A_DEMAND = re.compile(
    r"(?:那|就是?|你们|我|反正|[, ])*"
    r"(?:请|麻烦|希望|要求|赶[紧快]|快点?|马上|尽快|务必|必须|应该|最好|能不能)*"
    r"(?:催|[修换补](?=一?[下好]|$|[了上])|派|安排|喊|让|去|把|给我|叫(?=他|她|人|你|那|保|师|物)|罚|查(?=处|清|明)|处理|清理|清走|整改|道歉|赔|劝|制止|管管)"
)
_TELLING, _MATTER = 3, 5
_BESIDE_THE_MATTER = re.compile(
    r"有?一?[件桩样个]?事[体情]|报?维?修|登记|麻烦|师傅|物业|我们?|家里?|要|想|请|[,。!?的了 ]|人|来|"
    r"帮忙?|给|需要|一下|个|那|吧|"
    r"开始|起头"
)
_THING = re.compile(
    r"灯(?!费)|马桶|坐便|龙头|花洒|门锁|锁芯|插座|开关|空调|热水器|地漏|下水道|水管|水表|电闸|门铃|对讲|油烟机|浴霸|玻璃|窗户|窗子|防盗门|闭门器|充电桩"
)
_POLITE = re.compile(
    r"^(?:你好|您好|师傅|物业(?:[吧啊呀不吗么][?]?)?|喂|那个(?:什么|啥)?|请问|麻烦|请|帮我|帮忙|我要报修|"
    r"报个?修(?:一?下)?[哈啊呀嘛吧]*|[,。!: ])+"
)


_STANDS_IN = {  # what stands nowhere else at home
    "卫生间": r"马桶|坐便|花洒|淋浴|浴霸|浴缸",
    "厨房": r"油烟机|灶台|洗[菜碗][盆池槽]|水槽",
    "入户门": r"门锁|锁[芯舌]",
    "店门口": r"卷帘门|卷闸门",
    "家里": r"(?:家|屋)里?.{0,4}(?:停电|没电|跳闸|断电|停水|没水|断水|进水)|(?:可视)?(?:门铃|对讲)",
    "门口": r"门口的?(?:地[砖面]|瓷砖|台阶|招牌)",
}


def phone_in(text: str) -> str | None:
    """Give the telephone number that a message offers."""
    found = _PHONE.search(text)
    return found.group().replace(" ", "") if found else None


def without_phone(text: str) -> str:
    """Give the message without its telephone number, which is kept apart from the pieces of a form."""
    return _OFFERED_PHONE.sub(",", text) if _PHONE.search(text) else text


def without_echo(text: str) -> str:
    """Give a reply without our own question, which it takes up first: 「哪个门？防盗门」."""
    return _ECHO.sub("", text)


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


def tells_a_spot(text: str) -> bool:
    """Say whether a message tells more exactly where something is: 「D区118号车位」."""
    return place_in(text) is not None or _SPOT.search(text) is not None


def tells_of_a_public_thing(text: str) -> bool:
    """Say whether a message tells that something of the estate does not work, and blames nobody."""
    return is_public(text) and is_faulty(text) and not _SOMEBODY.search(text)


def is_of_a_home(text: str) -> bool:
    """Say whether the message is about something at the resident's own home."""
    return _OWN.search(text) is not None


def tells_whose(text: str) -> bool:
    """Say whether a message tells of something that is of a home, a shop or the estate."""
    named = place_in(text) or is_of_a_home(text) or house_in(text) or _THING.search(text)
    return bool(named) or is_of_a_shop(text)


def is_public(text: str) -> bool:
    """Say whether the message is about something outside the homes."""
    return re.search(_PUBLIC, text) is not None and not _OWN.search(text)


def is_shared_by_a_building(text: str) -> bool:
    """Say whether the place is one that every building has, so that the building must be known."""
    told = _AT_A_LIFT.sub("", text) if _GARAGE.search(text) else text
    return _SHARED.search(told) is not None


def when_and_where_in(text: str) -> str | None:
    """Give the clauses that tell when and where something was, where a message tells both for sure."""
    where = house_in(text) or (
        place_in(text) if is_public(text) and not is_shared_by_a_building(text) else None
    )
    if not where or not (since_in(text) or _HABITUAL.search(text)):
        return None
    told = [clause for clause in re.split("[,。;!]", text) if tells_when_or_where(clause)]
    return ",".join(told)


def plate_in(text: str) -> str | None:
    """Give the number plate that a message names, as it is written on the car, or all that it names."""
    named = [re.sub(r"[·.\- ]", "", one).upper() for one in _PLATE.findall(without_slips(text, _PLATE))]
    return "、".join(dict.fromkeys(named)) or None


def is_faulty(text: str) -> bool:
    """Say whether the message tells of something broken."""
    return _FAULT.search(text) is not None


def is_of_a_pass(text: str) -> bool:
    """Say whether what does not work is a card, a code or the app: no workman mends it."""
    return _PASS.search(text) is not None


def demands(text: str) -> bool:
    """Say whether a message has a word that demands something of somebody."""
    return _DEMANDS.search(text) is not None


def begins_with_a_demand(text: str) -> bool:
    """Say whether a message begins by telling somebody what to do: 「叫他挪走」, 「赶紧派人清了」."""
    return _BEGINS_WITH_A_DEMAND.match(text) is not None


def names_only(text: str) -> bool:
    """Say whether a message is a house, a day or an hour and nothing else."""
    rest = DAY.sub("", HOUSE.sub("", text)).strip(" ,。.!在来吧的我家是能约不行吗可以")
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
    return told if len(_matter_of(told)) >= _MATTER or _THING.search(told) else None


def _matter_of(told: str) -> str:
    """Give what is left without house, place, time and the words of any report."""
    for beside in (HOUSE, _PLACE, VISIT, DAY, SINCE, _BESIDE_THE_MATTER):
        told = beside.sub("", told)
    return told


def tells_where_only(text: str) -> bool:
    """Say whether a message names a house or a place and nothing else."""
    named = HOUSE.search(text) or _PLACE.search(text)
    return named is not None and not re.sub(r"[那就在是住的里面上下顶边头儿我 ]", "", _matter_of(text))


def fault_in(text: str) -> str | None:
    """Give what is broken, without the words that only ask to have it mended; None when nothing is told."""
    told = _WISHED.sub("", _POLITE.sub("", text)).strip(" ,。.!?、")
    named = _FAULT.search(told) or (
        len(told) >= _TELLING and re.search(r"修|换|装|通|看", text) and _matter_of(told)
    )
    return told if named and len(told) > 1 else None
