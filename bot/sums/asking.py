"""Tells a message that asks for a sum from one that asks for the rule.

「叠拼物业费多少钱一平」 asks for the rule, 「我家89平一季度多少」 for a sum.
"""

import re

from knowledge_base.chinese_numbers import SIGNS

_FEES = "钱|费|物业费|能耗费|停车费|违约金|保证金|押金|管理费|水费|电费|元|块"
_OTHER_UNITS = "度|吨|平|方|天|小时|分钟|个|张|次|户|年|月|岁|层|折|号|辆|套|件|台|间|栋|利息|时间|家"
_AMOUNT = (
    rf"多少(?!{_OTHER_UNITS})(?=$|[^\w]|{_FEES}|呢|啊|呀|哦|嘛|咯|才|来着|合适|吗|给|你|银|票子)|[收要交给付花掏共是得出退补计扣摊费罚]多少|"
    r"(?<![高长宽深远离])多少米(?=$|[^\w])|几多|几块|几元|几毛|几个?钱|几[钿文]|多钱|好多|几何|怎么收|咋收|怎么算(?!数)|咋算|怎样算|算出|得出|多出来的钱|算下来"
)
MONEY = re.compile(
    rf"{_AMOUNT}|合计|一共|总共|总计|总价|总额|算一?[下哈算]|[收退补付掏]几|能退(?![吗么不?]|$)|减完|打完|共(?=$|[?吗呢])|"
    r"(?:要|该|得|应|需)(?:给|交|付|收|掏|花)(?!吗|不|$|\?)|(?:要|会)花"
)
_AMOUNTS = re.compile(_AMOUNT)
_HOW_MUCH = re.compile(rf"{_AMOUNT}|合计|一共|总共|总计|[收退补付掏]几")
_HOW_MANY = re.compile(rf"(?:几多|多少|好多|几)个?(?:钟|{_OTHER_UNITS})")
_CALCULATE = re.compile(
    r"算一?[下哈算]|一[下哈]算|帮.{0,4}[算计](?!数)|给[我俺].?算|想算|核算|计一?[下吓]|^算(?![了法是不作什违])|[费金款钱]算$"
)
_FOR_ME = re.compile(r"[帮给]我.{0,2}[算计]")
_MINE = re.compile(
    r"(?:我|俺|咱)们?家?.{0,7}[交付缴给俾](?:多少|几[块多]|好多)|"
    r"(?:我|俺|咱)们?(?:家|屋[头企里]?).{0,8}费.{0,3}(?:多少|几多|好多)(?![钱块元]?(?:一|每))|"
    r"[收要扣退罚]我.{0,2}(?:多少|几)|"
    r"超(?:时|了|出|过).{0,8}[补付交].?(?:多少|几)|减免(?:以|之)?后.{0,4}交多少|"
    r"(?:这|本|上)一?个?(?:期|次|回|笔|月|季度?).{0,4}[收要交付给花掏补]了?(?:多少|几)"
)
_OWN = re.compile(
    r"我|俺|咱|屋[头企里]|自己|本人|该[交给付]|应[交付]|得[交给付]|要[交给付]|一共|总共|合计|逾期.{0,4}天|[拖晚迟][了交付].{0,8}天"
)
_RECORDS = re.compile(
    r"实际[扣用交]了|账户|(?<![没看见不到着过])(?:账单|单子)(?!上?面?(?:写|印|列|标|说|显示|是)|[我都也还]*[没未][有]?(?:收|出|到|来|看|推|寄|发))|(?<!退)(?<!退[我你您他她的])余额(?!.{0,4}退)|翻翻|记录|查(?!账?(?:出|到|发现|漏))|用了几|已经?扣|扣了多少|审过?了?没|审核被|递上去|提交的|"
    r"行情|成交价|市场价|房[租价]|(?:房子?|铺子?|商铺|门面|店面).{0,8}租金|几万|多少万|多少户|几户|几个插|代收了|全小区|隔壁(?!.{0,12}[\d一二三四五六七八九十百](?:个?平|方)|.{0,8}[做开卖]|.{0,40}[叫喊请][你恁您]|.{0,40}[堵坏漏])|房贷|罚息|该?赔我|路边|转给|转让|掉了补|对不上|找谁|谁反映|向谁|多少[度吨]|几[度吨]|退我钱|退我[,.!。]?$|退钱(?!.*多少)|^(?!.*保证金).*[扣收](?:了|我)*[两2几三3]次|你们(?:去年|今年|每年|一年)?(?:一共|总共)?[收赚花用]了多少|"
    r"(?:[全整]个?|本|咱们?|我们)(?:小区|栋楼?|单元楼?|楼)[^,.;?]{0,10}(?:一共|总共|合计|总计)?[支花用收]出?了(?:多少|几)|"
    r"支出了?(?:多少|几)|(?:收支|开支|支出|费用|收费)的?明细|(?:用|花)到(?:哪|什么)"
)
_UNIT_PRICE = re.compile(
    r"(?:多少钱?|好多钱?|几块钱?|几元|几毛钱?|多钱|几钱|几多钱?)(?:一|每|/)个?(?:平|方|吨|度|小时|钟头|分钟|次|张|只|盏|台|件|把|m2|(?<=个)(?=$|[^\w]|[呢啊嘛呀哦]))|"
    rf"(?:每|(?<![{SIGNS}\d点.])一)个?(?:平|方|吨|度)[米方]?[^,。;]{{0,10}}(?:多少|几块|几元|几毛|多钱)|单价"
)
_PRICE = re.compile(
    r"(?:租|车位)(?![^\d]{0,6}一[次把]性?[交缴付])[^\d]{0,8}一个?[月年](?:要|得|是)?(?:多少|几多|好多)|[一每]天(?:好多|几多)|每[平天日吨度]|[一每]天[^,。]{0,6}多少|价格|价钱|什么价|单价|白天.{0,8}晚上|第二[部辆台个]"
)
_RULE = re.compile(
    r"最多(?!是?多少)|(?:单|每)次最[高多]|封顶|[一每][次回](?:要|得|是|会)?[扣罚]|各是|分别|各多少|还是从|第一小时|首小时|每小时|每[天日](?![^,.;最]{0,4}[\d一二两三四五六七八九十半俩仨])|(?<![念背讲谈扯])(?:标准|规定|规则)|比例|几折|折扣(?:多少|是)|优惠(?:多少|几)|"
    r"[按收交算送]几个月|送几|按天|按人头|一样[不吗价]|(?:什么|哪|怎么|如何).{0,8}给?我?算[钱物]|有没有|有没得|有冇|赶得上|划算|方式|计费|怎么个?计算|如何计?算|争多少|"
    r"(?:超过|满了?[半一两二三\d]|不到|不超过|以内).{0,6}(?:以后|之后|的话|怎么[算收])|(?:小时|分钟|天)(?:以?内|以后|之后)|"
    r"(?:省|便宜|少|贵|差)(?:下|出|交|收|给)?来?(?:多少|几)|能省|省下|多掏|比白天|争几"
)
_TOTAL = re.compile(
    r"一共|总共|合计|总计|总价|共计|共多少|统共|拢共|加起来|合起来|加一起|加一块|连埋|打包|前后|[,;]共(?=$|[?,.])|全算上|全部?(?:一起)?(?:要|得|该)?[交付缴]|全下来|[也都]算[上进]|[加夹]埋|搁一块|[两三]样|算一?[下哈]|一[下哈]算|算算|算下来|"
    r"(?:一起|一块儿?|一齐|(?<!跑)一趟).{0,12}(?:多少|几)|"
    r"(?<![再又还会要外追参增添更])加上?(?![收价急班压钟装办买配洗电油盖盟微一个])[^.;?!比]{2,12}(?:多少|几[块元]|好多)"
)
# What an asker's own case is told by, where its main number is left out: something that has happened, or
# several of something.
_HAPPENED = re.compile(
    r"(?<![没别不])(?:[停泊放充冲用欠拖迟租喊请叫打进超]|登记|超时|过[点]?头)[了咗过](?![没吗不怎咋几多])|"
    r"[进出]来?的(?=[,.?!]|$)|充的|拔(?:下来|了|掉|[枪线插])|[充停用]?完了|[充停用]完|过了?[个一]?夜|拖到|忘了|[收交接拿]房了|刚才|刚刚|"
    r"[这那]次|现在(?:出|要|走)|出去(?:要|得|该)|[没未](?:有)?(?:及时|马上)"
)
_SEVERAL = re.compile(
    r"有.{1,4}[也还又]有|的都有|什么的|一[堆群帮]|一家[子人]|一大家|[全合]家(?!福|便)|好几[个件瓶只张台把盏位桶名样趟口]|不止一|每个?人|全补|"
    r"(?:[了们丢请好有办配买换补加装洗拉扔]|一起)几(?:个(?!工作|月|钟|小时)|件|瓶|只|张|台|把|盏|位|桶|名|样|趟|口)|几(?:个|位)人?一起|"
    r"(?:前|欠了?|了|好|补)几个?[年月季]"
)
_BY_UNIT = re.compile(r"[一每]个?(?:分钟?|小时|钟头|天|次|张|只)[^,。]{0,3}[扣收要多几]")
_REFUNDED = re.compile(r"(?:退|拿)得?(?:[我俺他她]|还|回|来|到|余[额款]|是|应该)*(?:多少|好多|几)")
_MUST = (
    r"(?:[要该得应需能会]|还)(?:再)?(?:给|交|付|掏|缴|扣|补|退|罚|花)(?:[我俺你]们?)?(?:多少|好多|几|多钱)"
)
_MUST_PAY = re.compile(_MUST)
_COUNTED = re.compile(r"[\d两俩仨二三四五六七八九十]|几[^多好钱块元]|全部|全都|分别")
_TO_PAY = re.compile(
    rf"{_MUST}|[花扣收](?:了|咗)(?:多少|好多|几)|"
    r"[扣收退罚付](?:[我俺].{0,2})?(?:多少|好多|几)|(?:钱|费|金)(?:[是得要]?)(?:多少|好多|几多)|(?:多少|好多|几多|几)(?:元|块|钱)"
)
_ASKS_WHEN = re.compile(r"几号(?!楼|栋)|哪一?[天日]|(?:什么|啥)(?:时候|辰光)|几时|何时|截止")
_FOLLOW_UP = re.compile(r"^(?:那|要是|如果|换成|改成|要)|[呢咧喃]\??$|^.{1,6}$")
_LONGEST_FOLLOW_UP = 20
_WHETHER_AT_ALL = re.compile(rf"^[^{SIGNS}\d两半]*(?<!多)(?:[不没]|吗|了没有)[?。]*$")
_NAMES_A_FEE = re.compile(r"(?:费|钱|金)[?。.]*$")


_WHETHER = re.compile(r"([收要交算给能会是用])不\1|[要用得]交吗|收[费钱]吗|[是可能]否")
_COUNTED_IN = re.compile(r"[计算]入[^,.;]{0,8}[吗么]|(?:算|是|作)[^,.;]{0,6}基数")
_WAY = r"公式|算法|计算(?:方法|方式|办法|规则|依据)"
_RECKONED = re.compile(
    rf"[费金款](?:的|到底|究竟|是|都|你们|物业|具体|计算(?=公))*(?:{_WAY}|(?:怎么|咋|如何|怎样|点样)个?计?算(?:出来|得出来?)?"
    r"[的滴嘅]?[呢啊呀嘛咯]*\??$)"
)
_OF_THE_RULE = re.compile(
    rf"{_WAY}|[上下]限|最[高低多](?=(?:[是要会能]|[收扣罚付]到?)*(?:多少|几))|"
    r"封顶(?=[^\d]{0,3}(?:多少|几|[?呢吗]|$))|标准|规定|规则|比例|费率|税率|依据|[加减]价|[是可能]否|能多?[收罚扣]我?多少"
)
_A_RULE = r"(?:公式|算法|规则|规定|标准|单价|价格|价钱|费率|比例)"
_KNOWN = re.compile(
    rf"{_A_RULE}(?:这些|这个|什么的)?[我俺咱]?(?:们|自己)?(?:[都也已早]|已经|大概)*(?:清楚|知道|晓得|懂|明白|有数|会|了解|看过|背得)(?![不吗么])|"
    rf"(?:[我俺咱](?:[都也已早]|已经)*(?:清楚|知道|晓得|懂|明白|了解|看过)|[知晓]道?了?)(?:你们)?{_A_RULE}|"
    rf"[按照依](?:[着照]|目前|现在|如今|[老旧原新现](?:来|先|行|在)?的?)*(?:物业费)?的?{_A_RULE}(?![^,.;]{{0,2}}(?:[是为]?多少|几|[什哪]|怎))"
)
_ELSE = re.compile(r"哪(?!年|个月)|多久|几天(?=[能内退到才])|(?<!个)什么|谁|为啥")
_CHALLENGED = re.compile(r"(?:对[吗吧不]|是[吗吧不]|没错吧|真的吗|这样吗)[?。!]*$|为什么|为啥|凭[什啥]")
_ONLY_STATES = re.compile(
    r"^(?=.*(?:物业费|管理费|能耗费|违约金|水费|电费|停车费|清运费|垃圾费|处置费|(?:垃圾|物业|水|电)[^,.]{0,4}钱|[快慢]充|[挂柜]机|门禁卡|车位|b[12]|负[一二12]层?租))(?:能耗|[^吗么怎什哪为能可是不对谁涨票退了坏占让有修?]){4,24}$"
)
_STAYED_VAGUELY = re.compile(
    r"[停泊放].{0,6}(?:一?[上下]午|[一整大]?半?[晚夜](?!上)|一?宿|半天|好久|很久|一阵|一会儿?|几天|好几个小时)"
)
_COUNTED_THING = re.compile(
    r"^[^吗么怎什哪为能可是不对谁涨票退坏让有修?]{0,12}(?:卡|证|票|保洁|打扫|擦窗|清洗|沙发|床垫|衣柜|大件)[^吗么怎什哪为能可不对谁?]{0,4}"
    rf"(?:[{SIGNS}\d两半个]+(?:张|次|小时|平|台|件|个|套)|一人一张)$"
)
_HAS_STAYED = re.compile(
    r"^车?(?:临时?)?[停泊][了咗]?[负\d一二两三四五六七八九十百千万半个.-]+(?:小时|钟头|分钟?|天|年|个[月钟])[^,。?]{0,4}$"
)


def without_known(text: str) -> str:
    """Give a message without the rule or price that it only refers to: 「公式我清楚」, 「按老单价2.60」."""
    return _KNOWN.sub("", text)


def asks_for_price(text: str) -> bool:
    """Say whether it asks what one of a unit costs, which the rule tells: 「每平米多少」, 「一天多少钱」."""
    return _UNIT_PRICE.search(text) is not None or _PRICE.search(text) is not None


def asks_plainly(text: str) -> bool:
    """Say whether it only asks what something costs, and not what somebody owes: 「工人出入证多少钱」."""
    own = (_OWN, _HAPPENED, _SEVERAL, _TOTAL, _CALCULATE, _MUST_PAY, _COUNTED)
    return asks_how_much(text) and not any(pattern.search(text) for pattern in own)


def asks_for_rule(text: str) -> bool:
    """Say whether it asks how an amount comes about or what bounds it: 「上限是多少」, 「退哪部分」."""
    if asks_for_total(text):
        return False
    return _OF_THE_RULE.search(text) is not None or (
        _ELSE.search(text) is not None and not asks_how_much(text)
    )


def asks_how_reckoned(text: str) -> bool:
    """Say whether it asks in which way a fee is reckoned: 「物业费的计算公式」, 「水费怎么算出来的」."""
    return _RECKONED.search(text) is not None


def asks_how_much(text: str) -> bool:
    """Say whether it asks for an amount of money at all, rather than for how many hours or times."""
    return _HOW_MUCH.search(_HOW_MANY.sub("", text)) is not None


def asks_for_records(text: str) -> bool:
    """Say whether it asks what stands in someone's account or elsewhere, which no tariff tells."""
    return _RECORDS.search(text) is not None


def asks_for_total(text: str) -> bool:
    """Say whether several things are to be added up."""
    return _TOTAL.search(text) is not None


def means_several(text: str) -> bool:
    """Say whether the message itself says that it is about more than one thing: 「好几个」, 「不止一张」."""
    return _SEVERAL.search(text) is not None


def asks_for_several(text: str) -> bool:
    """Say whether several things are meant, or all that is to be paid, so that one of each is no guess."""
    return _TOTAL.search(text) is not None or _SEVERAL.search(text) is not None


def asks_what_counts(text: str) -> bool:
    """Say whether a message asks what a fee is reckoned from: 「能耗费计入违约金的基数吗」."""
    return _COUNTED_IN.search(text) is not None


def asks_with_numbers(text: str) -> bool:
    """Say whether a message that brings its own numbers wants the amount."""
    if (_UNIT_PRICE.search(text) or _RULE.search(text)) and not _TOTAL.search(text):
        return False
    if _WHETHER.search(text) and not _HOW_MUCH.search(text):
        return False
    if _CHALLENGED.search(text) and not _HOW_MUCH.search(text):
        return False
    return any(
        pattern.search(text) for pattern in (MONEY, _NAMES_A_FEE, _HAS_STAYED, _ONLY_STATES, _COUNTED_THING)
    )


def asks_without_numbers(text: str, *, has_time: bool, has_own_time: bool, by_list: bool) -> bool:
    """Say whether a message without the main number wants its own amount: 「帮我算下物业费」.

    A time of its own (「三个月」) asks for an amount, one of a unit (「一年」) only with words such as 我家;
    so does what has happened (「车停了一下午」), but not with a price `by_list`, which answers by itself.
    """
    if _UNIT_PRICE.search(text) or (_RULE.search(text) and not _FOR_ME.search(text)) or asks_for_rule(text):
        return False
    if _WHETHER.search(text) and not _HOW_MUCH.search(text):
        return False
    if _CALCULATE.search(text) or _MINE.search(text):
        return True
    how_much = _HOW_MUCH.search(text) is not None
    if how_much and (_STAYED_VAGUELY.search(text) or _REFUNDED.search(text)):
        return True
    if _AMOUNTS.search(text) and (_TOTAL.search(text) or _SEVERAL.search(text)):
        return True
    told = has_own_time or (has_time and (_OWN.search(text) or _MUST_PAY.search(text)))
    own_case = _HAPPENED.search(text) and _TO_PAY.search(text) and not _BY_UNIT.search(text)
    happened = own_case and not by_list
    only_states = has_own_time and "几" not in text and _ONLY_STATES.search(text)
    return bool((how_much and told) or happened or only_states)


def follows_up(text: str) -> bool:
    """Say whether a short message may go on with the sum before: 「那叠拼呢」."""
    if (
        len(text) > _LONGEST_FOLLOW_UP
        or _UNIT_PRICE.search(text)
        or _RULE.search(text)
        or asks_for_rule(text)
        or _WHETHER_AT_ALL.search(text)
        or (_ASKS_WHEN.search(text) and not asks_how_much(text))
    ):
        return False
    return _FOLLOW_UP.search(text) is not None
