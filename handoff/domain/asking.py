"""The call for a person, in its plain forms."""

import re
import unicodedata

LONGEST_CALL = 20  # characters; a longer message says more than "a person, please"

_PERSON = r"(?:人工(?:客服|服务|坐席|座席)?|真人|活人|客服人员|坐席|座席|工作人员|物业的人|值班人员|人)"
_WISH = (
    r"(?:转接?|接|找|叫|换|要|想要|呼叫|联系|需要|喊|来|给我|帮我|麻烦|请|有没有|有"
    r"|和|跟|连线|转到|切换到?|一下|个|一个|位|你们的?)"
)
_TAIL = r"(?:来|吧|啊|呢|吗|嘛|谢谢|说话|说|聊|沟通|处理|接待|接听|服务|一下|可以吗|行吗|好吗|在吗|快)"
_PREFIX = (
    r"(?:你好|您好|喂|那|还是|赶紧|快|马上|立刻|直接|能不能|可不可以|可以|能|我|想"
    r"|不要机器人|别机器人)"
)

# The whole message must be the call: 「人工费多少钱」 and 「人工智能吗」 ask something else.
_WHOLE = re.compile(
    rf"{_PREFIX}*(?:{_WISH})+{_PERSON}{_TAIL}*"
    rf"|{_PREFIX}*(?:人工(?:客服|服务|坐席|座席)?|真人|活人){_TAIL}*"
)
_ANYWHERE = re.compile(
    r"转(?:接|到|给)?(?:人工|真人)(?![费智])|(?:不想|不要|不用|别)(?:跟|和|让|用)?机器人|"
    r"(?:要|想|让我)(?:和|跟|找)(?:真人|活人|人工)(?:客服|服务)?(?:说|聊|沟通|谈)?"
)


def asks_for_person(text: str) -> bool:
    """Tell whether a resident asks for a person instead of the bot."""
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))
    if len(plain) <= LONGEST_CALL and _WHOLE.fullmatch(plain):
        return True
    return bool(_ANYWHERE.search(plain))
