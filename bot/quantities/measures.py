"""Areas, durations, money, volumes, floors, clock times, and what looks like a number but is none of them."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.quantities.found import IMPOSSIBLE
from bot.quantities.numbers import ARABIC, CHINESE, MINUS, NUMBER, TENTHS, read_number
from knowledge_base.chinese_numbers import SIGNS

Read = tuple[str, object] | None
Reader = Callable[[re.Match[str]], Read]

_HALF = Decimal("0.5")
_HOUR, _DAY, _NOON, _WEEK = 60, 1440, 12, 7
_QUARTER_HOUR, _HALF_HOUR = 15, 30
_MONTHS_A_YEAR = 12
_HOURS_A_DAY = 24
_N = NUMBER
_LATE = (
    "下午", "后晌", "下昼", "傍晚", "擦黑", "晚上", "晚黑", "晚间", "夜里", "夜间", "夜晚", "大半夜", "半夜",
    "今晚", "昨晚", "今夜", "昨夜", "深夜", "黑夜", "晚", "夜",
)  # fmt: skip
_AFTERNOON = ("下午", "后晌", "下昼", "傍晚", "擦黑")
_MIDDAY = ("中午", "晌午", "正午")
_TIME_WORDS = "|".join(
    ("凌晨", "清晨", "清早", "一早", "朝早", "早上", "早晨", "早", "上午", "上昼", *_MIDDAY, *_LATE)
)
_SPOKEN_MINUTES = {"半": _HALF_HOUR, "一刻": _QUARTER_HOUR, "三刻": 3 * _QUARTER_HOUR}
_SMALL_HOURS = ("半夜", "大半夜", "夜里", "深夜", "夜")
_EARLY_HOURS, _LATE_EVENING = 6, 4  # 半夜两点 and 昨晚一点 are in the morning, 晚上五点 in the evening

_HOURS_BY_DOTS = r"个点儿?(?![\d一二三四五六七八九十钟到进出开来去半的])"  # 「停了五个点」
HOURS = rf"(?:小时|钟头|个钟(?!头|点)|(?<=半)钟(?!头|点)|[粒個]钟|{_HOURS_BY_DOTS}|h(?:ours?|rs?)?(?![a-z]))"
MINUTES = r"(?:分钟|分(?!之)|min(?:utes?|s)?)"


def as_word(kind: str) -> Reader:
    """Give a reader that keeps the words themselves."""
    return lambda match: (kind, match[0])


def as_number(kind: str) -> Reader:
    """Give a reader of the group `n`, and a half more where the group `half` is there."""
    return lambda match: (kind, read_number(match["n"]) + (_HALF if _is_half_more(match) else 0))


def _is_half_more(match: re.Match[str]) -> bool:
    """Say whether a half is told before the unit or after it: 二十二个半平方, 八十九平半."""
    told = match.groupdict()
    return bool(told.get("half") or told.get("more"))


def _room_floor(match: re.Match[str]) -> Read:
    """Give the floor that a room number tells: 1201 is on floor 12, 102 on floor 1."""
    return "floor", read_number(match["room"]) // 100


def _half_a_unit(match: re.Match[str]) -> Read:
    return {"吨": "tons", "度": "kwh"}[match["unit"]], _HALF


def _months(match: re.Match[str]) -> Read:
    """Give a time in months: 一年零三个月, 半年, 俩季度, 一个半月."""
    total = Decimal(0)
    for number, half, unit, more in _MONTH_PART.findall(match[0]):
        length = {"年": 12, "季": 3, "月": 1}[unit]
        part = ((read_number(number) if number else 0) + (_HALF if half or more else 0)) * length
        if (
            unit == "月"
            and total
            and part > _MONTHS_A_YEAR
            and part != total
            and not _JOINED.search(match[0])
        ):
            return IMPOSSIBLE, part  # 「一年五十六个月」
        total += 0 if part == total else part  # 「两年二十四个月」 says it twice
    return "months", -total if match[0].startswith(("负", "-")) else total


def _square_kilometres(match: re.Match[str]) -> Read:
    return "area", read_number(match["n"]) * 1_000_000


def _in_parts(kind: str) -> Reader:
    """Give a reader of what is told as a price is: 「96平3」 is 96.3, 「三十三度五」 33.5."""
    return lambda match: (
        kind,
        read_number(match["n"]) + read_number(match["tenths"]) / 10 ** len(match["tenths"]),
    )


def _people(match: re.Match[str]) -> Read:
    return "people", read_number(
        match["n"] or match["m"] or match["passes"] or match["cards"] or match["of"] or match["first"]
    )


def _nth(match: re.Match[str]) -> Read:
    return "nth", read_number(match["n"] or match["came"])


def _year(_: re.Match[str]) -> Read:
    return "months", Decimal(12)


def _each(match: re.Match[str]) -> Read:
    return "months", Decimal({"年": 12, "季": 3, "月": 1}[match["unit"][0]])


def _stay(match: re.Match[str]) -> Read:
    """Give a time in minutes: 三小时二十分, 3个半小时, 一天一夜, 三天零两小时."""
    minutes = Decimal(0)
    days = match["days"] or match["dayhalf"]
    if days:
        minutes += (read_number(days) + (_HALF if match["dayhalf"] else 0)) * _DAY
    if match["hours"]:
        hours = read_number(match["hours"]) * _HOUR
        if days and hours > _DAY and hours != minutes:
            return IMPOSSIBLE, hours  # 「一天三十小时」
        minutes += 0 if days and hours == minutes else hours  # 「三天72小时」 says it twice
    if match["half1"] or match["half2"] or match["half3"]:
        minutes += -_HALF_HOUR if (match["half3"] or "").startswith(("负", "-")) else _HALF_HOUR
    if match["quarters"]:
        minutes += read_number(match["quarters"]) * _QUARTER_HOUR
    if match["minutes"] or match["bare"]:
        minutes += read_number(match["minutes"] or match["bare"])
    if not any(match.groups()):
        return None
    only_days = match["days"] and not (match["hours"] or match["minutes"] or match["half3"])
    return ("days", read_number(match["days"])) if only_days else ("minutes", minutes)


def _hours(match: re.Match[str]) -> Read:
    return "minutes", (read_number(match["n"]) + (_HALF if _is_half_more(match) else 0)) * _HOUR


def _day_and_night(match: re.Match[str]) -> Read:
    hours = read_number(match["hours"]) if match["hours"] else 0
    return "minutes", read_number(match["n"]) * _DAY + hours * _HOUR


def _weeks(match: re.Match[str]) -> Read:
    return "days", read_number(match["n"]) * _WEEK


def _money(match: re.Match[str]) -> Read:
    value = read_number(match["n"])
    if match["jiao"]:
        value += read_number(match["jiao"]) / 10
    if match["fen"]:
        value += read_number(match["fen"]) / 100
    return "money", value


def _clock(match: re.Match[str]) -> Read:
    hour, minute, prefix = int(read_number(match["hour"])), match["minute"] or "", match["prefix"] or ""
    minutes = _SPOKEN_MINUTES.get(minute) or (int(read_number(minute)) if minute else 0)
    if _is_after_noon(prefix, hour):
        hour += _NOON
    if hour > _HOURS_A_DAY:
        return (IMPOSSIBLE, hour) if hour < _HOUR else None
    if minutes >= _HOUR:
        return IMPOSSIBLE, minutes
    return "clock", Decimal(hour % _HOURS_A_DAY * _HOUR + minutes)


def _is_after_noon(prefix: str, hour: int) -> bool:
    """Say whether twelve hours are to be added: 下午三点, 中午一点, 晚上十二点, but not 昨晚一点."""
    if prefix in _MIDDAY:
        return hour < _EARLY_HOURS
    if prefix not in _LATE:
        return False
    if prefix in _AFTERNOON:
        return hour < _NOON
    return (_EARLY_HOURS if prefix in _SMALL_HOURS else _LATE_EVENING) <= hour <= _NOON


def _level(match: re.Match[str]) -> Read:
    return "level", f"B{int(read_number(match['below'] or match['floor'] or match['level']))}"


_JOINED = re.compile("[零又加多]")
_MONTH_PART = re.compile(rf"(?:({ARABIC}|{CHINESE})[个各只]?)?(半)?个?完?整?([年季月])(?:度)?(半(?!年|个))?")
_MONTH = "月(?!租(?!多|几|要|一共|下来|总))"
_MONTHS = (
    rf"(?:{_N}[个各只]半?完?整?(?:{_MONTH}|季度?|年)|{_N}年半?|[俩仨两]整?(?:季度|{_MONTH})"
    rf"|半个?(?:年|季度|{_MONTH}))"
)
_COUNTED_MONTHS = rf"(?<!第){_MONTHS}(?:零|又|加|外加|多)?(?:{_MONTHS})?(?:半(?!天|小时))?"

_AND = "(?:零|又|加|外加|带|过)?"
_STAY = (
    rf"(?:(?P<dayhalf>{_N})天半|(?<![第同\d{SIGNS}])(?P<days>{_N})(?:整?天|日(?!常)))?{_AND}"
    rf"(?:(?P<hours>{_N})个?(?P<half1>半)?{HOURS}(?P<half2>半)?|(?P<half3>{MINUS}?半)个?{HOURS})?{_AND}"
    rf"(?:(?P<quarters>[一二两三123])刻钟?|(?P<minutes>{_N})来?{MINUTES}"
    rf"|(?(hours)(?P<bare>\d{{2}}|[二三四五]?十[一二三四五六七八九]?)(?![\d{SIGNS}个元块]|[.,]\d|[平度吨台人岁张件])|(?!)))?"
)

_ELDER = "[爸爹妈娘爷奶公婆汉姥姑叔姐嫂舅姨]子?|老?太太|老汉儿|老人家?|老头儿?|老伴儿?|今年"
_ONES = "一二两三四五六七八九"
_ROOM_SIGNS = "零〇一二三四五六七八九"
_WORKERS = "(?:装修|施工)?(?:(?:木工|瓦工|油漆工|水电工)?(?:师傅|工人)|施工人员|工友|木工|瓦工|油漆工|水电工)"
_BLOCK = rf"(?:\d{{1,3}}|[{SIGNS}]{{1,3}})(?:栋|幢|号楼|座)"
_UNIT = rf"(?:(?:\d{{1,2}}|[{SIGNS}]{{1,3}})单元)"
_SQUARE = r"(?:个?(?:平方米|平方公尺|平米|平方|平|坪|m2)|个?方(?![案便式面向法协]))"
_HOURLY = rf"(?:{_SQUARE}|{HOURS}|吨|度|个?月|天|次|分钟|只|盏|张)"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CLOCK_HOUR = rf"(?<!\d)\d{{1,2}}|(?<![{SIGNS}])[{SIGNS}]{{1,3}}"
_CLOCK_MINUTE = (  # one bare sign is a count of what follows: 「三点到五点一片场」
    rf"半|一刻|三刻|(?:\d{{1,2}}|[{SIGNS}]{{2,3}})(?=分|[^\d{SIGNS}]|$)|[十{SIGNS}](?=分)|十(?![{SIGNS}])"
)
_NOT_A_CLOCK = rf"(?![{SIGNS}\d]+个?(?:{HOURS}|吨|度|平|方|元|块|天|层))"
_JIAO = r"(?P<jiao>[\d一二三四五六七八九])(?:毛|角|(?![\d个只台张件平吨度天月点盏名位人]))"

# What is no quantity is read first, so that no later pattern takes it for one; then unmistakable units.
PLACES: tuple[tuple[str, Reader], ...] = (
    (r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-?\d{7,8}|\d{8,})(?!\d)", as_word("phone")),
    (rf"[{_PROVINCES}][a-z][·.]?[a-z0-9]{{5,6}}(?![a-z0-9])", as_word("plate")),
    (r"(?:负|(?<!\d)-)(?P<below>[12一二])(?:[层楼]|(?=的|那|车|产权|停|[月包]?租|一[次把]|年付|[交缴要]))"
     r"|(?:地下(?:车库)?|地库|车库)负?(?P<floor>[12一二两])层?"
     r"|(?<![a-z])b(?P<level>[12一二])(?:层|车库)?(?!\d)", _level),
    (rf"{_BLOCK}{_UNIT}?(?P<room>\d{{3,4}}|[{_ROOM_SIGNS}]{{3,4}})(?:室|号房?|房)?(?![\d.]|{_SQUARE})",
     _room_floor),
    (rf"{_BLOCK}{_UNIT}?|{_UNIT}", as_word("house")),
    (r"(?<![\d.])(?P<room>[1-4]?\d0[1-9])(?:室|号房|房)", _room_floor),
    (r"(?<![a-z])s\d{1,2}(?!\d)号?[铺店]?", as_word("shop")),
    (rf"叠拼(?:\d{{1,2}}|[{SIGNS}]{{1,3}})号(?!楼)", as_word("villa")),
    (r"(?<![a-z])p\d{2}(?!\d)", as_word("code")),
    (rf"(?:{_ELDER})(?:今年|现在|都|已经|快)*(?P<n>[6-9]\d|[六七八九]十[{_ONES}]?)(?:(?=一个?人)|(?![\d{SIGNS}元块钱平方吨度个天月年号楼层分小时人米斤]))",
     as_number("age")),
    (rf"(?<![^,.;])(?:今年|现在|都|已经|快)*(?P<n>[6-9]\d|[六七八九]十[{_ONES}]?)多?了(?=[,.;]|一个?人|独|单|自己)",
     as_number("age")),  # a clause of its own
    (rf"[我俺咱](?:今年|现在|都|已经)*(?P<n>[6-9]\d|[六七八九]十[{_ONES}]?)"
     r"(?=了(?!$)|,?(?:自己|又是?)?(?:一个?人|独居|单独|单过))", as_number("age")),
    (rf"(?<![a-z\d.]){_N}(?:元|块钱?|毛钱?)?(?:/|每){_HOURLY}", as_word("rate")),
    (rf"[\d.{_ONES}]{{1,9}}[块元毛]钱?[{_ONES}\d]?毛?一个?{_HOURLY}", as_word("rate")),
    (rf"(?P<prefix>{_TIME_WORDS})(?P<hour>\d{{1,2}})点(?P<minute>)(?=\d+(?:\.\d+)?(?:度|kwh|吨|平))", _clock),
    (rf"(?P<n>{_N})平方公里", _square_kilometres),
    (rf"(?:套内|实用|使用|露台|花园|阳台|赠送)(?:面积)?[^\d,.;{SIGNS}]{{0,3}}{_N}{_SQUARE}半?"
     rf"|{_N}{_SQUARE}的?(?:套内|露台|花园|阳台)|(?:套内|实用|使用)面积[^\d,.;{SIGNS}]{{0,3}}{_N}(?=[,.;])",
     as_word("beside")),
    (rf"(?P<n>{_N}){_SQUARE}{TENTHS}", _in_parts("area")),
    (rf"(?P<n>{_N})(?:吨|方水){TENTHS}", _in_parts("tons")),
    (rf"(?P<n>{_N})(?:千瓦时|度){TENTHS}", _in_parts("kwh")),
    (rf"(?<!第)(?P<n>{_N})(?:(?P<half>个半){_SQUARE}|{_SQUARE}(?P<more>半(?!年|个|季|天|月))?)",
     as_number("area")),
    (rf"(?P<n>{_N})(?:(?P<half>个半)|个)?(?:立方米|立方|吨|方水)(?P<more>半(?!年|个|季|天|月))?",
     as_number("tons")),
    (r"半(?P<unit>吨|度)", _half_a_unit),
    (rf"(?P<n>{_N})(?:(?P<half>个半)|个)?(?:千瓦时|度|kwh|字的?电)(?P<more>半)?(?!假|以)", as_number("kwh")),
)  # fmt: skip

MEASURES: tuple[tuple[str, Reader], ...] = (
    (rf"(?P<n>{_N})(?:周|个?星期|个?礼拜)(?![二三四五六日天]|一(?![共起块总]))", _weeks),
    (rf"(?P<n>{_N})(?:天{_N}[夜宿晚]|个?昼夜)(?:(?:再加?|又[多加]|{_AND})(?P<hours>{_N})个?(?:{HOURS}|点儿))?",
     _day_and_night),
    (_COUNTED_MONTHS, _months),
    (r"全年|整年|成年(?!人)|一?年度|年[付缴]|包年", _year),
    (r"每个?(?P<unit>年|季度?|月)", _each),
    (r"按(?P<unit>年|季度?|月)[交缴付]?的?(?=(?:物业费|管理费)?,?[^,.;]{0,3}[一每][次期回笔])", _each),
    (r"(?:^|(?<=[,.;:平个的]))(?P<unit>年)(?=,?的?(?:物业|管理|能耗)费)", _each),
    (rf"(?<![{SIGNS}\d俩仨半几上下本这个第])(?P<unit>[季月])度?"
     r"(?=,?的?(?:物业|管理|能耗|费)|(?<=季度)(?:$|[,.?]))", _each),
    (rf"(?P<prefix>{_TIME_WORDS})?(?<!\d)(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\d)", _clock),
    (rf"(?P<prefix>{_TIME_WORDS})?(?P<hour>{_CLOCK_HOUR})点{_NOT_A_CLOCK}[钟整过]?"
     rf"(?P<minute>{_CLOCK_MINUTE})?分?", _clock),
    (r"(?P<n>[俩仨])个?点儿?(?!钱|事|心)", _hours),
    (rf"(?P<n>{_N})(?P<half>个半)点(?:儿|(?=[,.?!]|$))", _hours),
    (rf"拖到第(?P<n>{_N})天", as_number("days")),
    (_STAY, _stay),
    (rf"(?<![板砖毯匾璃布垫镜])(?P<n>{_N})(?:元|块钱?|蚊(?!子)|rmb|圆)"
     rf"(?:{_JIAO}(?:(?P<fen>[\d一二三四五六七八九])分?)?)?", _money),
    (rf"(?:物业费|管理费|本金)(?:是|总共|一共|合计|为|:)?(?P<n>\d+(?:,\d{{3}})*\.\d{{1,2}}|{_N}(?=[整正]))"
     r"(?![\d.个%‰平])", as_number("money")),
    (rf"(?:物业费|管理费)(?:是|有|共)?(?P<n>{_N})(?=,?(?:已经?|都)?(?:逾期|晚交|拖了|没交|欠着))",
     as_number("money")),
    (rf"(?:欠|本金|金额|[应该][交缴付])[了着费款交的]*(?:物业费|本金|你们)?[为是:,]*(?P<n>{_N})"
     rf"(?![{SIGNS}\d.天个月年季次平号日笔套户间处家/-])", as_number("money")),
    (rf"[交缴付押][了过]?(?P<n>{_N})的?(?:装修)?(?:押金|保证金)", as_number("money")),
    (rf"(?:保证金|押金)(?:[^\d,.;]{{0,4}}?[交缴付][了的过]?)?(?P<n>{_N})(?![{SIGNS}\d.天个月年次张共起并])",
     as_number("money")),
    (rf"(?:面积|建面|(?:房本|房产证|产权?证|不动产证|证)上面?写?的?)[是有为大概约:]*(?:[看写记报]错了?[, ]?)?"
     rf"(?P<n>{_N})(?![{SIGNS}\d.样致般模个张年月块元])", as_number("area")),
    (rf"第(?P<n>{_N})[次趟回]|[来去]了?(?P<came>{_N})[次趟回]了", _nth),
    (rf"(?P<n>{_N})[名位个]?(?:{_WORKERS}|人的?(?:施工|装修)?(?:出入)?证)|{_WORKERS}(?:[改换变][成为到])?(?P<m>{_N})[名位个]人?"
     rf"|(?P<passes>{_N})[张个](?:工人)?(?:出入)?证|(?:出入|施工)证(?:要|得|需要)?办?(?P<cards>{_N})[张个]"
     rf"|(?:出入|施工)证[^\d,.;{SIGNS}]{{0,8}},?(?P<of>{_N})个人"
     rf"|(?P<first>{_N})[个名位]?人(?=[^,.;]{{0,4}},?[^,.;]{{0,4}}(?:出入|施工)证)", _people),
    (rf"(?P<n>{_N})[大整小]?车(?![位库牌辆子])", as_number("trucks")),
    (rf"(?P<n>{_N})(?:周岁|岁)", as_number("age")),
    (rf"楼层[是在为:]*(?P<n>{_N})", as_number("floor")),
    (r"(?<![a-z\d])(?P<n>\d{1,2})f(?![a-z\d])", as_number("floor")),
    (rf"第?(?P<n>{_N})(?:楼(?![上下道栋顶梯])|层)", as_number("floor")),
)  # fmt: skip
