"""The safety lane: what must never wait for the bot. Patterns only; the words to say are in `phrases`.

A message is an emergency when one of a hazard's patterns is found and nothing marks it as a look-alike:
a question about prices, plans, rules or past things.
"""

import re
import unicodedata
from dataclasses import dataclass

from handoff.phrases import Hazard


@dataclass(frozen=True, slots=True)
class Emergency:
    """A recognised emergency: which hazard, and the rule's words that were found."""

    hazard: Hazard
    matched: str


# The order decides where two hazards meet: whoever is in danger of life by their own hand comes first.
_SIGNS: tuple[tuple[Hazard, str], ...] = (
    (
        "suicide",
        r"不想活|想死|自杀|轻生|跳楼|结束(?:自己的)?生命|活不下去|割腕|一了百了|"
        r"安眠药.{0,6}(?:吃了|一瓶)",
    ),
    (
        "gas",
        r"(?:煤气|燃气|天然气|瓦斯|液化气).{0,8}(?:漏|泄|味|臭|中毒)|"
        r"(?:漏|泄露|泄漏).{0,3}(?:煤气|燃气|天然气|瓦斯)|"
        r"(?:闻到|闻着|有股|一股).{0,6}(?:煤气|燃气|天然气|臭鸡蛋)",
    ),
    (
        "lift",
        r"(?:困|关|卡|锁)在?.{0,4}(?:电梯|轿厢)|"
        r"(?:电梯|轿厢).{0,8}(?:困|关了?人|卡住|有人出不来|出不来|出不去|坠|急坠|打不开门)",
    ),
    (
        "fire",
        r"(?:着|起|失)火了|(?:着|起|失)火$|火灾了?$|发生火灾|"
        r"冒(?:着|出)?(?:很多|好多|大量)?(?:浓烟|黑烟|烟|火)|烧起来|起火|火苗|"
        r"(?:电动车|电瓶车|电瓶|充电器|车|家里|厨房|楼道|楼下|楼上|对面|邻居|垃圾桶|阳台)"
        r".{0,6}(?:着火|烧着|爆炸|失火)|救火",
    ),
    (
        "shock",
        r"触电|被电(?:到|了|晕|倒|着)|电(?:倒|晕)了?人|漏电",
    ),
    (
        "flood",
        r"爆(?:了)?水?管|水管.{0,4}(?:爆|裂|破了)|管(?:道|子).{0,3}爆|"
        r"(?:水|家里|屋里|楼道|车库|地库|地下室).{0,6}(?:淹了|淹没|被淹|喷出来|狂喷|喷水|倒灌)|"
        r"(?:大量|一直|拼命|哗哗).{0,4}(?:漏水|冒水|涌水|跑水)|发大水|"
        r"漏水.{0,8}(?:很大|止不住|淹)",
    ),
    (
        "falling_object",
        r"高空(?:抛|坠)物|"
        r"(?:楼上|窗户|外墙|墙皮|瓷砖|玻璃|空调外机|花盆|广告牌)"
        r".{0,8}(?:掉下来|砸下来|砸到|砸中|坠落|快掉|要掉|往下扔|扔下来)|"
        r"(?:楼上|有人).{0,4}(?:往下|朝下)(?:扔|丢)",
    ),
    (
        "missing_person",
        r"(?:孩子|小孩|宝宝|娃|儿子|女儿|孙子|孙女|老人|老爷子|爸爸?|妈妈?|爷爷|奶奶|外公|外婆|老伴)"
        r".{0,8}(?:不见了|走丢|走失|丢了|失踪|找不到了?)|"
        r"走失",
    ),
    (
        "medical",
        r"晕倒|昏倒|昏迷|没有?呼吸|不省人事|心脏病.{0,3}(?:发|犯)|心梗|中风了|抽搐|大出血|"
        r"流(?:了)?(?:很|好)多血|叫救护车|救护车|摔(?:倒|伤).{0,8}(?:起不来|动不了|流血)|"
        r"喘不(?:上|过)气|中毒|溺水|噎(?:住|着)",
    ),
    (
        "violence",
        r"打架|打人(?!工)|有人.{0,4}(?:持刀|拿刀|砍人|行凶|入室|撬门|撬锁)|拿(?:着)?刀|家暴|抢劫|"
        r"砍人|(?:要|想)杀(?:了)?我|持刀|被(?:人)?(?:打|跟踪|尾随|抢)了?",
    ),
)

_LOOK_ALIKE = re.compile(
    r"多少钱|价格|收费|费用|收益|广告|检查|演练|培训|预防|防止|注意事项|什么时候|几点|"
    r"规定|怎么申请|怎么办理|保险|责任|罚款|投诉电话|是否|算谁|谁赔|赔偿|怎么赔|上次|"
    r"上个月|去年|昨天|以前|之前|如果|万一|要是|会不会|能不能|可以吗|应该怎么|怎么处理|"
    r"怎么办理|报警器|灭火器|逃生|游戏|小说|电影"
)
_NOW = re.compile(r"救命|快来|快点|快派|赶紧|现在|正在|刚刚|马上|求助|出事了|怎么办[!！]?$|啊+[!！]*$")
_PATTERNS = tuple((hazard, re.compile(signs)) for hazard, signs in _SIGNS)
# Said of a mood, not of a body: 气死我了, 累死了, 想死你们了.
_MOOD = re.compile(r"(?:气|累|烦|热|冷|笑|饿|困|急|吵|臭)死|想死(?:你|他|她|大家)")


def recognise_emergency(text: str) -> Emergency | None:
    """Return the emergency that a resident reports, or None."""
    plain = _MOOD.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    for hazard, pattern in _PATTERNS:
        if found := pattern.search(plain):
            if hazard != "suicide" and _LOOK_ALIKE.search(plain) and not _NOW.search(plain):
                continue
            return Emergency(hazard, found.group())
    return None
