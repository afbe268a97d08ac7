"""Does the message ask for a sum, or for the rule? 「叠拼物业费多少钱一平」 is a rule, 「我家89平一季度多少」 a sum."""

import re

MONEY = re.compile(
    r"多少(?!天|时间|号|次|个月|平|度|吨|小时|分钟|人|户|位)|几多|几块|几元|几毛|多钱|几钱|好多|合计|一共|总共|总价|"
    r"算一?[下算]|算出|得出|多出来的钱|怎么算|咋算|怎样算|要给|该给|要交|应交|得交|该交|[掏花退收补付]几|怎么收|咋收|收费|费用|"
    r"[要会]?花|要掏|要收|要付|得付|能退|共(?=$|[?吗呢])|减完|打完"
)
CALCULATE = re.compile(r"算一?[下哈算]|算算|帮.{0,4}算|算出|计算|核算|合计|一共|总共|加起来")
_OWN = re.compile(r"我[家们]?|俺|咱|自己|本人|该[交给付]|应[交付]|得[交给付]|要[交给付]|帮|算|一共|总共")
_RECORDS = re.compile(r"实际|名下|账户|账单|余额|报个数|翻翻|记录|查(?:一下|个|到|查)?|滚[了到]|用了几|已经?扣|扣了多少|去年一共把")
_UNIT_PRICE = re.compile(
    r"(?:多少钱?|几块钱?|几元|几毛钱?|多钱|几钱|几多钱?)(?:一|每|/)(?:个)?(?:平|方|吨|度|小时|钟头|分钟|次|张|只|盏|台|件|把|m2)|"
    r"(?:每|一)(?:个)?(?:平|方|吨|度)[米方]?[^,。;]{0,6}(?:多少|几块|几元|几毛|多钱)|单价"
)
_RULE = re.compile(
    r"最多|封顶|各是|分别|还是从|第一小时|首小时|每小时|标准|规定|规则|比例|几折|折扣(?:多少|是)|有没有|有没得|有冇|"
    r"(?:超过|满|不到|不超过|以内).{0,6}(?:以后|之后|的话|怎么[算收])|(?:小时|分钟|天)以?内"
)
_TOTAL = re.compile(r"一共|总共|合计|总价|加起来|算一?下|算算")
_OTHER = re.compile(r"吗|么$|是不是|能不能|可不可以|可以不|要不要|对不|对吧|为什么|为啥|凭什么|凭啥|怎么|咋|哪|什么时候|几号|谁|还是")
_FOLLOW_UP = re.compile(r"^(?:那|要是|如果|换成|改成|要)|[呢咧喃]$|^.{1,6}$")
_LONGEST_FOLLOW_UP = 20


def asks_for_records(text: str) -> bool:
    """Say whether it asks what stands in someone's account, which no tariff tells."""
    return _RECORDS.search(text) is not None


def asks_with_numbers(text: str) -> bool:
    """Say whether a message that brings its own numbers wants the amount."""
    if (_UNIT_PRICE.search(text) or _RULE.search(text)) and not _TOTAL.search(text):
        return False
    return MONEY.search(text) is not None or not _OTHER.search(text)


def asks_without_numbers(text: str, *, has_time: bool) -> bool:
    """Say whether a message without the main number wants its own amount: 「帮我算下物业费」."""
    if _UNIT_PRICE.search(text) or _RULE.search(text):
        return False
    own = has_time and _OWN.search(text) and MONEY.search(text)
    return bool(own) or (CALCULATE.search(text) is not None and not re.search(r"怎么算|咋算|如何算|算不|算是|就?算[数了]", text))


def follows_up(text: str) -> bool:
    """Say whether a short message may go on with the sum before: 「那叠拼呢」."""
    return len(text) <= _LONGEST_FOLLOW_UP and _FOLLOW_UP.search(text) is not None
