"""What a message that goes on with a sum asks for: an amount, or something that the sum must leave alone."""

import re
from datetime import date

from bot.decision import Heard
from bot.follow_up import fragment_of
from bot.quantities.reading import bare_number, read
from bot.sums.asking import asks_for_price, asks_for_records, asks_for_rule, asks_how_much

SHORT = 10  # signs
_ASKS = re.compile(
    r"多少|几多|怎|什么|啥|哪|谁|时候|几时|能不能|可以.{0,6}[吗不]|几[点号天次回趟]|为什么|凭|点样|([^\W\d])[不没]\1"
)
_NO_SUM_MEANT = re.compile(
    r"自[己个]儿?[^,.;]{0,3}[搬拖抬送拉运扛弄]|[好多几]久|多长|截止日|期限|材料|清单|手续(?!费)|流程|电话|报修|投诉|催|帮我.{0,2}(?:登记|报|约)|登记一?下|派人|人工(?!费)|^(?:知道|明白|晓得|谢|好的|收到|了解)"
)
_MAY = re.compile(  # 「B1就不给租户办?」, 「租客也能用?」
    r"[不没只光也还都就](?:给|让|准|许|能够?|可以|肯|允许|卖给|租给|办给)(?![我俺你咱]?[算]).{0,8}"
    r"(?:[办租停用进买装交开拿领打洗修来](?:吗|的|了|啊|么)?|租户|租客|业主|外人)?[?。]*$"
)
_WHETHER = re.compile(r"(?:吗|[么不没])[?。]*$")
_CHEAPER = re.compile(r"便宜")


def is_no_question(said: str) -> bool:
    """Say whether a message asks for an amount or nothing at all, rather than something else."""
    value = fragment_of(said)
    if asks_for_price(said) or asks_for_rule(said) or (asks_for_records(said) and value is None):
        return False
    if _MAY.search(said) and not asks_how_much(said):
        return False
    if asks_how_much(said) or _CHEAPER.search(said):
        return True
    if _WHETHER.search(said) or _NO_SUM_MEANT.search(said):
        return False
    return _ASKS.search(said) is None or (value is not None and value.kind == "value")


def is_reply(heard: Heard, today: date) -> bool:
    """Say whether the message can be the number or fact that was asked for, and is no question of its own."""
    text = heard.text
    if _ASKS.search(text) and fragment_of(heard.question) is None:
        return False
    named = read(text, today)
    return bool(named.found) or bare_number(text) is not None or len(text) <= SHORT
