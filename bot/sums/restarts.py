"""What a speaker says twice or takes back while speaking: 「丢了一张不对是两张」, 「原来九个人现在十个」."""

import re

from bot.quantities.numbers import NUMBER
from bot.quantities.reading import fold
from bot.sums.counting import CLASSIFIERS
from knowledge_base.chinese_numbers import SIGNS

_HAN = "一-鿿"
_SAID_TWICE = re.compile(rf"(?P<said>(?![{SIGNS}半两俩])[{_HAN}]{{2,6}})(?P=said)+")
_COUNTED = re.compile(rf"[{SIGNS}两][{CLASSIFIERS}](?!人)")  # 「挂机一台挂机一台」 are two
_ALIKE = {"个": "个", "名": "人", "位": "人", "人": "人", "口": "人"}  # units that count the same
_UNIT = (
    rf"个?半?(?:小时|钟头?|季度|星期|礼拜)|个半?月|个半|米[{SIGNS}\d]{{1,2}}|点(?:半|[{SIGNS}\d]+分?)?|"
    rf"平(?:方米?|米)?|分钟?|[{CLASSIFIERS}名度吨天岁号层楼]"
)
_QUANTITY = re.compile(rf"(?<![a-z\d.第])(?<!\d,)(?P<n>{NUMBER})(?P<unit>{_UNIT})?(?![月年日/:-])")
_NUMBER = re.compile(NUMBER)
_TAKEN_BACK = re.compile(
    r"[,啊哎诶哦噢呃]*(?:不对(?!劲)|(?:[啊哦噢诶哎]|不是)不是|[说讲记搞弄]错|错(?=了)|[哦噢啊]不(?=[,是])|口误)"
    r"(?:不对|不是|[了啊哦呀,])*(?:应该|其实|就)?是?"
)
_CHANGED = re.compile(rf"(?:[加添减走]|多|少)了?(?:来|去)?{NUMBER}[个名位]")  # 「又说加一个,是八个」
_NOT_THAT = re.compile(
    rf"(?P<thing>[{_HAN}]{{2,4}})(?:不对|错了|[,啊哦])*不是(?P=thing)[了啊,]*(?:应该|就)?是"
)
_AT_FIRST = re.compile(
    rf"(?:原来|原先|原本|本来|起初|开始)[^,.;\d{SIGNS}]{{0,4}}(?P<first>{NUMBER})(?P<unit>[个名位张台件把盏只])"
    rf"(?P<thing>[^,.;\d]{{0,4}}?),?(?:现在|后来|结果|最后)[^,.;\d{SIGNS}]{{0,6}}(?P<last>{NUMBER})(?P=unit)"
)
_COMPARED = re.compile(r"[补退差省贵]")
_NEAR, _LIGHT = 24, 2  # signs between the two quantities; of words that say nothing


def settled(text: str) -> str:
    """Give a message as it stands after all that its speaker said twice or took back."""
    text = _NOT_THAT.sub("", _said_once(fold(text)))
    place = 0
    while (mark := _TAKEN_BACK.search(text, place)) is not None:
        text, place = _put_right(text, mark)
    text = _said_once(text)
    return text if _COMPARED.search(text) else _AT_FIRST.sub(_as_it_is_now, text)


def _said_once(text: str) -> str:
    return _SAID_TWICE.sub(lambda told: told[0] if _COUNTED.search(told["said"]) else told["said"], text)


def _as_it_is_now(told: re.Match[str]) -> str:
    return f"{told['last']}{told['unit']}{told['thing']}"


def _put_right(text: str, mark: re.Match[str]) -> tuple[str, int]:
    """Put the quantity behind the mark in the place of its like before it; also give where to go on."""
    new = _new_quantity(text, mark)
    old = _old_quantity(text, mark, new) if new else None
    if new is None or old is None:
        return text, mark.end()
    before, unit = text[: old.start()], new["unit"] or old["unit"] or ""
    kept = text[old.end() : mark.start()]
    return f"{before}{new['n']}{unit}{kept}{text[new.end() :]}", old.start()


def _new_quantity(text: str, mark: re.Match[str]) -> re.Match[str] | None:
    changed = [one.span() for one in _CHANGED.finditer(text, mark.end(), mark.end() + _NEAR)]
    for one in _QUANTITY.finditer(text, mark.end(), mark.end() + _NEAR):
        if any(begin <= one.start() < end for begin, end in changed):
            continue
        between = text[mark.end() : one.start()]
        repeated = between and between in text[: mark.start()]
        light = len(between) <= _LIGHT and not _NUMBER.search(between)
        near = light or repeated or bool(changed)
        return one if near and (_counts(one) or not between) else None
    return None


def _old_quantity(text: str, mark: re.Match[str], new: re.Match[str]) -> re.Match[str] | None:
    told = list(_QUANTITY.finditer(text, max(0, mark.start() - _NEAR), mark.start()))
    last = told[-1] if told and mark.start() - told[-1].end() <= _LIGHT else None
    if last is not None and (new["unit"] is None or last["unit"] in (None, "个", "个半")):
        return last
    alike = [one for one in told if _counts(new) and _counts(one) == _counts(new)]
    return alike[-1] if alike else None


def _counts(told: re.Match[str]) -> str:
    """Give what a quantity counts, by the first sign of its unit: 平 for 平方米, 个 for 俩."""
    unit = told["unit"] or ("个" if told["n"] in "俩仨" else "")
    plain = re.sub(r"^个半?(?=.)|^半", "", unit)
    return _ALIKE.get(plain[:1], plain[:1])
