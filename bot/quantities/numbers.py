"""Numbers as residents write them: 1,200, 1k2, 一百二, 两千四, 壹佰, 俩, 仨, 八十九点五."""

import re
from decimal import Decimal

from knowledge_base.chinese_numbers import SIGNS, parse_number

_DIGITS = "零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖"
_LONGEST = 16  # signs of a numeral; a bound keeps absurd text fast
_SCALES = {"w": 10_000, "万": 10_000, "k": 1000, "千": 1000, "百": 100}
FUSED = {"俩": Decimal(2), "仨": Decimal(3)}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.点]\d+)?)(?:[wk万千百](?:\d[千百]?)?(?!\d))?"
CHINESE = rf"(?:[{SIGNS}]{{1,{_LONGEST}}}(?:点[{_DIGITS}]{{1,{_LONGEST}}})?|[俩仨])"
MINUS = r"(?:负|(?<![0-9a-z])-)"
NUMBER = rf"(?:{MINUS}?(?:{ARABIC}|{CHINESE}))"

# Behind a number that counts what follows it: 「八十九平六个月」, 「九十平三室」. Else it may be tenths.
_COUNTED = (
    rf"(?!半年)[{SIGNS}\d.个月年天季号楼层栋幢室房厅卫户套间家口人位名张把台只件盏扇次趟回周礼星点分小钟块元毛角度吨平方米半折成岁多"
    r"几来居代手期证合联部辆条片车座单样级倍种份开面阳道排区梯俩仨]"
)
TENTHS = (  # what stands behind a unit as a price's 角 does: 「七十八平六」
    rf"(?P<tenths>\d{{1,2}}(?!{_COUNTED})|[二两三四五六七八九](?!{_COUNTED})"
    r"|一(?=的|[,.;?]|$|[她他我俺咱你您恁这那每光带连和跟交充]|住(?!户)|在|物业|高层|叠拼|半年|一个?(?:季|年|月)))"
)
_SHORT = re.compile(r"(.*([百佰千仟万wk]))(\d|[一壹二两贰三叁四肆五伍六陆七柒八捌九玖])")
_COMPOUND = re.compile(r"([\d.,]+[wk万千])(\d[千百])")
_SCALED = re.compile(r"([\d.,点]+)([wk万千百])")


def read_number(text: str) -> Decimal:
    """Read one match of NUMBER; a digit after 百, 千 or 万 counts the next lower rank: 一百二 is 120."""
    if text[0] in "-负":
        return -read_number(text[1:])
    if text in FUSED:
        return FUSED[text]
    compound = _COMPOUND.fullmatch(text)
    if compound:
        return read_number(compound[1]) + read_number(compound[2])
    short = _SHORT.fullmatch(text)
    if short:
        return read_number(short[1]) + parse_number(short[3]) * _scale(short[2]) / 10
    scaled = _SCALED.fullmatch(text)
    if scaled:
        return parse_number(scaled[1].replace("点", ".")) * _SCALES[scaled[2]]
    return parse_number(text.replace("点", ".") if text[0].isdigit() else text)


def _scale(sign: str) -> int:
    return _SCALES.get(sign) or int(parse_number(f"一{sign}"))
