"""What says that an answer was not what was asked for, and no more. Pure, for normalised text."""

import re

_ABOUT_IT = (
    r"(?:你|这|那|它|个|都|全|说的|答的|回答的?|给的|答案|根本|完全|好像|压根|真|也|[不啊哎唉呀,。! ])*"
)
_WHAT_WAS_MEANT = (
    r"(?:我(?:想|要)?(?:问|说|讲|要|指|找)的(?:不是)?(?:这个|这些|它)?|这个?意思|那个?意思|"
    r"这些|这个|我的?问题|问题)"
)
_DOWN = re.compile(
    rf"^{_ABOUT_IT}(?:不是|不对|不系|唔系|唔啱|勿是|错|答错|搞错|弄错|理解错|没答[到对]|没答上来?|没(?:有)?回答|"
    rf"没有我(?:想|要)?(?:问|说|要|找)的)(?:{_WHAT_WAS_MEANT}|[的了啊呀哦吧啦咯嘛,。! ])*$|"
    r"^我(?:想|要)?(?:问|说|讲|指)的(?:根本|完全|压根|可)?(?:不是|唔系)(?:这个|这些|这|它)?[啊呀吧,。! ]*$|"
    r"^[你您这那]*(?:[说讲答回]了?(?:也|半天|跟|和|等于|就是)*[没白不][说讲答]|等于[没白][说讲答])"
    r"(?:一样|似的)?[的了啊呀嘛,。! ]*$"
)


def turns_down(text: str) -> bool:
    """Say whether a message says no more than that the answer is not what was asked for: 「不是这个」."""
    return _DOWN.search(text) is not None
