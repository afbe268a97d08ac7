"""What is only remarked about an answer and asks nothing: taken note of, judged, compared, praised, planned.

A message is a remark where each of its clauses is one: 「好好，不贵」, 「行，我记本子上，改天过去办」.
For normalised text.
"""

import re

ACKNOWLEDGED, THANKED = "acknowledge", "thanks"
_CLAUSES = re.compile(r"[,。!~;、… ]+")
_LONGEST = 40  # signs
_END = r"[了啦咯嘞喽哒嘅的吧啊呀嘛哈哦哇]*"
_LEAD = r"(?:[嗯哦噢喔啊哎呀哟呢好行中成得那嘞的]|(?:知道|晓得|明白|了解|收到|懂|清楚)了?|要得|可以)*"
_DEGREE = r"(?:[真很挺好蛮太够还可也倒介咁恁]|[这那]么|非常|相当|比较)"

_TAKEN = (
    r"(?:[嗯哦噢喔啊哎呀哈嘿哇诶欸唉]|[好行中成得那就]|可以|要得|没问题|原来|难怪|怪不得|"
    rf"是?(?:这样子?|如此|这么回事|这么个事))+{_END}"
)
_KNOWN = (
    rf"{_LEAD}(?:我|俺|这下|现在|总算|终于|心里|大概|[都也就]|已经|基本|完全)*"
    rf"(?:知道|晓得|明白|了解|清楚|收到|懂|有[数底谱]|记[住牢])[晒咗]?{_END}"
)
_WRITTEN_DOWN = (
    rf"{_LEAD}(?:我|俺|让我|等我|[先就都也再]|已经|赶紧|拿[纸笔本]|用(?:手机|笔)|"
    r"把?(?:它|这个|号码|电话|地址|时间))*(?:记|抄|写|截|存|保存|收藏|截图|截屏)"
    r"(?:[在到进]?[^哪什谁几多怎]{1,5}[上里中]|"
    rf"(?:保存|下来|起来|下|起|好|上|住|牢|到|一下|着|图|屏|了)+){_END}"
)
_FAIR = (
    rf"{_LEAD}(?:我|俺|这下|心里|[那这就算是]|确实|价格|价钱|收费|费用|总体|感觉|我?觉得|"
    rf"比(?:我想的?|外[面头]|以前|别处)|{_DEGREE})*"
    r"(?:[不勿唔](?:算|是|太|很|怎么|咋|多|蛮)*贵|便宜|划算|合算|合理|公道|实惠|省[事心力]|方便|放心|踏实|"
    r"不错|够|简单|贴心|人性化|靠谱|巴适|灵光|满意|[能可]以?接受|合情合理|没毛病|划得来|值得?)(?:多|得很|得多)?"
)
_JUDGED = rf"(?:{_FAIR}{_END}){{1,2}}|[哦嗯啊]*(?:那|不过|但是?|{_DEGREE})+(?:可以|行|好|要得){_END}"
# Who finds it dear says no more by that than what he does about it: 「贵是贵点，也还行」, 「太贵，那不办了」.
_DEAR = re.compile(rf"(?:有点|老|{_DEGREE})*贵(?:是贵)?[了啊]?一?点?{_END}")
_LET_BE = (
    r"(?:算了|[那我就先]|还是|暂时)*(?:[不唔][办买去]|不考虑)了[吧啊呀啦]*|"
    r"算了[吧啦]*(?:有点|太|好|这么|老)贵了?"
)
_RECKONED = (
    r"[我俺咱](?:们|家|自己|这边|之前|老伴)*(?:算|想|估|记|听|看|查|了解|打听|猜|核)"
    r"(?:计|摸|说|到|过)?[的得]?(?:出来)?的?|(?:账单|单子|收据|发票|通知)上?写?的?"
)
_COMPARED = (
    r"(?:[这那倒也就都是]|数[字目]?|金额|账|价格|结果|正好|刚好|果然|确实)*"
    rf"[和跟与同](?:{_RECKONED})(?:数|结果)?(?:是|都|完全|基本|正好|刚好)*"
    rf"(?:一样|一致|对得?上|吻合|相符|差不多|没出入|没差|一模一样|一分不差){_END}"
)
_PRAISED = (
    r"(?:[你您这]|小?姑娘|小伙子|机器人|客服)*(?:回复|解释|介绍|讲解|服务|回答|[答说讲算回])"
    rf"(?:[得的]{_DEGREE}*|{_DEGREE}+)(?:快|清楚|明白|仔细|详细|周到|到位|准|好|耐心|专业|热情|及时){_END}"
)
_THANKED = rf"(?:谢谢|多谢|感谢|辛苦|谢|唔该|劳驾)(?:[你您晒哈啊呀了]|大家|小?姑娘|小伙子|师傅)*{_END}"
_WHO = r"(?:老伴|老婆|老公|爱人|儿子|女儿|家里?人|孩子|娃|闺女|孙[子女]|先生|太太|房东|[爸妈他她])"
_WHEN = (
    r"(?:今天|明天|后天|等下|等会儿?|待会儿?|一会儿?|回头|改天|改日|等哈儿?|等阵|有空|抽空|得[空闲]|哪天|过[两几]天|"
    r"这[两几]天|马上|现在|晚点|下午|晚上|上午|早上|周末|下?周[一二三四五六日天]|尽快|早点)"
)
_PLANNED = (
    rf"{_LEAD}(?=.*[我俺咱])(?:[我俺咱们就先再还也来去到和跟让同]|自己|亲自|过[去来嚟]|回去|下去|"
    rf"{_WHEN}|{_WHO}|前台|窗口|物业|你们|那[边儿里])+"
    r"(?:[办交缴来去弄拿]|看看?|问问?|讲讲?|说说?|过[去来]|商量|试试|研究|考虑|想想|合计|琢磨|准备|安排|"
    rf"照办|跑|走)(?:一[趟下声]|商量|再说|[好去])?{_END}"
)
# What somebody who has taken note will do himself, whatever it is: 「知道了，我这两天就去交」.
_PLANNED_OF_HIS_OWN = re.compile(
    rf"(?P<lead>{_LEAD})(?:我|咱)们?(?:{_WHEN}|先|就|再|去|来|跟|和|让)+"
    r"[^?吗呢么几哪谁怎什多改换帮修诉登约问退]{1,6}"
)
_WAITED = (  # 「等了三天」 and 「等到几时」 complain and ask
    rf"{_LEAD}(?:[我俺咱](?:们|家)?|就|先|再|{_WHO}|{_WHEN}|在(?:家里?|屋里|店里|楼下|门口)?|一直|都|慢慢|安心)*"
    r"(?:[等候](?=$|着|[你您]|师傅|他们|人|电话|通知|消息|回[复话电音信]|信|结果)|候着)"
    rf"(?:着|[你您]们?|物业|师傅|他们|人|的|来|上门|过来|电话|通知|消息|回[复话电音信]|信儿?|结果)*{_END}"
)
_REMARK = re.compile(
    "|".join((_TAKEN, _KNOWN, _WRITTEN_DOWN, _JUDGED, _LET_BE, _COMPARED, _PLANNED, _WAITED))
)
_GRATEFUL = re.compile(f"{_PRAISED}|{_THANKED}")


def remark_in(text: str) -> str | None:
    """Give what a message does that remarks something and no more: it takes note, or thanks; else None."""
    clauses = [one for one in _CLAUSES.split(text) if one]
    if not clauses or len(text) > _LONGEST:
        return None
    dear = [_DEAR.fullmatch(one) is not None for one in clauses]
    told = (dear[place] or _is_remark(one, first=place == 0) for place, one in enumerate(clauses))
    if all(dear) or not all(told):
        return None
    return THANKED if any(_GRATEFUL.fullmatch(one) for one in clauses) else ACKNOWLEDGED


def _is_remark(clause: str, *, first: bool) -> bool:
    if _REMARK.fullmatch(clause) or _GRATEFUL.fullmatch(clause):
        return True
    planned = _PLANNED_OF_HIS_OWN.fullmatch(clause)
    return planned is not None and bool(planned["lead"].strip("那") or not first)
