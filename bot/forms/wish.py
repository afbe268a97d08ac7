"""Which words leave no doubt that a message wishes something done, and which that it only asks."""

import re

from bot.forms.reading import is_faulty, is_public, place_in
from bot.language.asking import asks

NOTHING = "none"

_ONLY_ASKS = re.compile(
    r"(?<!不知道)(?<!不晓得)怎么(?!还|没|老|这么|回事|样|不|搞|办的)(?:才能|样才)?|如何(?!了)|"
    r"多少(?!天了|回了|次了|遍)|(?<![好前这那十头过])几(?:点(?!建议|意见|想法|提议|看法)|天|号|块|级|次|分钟)|(?<![好装摆放加添设种安多增弄搞提说讲这那有])几个|"
    r"电话(?!.{0,4}(?:打不通|没人)|[也都又]?没|(?:号码?)?[是:, ]*\d)|"
    r"流程|渠道|去哪|"
    r"在哪(?!个环节|一步)|邮箱|"
    r"哪里(?:可以|能|查|看|办|提|投|报|登)|要钱|收费|收不收|免费|归谁|归物业|归业主|谁(?:出|付|"
    r"赔|修|管)|多久(?!啊)|多长|时限|算不算|规定|"
    r"吗.{0,3}要|会不会|有没有用|有用吗|合法|是什么意思|什么(?:叫|材料|手续|区别)|找(?:谁|哪)|"
    r"谁的|(?:你们|物业).{0,2}(?:修不修|做不做|管不管)|(?<![好前这那十头过])几天(?!了)|"
    r"(?:需不需要|要不要|用不用|是否(?:需要?|要|得)|是不是(?:都|也|一定|必须)?(?:要|得|需要)).{0,12}(?:登记|报备|备案|预约|报修|申报)|"
    r"(?:需要|必须|非得|一定[要得]|要|得).{0,12}(?:登记|报备|备案|预约|报修|申报)(?:一下)?(?:吗|么|嘛|不|没)$|"
    r"(?:向|找|往|跟|和)(?:哪|谁|何)|哪一?级|上一?级|(?:再|能|该)(?:往上|向上)"
)
_FORE = r"^(?:(?:你好|您好|喂|物业|那个?|师傅在吗|客服|唉|哎)[,。!啊呀 ]*)*"
_ME = r"(?:我们?|本人|俺|老朽|鄙人|咱们?|我家|我们家|我这里|我这边)?"
_NOT = re.compile(
    r"(?:不是|没有?|不|没|别|被人?|之前|上次|听说|隔壁)(?:要|想|打算|是)?(?:来)?(?:投诉|报修|提建议|登记|催)"
)
_CALL = (
    r"来(?:个|位|一个|修|看|弄|换|通|处理|人|整|检查|收拾|装|补|一趟)|派(?:个|人|师傅|一)|"
    r"(?:叫|喊|找|让|请|约|安排)(?:一?[个位下])?(?:人|师傅|电工|水工|水电工|工程|你们|工人|"
    r"维修|物业)|师傅.{0,6}(?:过来|上门|来)|"
    r"帮(?:忙|我们?|咱们?|俺)?(?:家)?(?:给)?(?:修|换|通|弄|装)(?:一?[下哈个]|好)|"
    r"上门|[修换补装](?:一?[修下换个]|好|上)|(?:赶紧|快点?|尽快|麻烦|帮忙|帮我|给我|得|要|需要|"
    r"想).{0,6}(?:修|换|通|弄|维修|疏通|处理|报修|派|来)|报修|登记|下个?单|处理一?下"
)
_ANNOUNCED = re.compile(rf"{_FORE}{_ME}(?:就|还|真)?(?:要|必须|得)(?:再|来)?(?:投诉|举报)(?![吗么,])")
_FOR_ME = (
    r"(?:^|[,。! ]|(?<=了))(?:快|赶[紧快]|麻烦|请|能不能|可以|那|就|你们?)*(?:"
    r"(?:给|帮|替)(?:我们?|俺们?|咱们?|老子)(?:家)?|帮忙?)"
)
_ORDERED_FOR_ME = re.compile(  # an order in a clause of its own, whatever was asked before it
    rf"{_FOR_ME}(?:(?:报|登记|下|提)(?:一?[个下哈])?(?P<repair>报?修|维修)|(?:登记|提|记)?(?:一?[个下哈])?(?P<complaint>投诉))"
    r"(?:一?下)?[吧呗嘛咯啊了]*$|"
    rf"^.{{0,6}}(?:有|得)(?:一?[件个桩点])?(?:事情?|事儿|事体|东西|地方|问题|毛病)(?:我)?(?:要|想|得|需要)"
    rf"(?:跟你们|找你们|来)?(?:(?P<thing>报个?修)|(?P<matter>投诉))(?:一?下)?[吧呗嘛咯啊了]*$"
)
_MEND_FOR_ME = re.compile(  # 「给我修下门」; 「帮我换下车牌」 mends nothing
    rf"{_FOR_ME}(?:里|把.{{1,6}}?)?(?:(?:修|通|疏通|维修)(?!改)(?:一?[下哈]|一?个|好)|"
    r"(?:换|弄|整|装)(?:一?[下哈个])?.{0,4}(?:灯(?!费)|龙头|马桶|水管|锁|窗|插座|开关|地漏|下水|空调|门(?!禁|卡|牌|票)))"
)
_WAYS = re.compile(
    r"怎么|如何|去哪|在哪|哪里|找[谁哪]|[向跟往]谁|电话(?!.{0,4}(?:打不通|没人))|多久|时限|流程|渠道|邮箱|几天|材料|[吗么]$"
)
_ORDER = re.compile(  # a workman is sent for, whatever for: 「给我叫个师傅来通马桶吧」
    r"(?:^|[,。! ]|那|就|你们?|麻烦|请|快|赶紧|帮忙|帮我|给我|给俺|替我|想|要|能不能|能否|可以|可不可以)"
    r"(?:叫|派|喊|安排|搵|请|找|约|让)(?:一?[个位名]|一下)?"
    r"(?:师傅|工人|电工|水工|水电工|维修工|修理工|人).{0,4}(?:来|上门|过来|上来).{0,6}(?:修|通|换|装|弄|整|拾掇|疏|接|补|看看|瞧)"
)
_BEFORE = r"(?:报修|报的|报了|报过|登记|投诉|工单|单子|维修单|师傅|上门|说好|约好|约的|答应|反映|说了)"
_WAITED = (
    r"(?:还没(?!发|告诉|给我|定)|都没|没人|没动静|没影|人影|没下文|没来|没到|不来|没见|没回|没有人|没修|没管|没个|"
    r"没等|没弄|忘了|超时|超期|再不来|鸽子|不通|木有|没得人|冇人|没音|没消息)"
)
_STATE = (
    r"(?:怎么样|咋样|什么情况|啥情况|进度|进展|到哪|到什么|哪一?步|哪步|结果|结论|受理|"
    r"派[了出单]|安排了|安排上|有人接|排上|排队|排期|下文|回复[没了]|有回复|眉目|信儿|说法|"
    r"状态|处理完|完成没|完没|"
    r"结了|成功|看[到见]|录上|登记上|哪个环节|谁在?(?:处理|负责)|看了没|显示)"
)
_MINE = r"(?:我|咱|俺|昨天|昨晚|前天|前几天|上次|上回|上周|上个?月|之前|早上|上午|下午|刚才|那个?)"
_PLATE = r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][a-z0-9]{4}"
_RULES = (
    (
        "suggestion",
        rf"{_FORE}{_ME}(?:这里|这边|这儿)?(?:想提|有)(?:一?[个点条]|一|几[个点条])?(?:小小?的?|不成熟的|合理化)?"
        rf"(?:建议|提议|想法.{{0,3}}(?:跟|和|给|向|同|说给|讲给)(?:你|您|物业|贵))",
    ),
    (
        "complaint",
        rf"{_FORE}(?:我们?|咱们?)?(?:要|想|必须)(?:再|来)?(?:投诉|举报)(?:你们|一下|他|这|,|楼|"
        rf"保|有)|^(?:反映|举报|投诉)(?:个情况)?[:,! ]|"
        r"^投诉(?=有人|有个|楼[上下]|隔壁|对[门面]|邻居|某)(?!.{0,12}(?:[天年月]了|天都|星期了|礼拜了|周了))",
    ),
    (
        "urge",
        rf"(?<![费不别])催(?:一?下|一催|催|单|促|一?遍)(?!怎么|费)|加急(?!要|办|费)|"
        rf"{_BEFORE}.{{0,14}}{_WAITED}|{_WAITED}.{{0,10}}(?:报修的|师傅)|等(?:了|"
        rf"师傅).{{0,8}}{_WAITED}",
    ),
    (
        "status",
        rf"(?:查|看)(?:一?[下看查]|看|询)?(?:{_MINE}的?|我家的?)?.{{0,6}}(?:工单|报修单?|"
        rf"维修(?:单|进展|安排)|单子|投诉|单号|进度)|^工单(?:进度|状态)?$|"
        rf"{_MINE}.{{0,8}}(?:报修|报[过了]+修|报的|报那|投诉|工单|单子|维修单|登记|建议|意见|"
        rf"维修).{{0,12}}{_STATE}|(?:工单|单子|报修单?|维修单).{{0,8}}{_STATE}",
    ),
    (
        "visitor",
        rf"(?:登记|预约|报备|录入?|约|登|放行|放)(?!过的).{{0,8}}(?:访客|来访|客人|外来车|"
        rf"朋友.{{0,3}}车|亲戚.{{0,3}}车)|(?:访客|来访|客人|朋友|亲戚|来客|师傅|到|"
        rf"车牌).{{0,16}}(?:登记|报备|登一[下哈]|录|预约|放行)|"
        rf"(?:登记|预约|报备|录|放行|访客).{{0,14}}{_PLATE}|{_PLATE}.{{0,10}}(?:登记|报备|录|放行|到$|来$)",
    ),
    (
        "complaint",
        rf"{_FORE}(?:{_ME}(?:还|就|真)?(?:是)?(?:要|想|得|必须|有一?个)(?:来|一起|实名|再|向上|"
        rf"往上)?|请处理|帮我|给我)?(?:投诉|举报)(?!电话|渠道|到|给谁|热线|处理|有|几|能|会|人|成功|"
        rf"升级|结果|必须|过|和|信|完|编号|单号|号码|记录|要(?!是))|"
        r"(?:我|我们|我家)?(?:要|想|得|必须)(?:实名|再|一起)?(?:投诉|举报|反映)|(?:登记|记|转达|"
        r"处理)(?:一?[下个条])?投诉|(?<![没无])(?:反映|反应)(?:一?下|个?情况|:|,)|把我的投诉",
    ),
    (
        "suggestion",
        rf"{_FORE}{_ME}(?:想|要|来|这里)?(?:[给跟向和对同](?:你们|您|物业|贵司|小区|服务中心))?(?:提|有)(?:一?[个点条]|一|"
        rf"几[个点条])?(?:小小?的?|合理化|不成熟的)?(?:建议|意见|提议|想法)(?!箱|簿|怎么|去哪|找谁|给谁|渠道|有用|会|要)|"
        rf"{_FORE}(?:我|咱)?(?:建议|提议)(?!箱|簿|书|零售|我|投诉|用哪|几|多久|渠道|"
        rf"多少)(?!.{{0,6}}(?:还是|哪))|(?:记|提交|反馈|提)(?:一?[下个条点])?(?:我的)?(?:建议|意见)|"
        rf"^意见:|向你们建议",
    ),
    (
        "repair",
        rf"{_FORE}{_ME}(?:要|想|需要|得)?(?:登记|下|提)?(?:一?[下个])?报(?:个|一个|"
        rf"一下)?修(?:一?下)?(?:[,。!: ]|$)|"
        rf"[,。! ]{_ME}(?:要|想|需要|得|来)报个?修(?:一?下)?(?=$|[,。! ])|"
        rf"(?:登记|下|提|约)(?:一?[个下])?(?:报修|维修单?)|"
        rf"{_FORE}{_ME}(?:想|要)?约.{{0,8}}[来门](?:修|换|通|装)(?!修)|报(?:个|"
        rf"一?下)修",
    ),
)
_ASKS = re.compile(
    r"哪|什么|(?<!没)谁|响英|几耐|好久|多快|途径|怎|为啥|条件|有效|还是|是不是|作数|咩|点登记|"
    r"(?<!来)(?<!下)(?<!登记)(?<!可以)(?<!好)吗|吗.|"
    r"(?<!来人)(?<!派人)(?<!来修)(?<!来看)(?<!上门)[不没](?:有|得)?$|能不能(?!.{0,8}(?:派|来|"
    r"登记|帮|[叫喊约请找](?:一?[个位名])?(?:人|师傅|电工|水工)|安排|上门))|可以.{0,8}[吗不]|赔|奖励"
)
_DANGER = re.compile(
    r"煤气|燃气|天然气|瓦斯|刺鼻|臭鸡蛋|嘶嘶|焦味|糊味|烧焦|冒烟|着火|起火|火[花星]|触电|电到|漏电|麻手|"
    r"[困卡夹]在(?:里|电梯|轿厢)|困在|被困|困人|关在里|(?:电梯|轿厢).{0,16}出不[来去]|要掉下来|爆管|管.{0,2}爆"
)
_VISIT = re.compile(
    r"车|牌|访|客|友|亲|来|爸|妈|哥|姐|弟|妹|舅|姑|叔|姨|婆|公|儿|女|孙|登|放行|报备|同[事学]|进|[a-z]\w{4}"
)
_FURTHER = re.compile(r"^(?:哦|噢|哎)?(?:还有|另外|再一个)")
_FOR_LONG = re.compile(
    r"老[是不爱]|一直|总是|(?:好|老|这)(?:几|多|些)?(?:天|日子?|久)[子了都]|(?:[一二两三四五六七八九十半几\d]+)个?(?:多)?(?:天|星期|礼拜|周|月)(?:多)?了"
)
_BESIDE = re.compile(
    r"^(?P<wish>.{6,}?)(?:[,。!; ](?:再?顺[便带]|另外|对了|还想|再|想)|"
    r"再?顺[便带]|另外|(?<=[车客修记诉])(?:再|还想))"
    r"(?:.{0,2}问)?(?:一?[下句嘴]|问)?[,: ]*"
    r"(?P<question>.{3,})$"
)
_NEWS = ("urge", "status")  # these wishes are put as questions
_PATTERNS = tuple((wish, re.compile(pattern)) for wish, pattern in _RULES)
_CALLS = re.compile(_CALL)


def wish_by_rule(question: str) -> str | None:
    """Give the wish that the words of a normalised question leave no doubt about, if any."""
    is_way = only_asks(question) and not (_ANNOUNCED.search(question) and not _WAYS.search(question))
    if not question or is_way or _NOT.search(question):
        return None
    is_asking = _ASKS.search(question) is not None
    named = _named(question)
    if named:
        return named
    is_order = _ORDER.search(question) or _MEND_FOR_ME.search(question)
    if not is_asking and is_order and not tells_of_danger(question):
        return "repair"
    if is_asking or not is_faulty(question):
        return None
    is_told = (is_public(question) and _FOR_LONG.search(question)) or _FURTHER.search(question)
    is_report = is_told and place_in(question) and not tells_of_danger(question)
    return "repair" if is_report or _CALLS.search(question) else None


def is_plain(wish: str | None, question: str) -> bool:
    """Say whether the message names the wish that it was taken for, and does not only sound like it."""
    is_order = wish == "repair" and _MEND_FOR_ME.search(question) is not None
    return wish is not None and (is_order or _named(question) == wish)


def _named(question: str) -> str | None:
    ordered = _ORDERED_FOR_ME.search(question)
    if ordered:
        return "complaint" if ordered["complaint"] or ordered["matter"] else "repair"
    is_asking = _ASKS.search(question) is not None
    found = (wish for wish, pattern in _PATTERNS if pattern.search(question))
    return next((wish for wish in found if wish in _NEWS or not is_asking), None)


def wish_and_question(question: str) -> tuple[str, str]:
    """Part a wish from the question that is announced behind it; the second is empty where there is none."""
    found = _BESIDE.match(question)
    return (found["wish"], found["question"]) if found and asks(found["question"]) else (question, "")


def only_asks(question: str) -> bool:
    """Say whether the message asks how, where or for how much, and so wishes nothing done."""
    return _ONLY_ASKS.search(question) is not None


def tells_of_a_visit(question: str) -> bool:
    """Say whether the message names anybody or anything that comes: 「约一个」 alone is no visitor's car."""
    return _VISIT.search(question) is not None


def tells_of_danger(question: str) -> bool:
    """Say whether the message tells of something that wants an answer at once, before any form."""
    return _DANGER.search(question) is not None
