"""Who asks us to wait while a form is filled, and comes back to it. Pure."""

import re

from bot.language.asking import asks

_LEAD = r"^(?:[哦噢啊嗯呃哎唉诶好行那你, ]|好的|行的|不好意思|稍微?|麻烦)*"
_LOOKS = (
    r"(?:我|俺|让我|容我|先|去|来|得|要|再|到)*(?:问|看|找|想|查|翻|瞅|瞧|数|核对|确认|瞄)"
    r"(?:一?[下哈眼会嘴声]儿?|[问看找想查翻瞅瞧数])"
)
_WAIT = (
    r"(?:等(?:一?[下哈会]儿?|一?会儿?|一?等|一?阵|我一?[下哈会]儿?|我)|稍等|稍候|慢点|别急|莫急|且慢|"
    r"打住)(?:一?[下哈会])?"
)
_BUSY = (
    r"有人(?:敲门|按门铃|找我?|叫我?|来了)|(?:我)?(?:先)?(?:接|来|有)(?:一?[个下])?电话|"
    r"(?:我)?(?:先)?去?开(?:一?[下个])?门"
)
_WAITING = re.compile(
    rf"{_LEAD}(?:{_WAIT}[啊呀哈哦嘛吧了, ]*(?:$|(?:{_LOOKS}|{_BUSY}).{{0,10}}$)|{_LOOKS}[啊呀哈哦嘛吧了, ]*$|"
    rf"{_LOOKS}(?:我|俺)?(?:们|家)?(?:老公|老婆|老伴|爱人|儿子|女儿|闺女|爸|妈|他|她|小工|店员|伙计|同事|家里?人|房东|租客|门牌|单子|房号|车牌).{{0,4}}$|"
    rf"(?:{_BUSY})[啊呀哈哦嘛吧了, ]*$)"
)
_BACK = re.compile(
    rf"{_LEAD}(?:(?:我)?(?:回来|来|好|可以|行)了?[,。! ]*)?(?:刚才?|咱们?|我们)*(?:说|讲|问|聊|填|"
    rf"登记|弄|报)到(?:哪|什么)[里儿了啊呀]*$|"
    r"^(?:喂|你好|哎|[,。!? ])*(?:听得[到见清]|听[到见]了?|在|还在|有人在?)[吗嘛么不没?]+[,。!? ]*$|"
    r"^喂+[,。!? ]*$|"
    r"^(?:[哦啊嗯好行, ])*(?:我)?回来了[,。! ]*$|^(?:[那就好行,])*(?:接着|继续)(?:说|来|填|登记|报修?|"
    r"弄)?[吧呗啊]*$"
)


def is_waiting(text: str) -> bool:
    """Say whether the reply only asks us to wait: 「等哈，我问哈小工」, 「我去看一眼」."""
    return _WAITING.search(text) is not None and not asks(text)


def is_back(text: str) -> bool:
    """Say whether the reply only takes up what was left: 「好了，刚说到哪了」."""
    return _BACK.search(text) is not None
