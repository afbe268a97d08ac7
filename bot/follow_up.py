"""Ellipsis: what a short message leaves unsaid, and the full question that it stands for.

A message can leave out the *subject* (「要带什么」, 「它几点开」), or all but one changed *value*
(「那商铺呢」).
Everything here is about words only; whether the full question is believed, bot/ranking.py decides.
"""

import re
from dataclasses import dataclass

WHAT_THEN = "怎么办"
_LONGEST = 14
_LONGEST_VALUE = 9
_LEAD = re.compile(
    r"^(?:那么?(?!里|边|些|种|天|年)|还有|另外|嗯|好的?|哦|噢|行|知道了|然后|所以|就是|大概|"
    r"一般|具体|一共|总共|"
    r"平时|通常|再问下?|再问一下|我?想知道|[,。、 ])+"
)
_PRONOUN = re.compile(
    r"^(?:它们?|他们?|这个|这|那个|该|此)(?:的|都|也|到底|又|是|要|得|需要)*|它(?:们)?|"
    r"这个(?!月|季|年|周|星期|小区)|那个"
)
_TAIL = re.compile(r"(?:[呢吗啊呀吧嘛的了咧喃哦哈么?!。,]|来着|的话|一下)+$")
_DO = (
    r"(?:办|交|领|买|找|开|拿|取|申请|办理|弄|收|算|退|报名|预约|约|用|走|去|缴|付|充|停|登记|申报|查|看|打)"
)
_ASKS = re.compile(
    r"(?:(?:要|需要|得|该|应该|必须|都|还)*"
    rf"(?:(?:带|准备|提供|交|填|拿|用|办){{0,2}}(?:些|哪些|几样|点)?(?:什么|哪些)(?:材料|东西|"
    rf"手续|证件|资料|证|条件|要求)?"
    rf"|(?:多少钱|几块钱?|几元|收费多少|费用多少|费用|价格|价钱|收费)(?:一[个次年月天平]|[多是]少)?"
    rf"|怎么(?:样)?(?:才能)?{_DO}{{0,2}}(?:费|理)?|如何{_DO}{{1,2}}"
    rf"|(?:[去在到上从找]|是在?)?(?:哪|哪里|哪儿|哪个地方|什么地方|哪个窗口|哪个部门){_DO}{{0,2}}"
    rf"|(?:联系)?(?:电话|号码|地址|位置|热线|联系方式)(?:是|号码)?(?:多少|什么|哪个|在哪里?)?|"
    rf"打(?:什么|哪个|多少)电话"
    rf"|几点(?:钟)?(?:到几点|开始|结束|开门|关门|上班|下班|开|关|能{_DO}|可以{_DO}|之前|前)?(?:几点)?"
    rf"|(?:什么时候|哪天|几号|啥时)(?:能|可以|开始|结束|到期|截止|之前|前|{_DO})*"
    rf"|(?:要|得)?(?:多久|多长时间|几天|多少天|几个工作日)(?:能|可以|才|到账|办好|下来|好|完|{_DO})*"
    rf"|(?:有|有没有|有无)(?:什么)?(?:优惠|折扣|限制|时间限制|条件|要求|例外|年龄限制)"
    rf"|(?:找|问|跟|联系)谁(?:{_DO}|说)*|(?:归|由)?谁(?:来)?(?:管|弄|修|出|付|负责|承担|出钱|掏钱)"
    rf"|为什么|凭什么|依据是?什么|什么(?:规定|依据|意思)"
    rf"|(?:能|可以|可不可以|能不能)?(?:网上|线上|手机上|小程序|微信|周末|晚上|代|委托别人|"
    rf"别人代|帮我)(?:能|可以)?{_DO}{{1,2}}"
    rf"|(?:要|用|需要|得)(?:提前)?(?:钱|收费|花钱|预约|登记|押金|签字|本人(?:去|来)?)|"
    rf"要?提前多久|要不要(?:钱|预约|押金)"
    rf"|收(?:钱|费)不?|(?:收不收|要不要交?|用不用交?|需不需要交?|会不会收)(?:钱|费用?)"
    rf"|免费|贵不贵|(?:能|可以)?便宜(?:点|一点)?|最多多少|最少多少|上限|封顶(?:多少)?|限几?[个只辆人次]))"
)
# 「申请要准备哪些材料」
_IN_DOING = r"(?:(?:申请|办理|办|报名|申报|预约|登记|过去|去)(?:的话|的?时候?|起来)?)?"
_VALUE_LEAD = re.compile(r"^(?:那么?|要是|如果|假如|换成?|改成|换作|比如|还有)(?:是|我|换成|说|到|在|住)*")
_VALUE_TAIL = re.compile(
    r"(?:(?:的话)?(?:呢|咧|喃|嘞)|的话|也(?:是)?(?:一样|这样|这么多|这个价|可以|行|要|有|"
    r"能)?吗?|怎么[办算样说]|咋样|一样吗|行吗|可以吗|又?是?多少(?:钱)?)[?!。]*$"
)
_QUESTION_WORD = re.compile(
    r"多少|几[点号天个块年]|怎么|什么|哪|谁|为什么|能不能|可不可以|是不是|有没有|要不要|多久|吗|能.+么"
)
_CATEGORIES = (
    re.compile(r"高层|叠拼|叠墅|别墅|底商|商铺|储藏室|住宅"),
    re.compile(r"业主|租户|租客|房东|商户|家属|保姆|外来人员|访客"),
    re.compile(
        r"工作日|周末|周[一二三四五六日天]|星期[一二三四五六日天]|节假日|法定节假日|假期|过年|春节|国庆|平时"
    ),
    re.compile(r"早上|上午|中午|下午|晚上|夜里|半夜|凌晨|白天"),
    re.compile(r"夏天|夏季|冬天|冬季|春天|秋天"),
    re.compile(r"快充|慢充"),
    re.compile(r"月租|临停|临时停车|年付|产权车位"),
    re.compile(r"门禁卡|车卡|电梯卡|钥匙"),
    re.compile(r"狗|猫|鸟"),
    re.compile(r"马桶|下水道|地漏|洗手盆"),
    re.compile(r"(?:[一二两三四五六七八九十半\d]+个?(?:年|季度|月|天))|半年|全年"),
    re.compile(r"[\d一二两俩三四五六七八九十半]+(?:个半|个)?(?:小时|钟头)"),
    re.compile(r"[\d一二两俩三四五六七八九十]+[张辆只条件台把套]"),
    re.compile(r"(?:小孩|孩子|儿童|老人|大人|成人|外人|客人)"),
    re.compile(r"电费|水费|燃气费|物业费|能耗费"),
)
_EVENT = re.compile(r"^(?:错过|忘|忘记|过|过期|迟到?|超|超过|丢|坏|没带|没赶上|赶不上|来不及).{0,4}了?$")
_TITLE_TAIL = re.compile(
    r"（.*?）|(?:的)?(?:办理|申报|申请)?(?:单价|价格|票价|收费|金额|标准|材料|手续|渠道|方式|"
    r"时间|时限|地点|位置|"
    r"开放期|截止日|期限|电话|规定|补办费|费用|程序|步骤|年龄限制|的限制)$"
)


@dataclass(frozen=True)
class Fragment:
    """What a short message says: a bare question about the same subject, or one new value."""

    kind: str  # "subject": its subject is missing; "value": only the changed value is said
    said: str


def fragment_of(question: str) -> Fragment | None:
    """Recognise a message that cannot stand alone; None for a whole question."""
    if not question or len(question) > _LONGEST:
        return None
    bare = _LEAD.sub("", question)
    without = _PRONOUN.sub("", bare)
    core = _TAIL.sub("", without)
    if (core and _ASKS.fullmatch(core)) or (not core and without != bare):
        return Fragment("subject", _TAIL.sub("", without) or "怎么办")
    if without != bare and _QUESTION_WORD.search(without):
        return Fragment("subject", without)
    return _value_of(question)


def names_nothing(question: str) -> bool:
    """Say whether a message asks without naming what about: 「申请要交哪些材料」, 「几点开门」."""
    core = _TAIL.sub("", _PRONOUN.sub("", _LEAD.sub("", question)))
    return re.fullmatch(_IN_DOING + _ASKS.pattern, core) is not None


def _value_of(question: str) -> Fragment | None:
    led, tail = _VALUE_LEAD.match(question), _VALUE_TAIL.search(question)
    if not led and not tail:
        return None
    start = led.end() if led else 0
    value = question[start : tail.start() if tail and tail.start() > start else None].strip(" ,。?!")
    value = re.sub(r"的$", "", value)
    if not led and tail and tail.group().startswith("多少") and not is_a_kind(value):
        return Fragment("subject", question)
    if not value or len(value) > _LONGEST_VALUE or _QUESTION_WORD.search(value):
        return None
    if _EVENT.search(value) and not is_a_kind(value):
        return Fragment("subject", f"{value}{WHAT_THEN}")
    return Fragment("value", value)


def subject_of(title: str) -> str:
    """Give what an entry is about, from its title: 「月租车位价格」 is about 月租车位."""
    return _TITLE_TAIL.sub("", _TITLE_TAIL.sub("", title)) or title


def full_question(fragment: Fragment, *, question: str, title: str) -> str:
    """Give the question that the fragment stands for after `question`, answered by the entry `title`."""
    if fragment.kind == "subject":
        return f"{subject_of(title)}{fragment.said}"
    replaced = with_value(question, fragment.said) or with_value(title, fragment.said)
    if replaced:
        return replaced
    return f"{fragment.said}{question if len(question) <= _LONGEST + _LONGEST_VALUE else subject_of(title)}"


def is_a_kind(value: str) -> bool:
    """Say whether the value is one of a known kind, such as 商铺 or 周末, and so names no subject."""
    return any(category.search(value) for category in _CATEGORIES)


def with_value(question: str, value: str) -> str | None:
    """Put a value in the place of the one of its kind in a question: 叠拼 for 高层. None: it has none."""
    for category in _CATEGORIES:
        new, old = category.search(value), category.search(question)
        if new and old:
            return question[: old.start()] + new.group() + question[old.end() :]
    return None
