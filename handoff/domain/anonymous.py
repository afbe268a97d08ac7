"""What people wrote, without who they are: for reading across conversations, where nobody needs a name.

Telephone and identity numbers, plates, house numbers, mail addresses and names go; a building alone stays,
because hundreds live there.
"""

import re

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊"
    "金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阳"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_NUMBER = r"[\d一二三四五六七八九十]"
_PERSONAL = tuple(
    (re.compile(pattern), f"〔{kind}〕")
    for kind, pattern in (
        ("邮箱", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        ("证件号", r"(?<!\d)\d{17}[\dXx](?!\d)"),
        ("电话", r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"),
        ("电话", r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"),
        ("车牌", rf"[{_PROVINCES}][A-Za-z][·.\- ]?[A-Za-z0-9]{{5,6}}(?![A-Za-z0-9])"),
        (
            "房号",
            rf"{_NUMBER}{{1,3}}(?:栋|幢|号楼|座|楼){_NUMBER}{{1,2}}(?:单元|门|梯)(?:\d{{1,5}}(?:室|号|房)?)?",
        ),
        ("房号", rf"{_NUMBER}{{1,3}}(?:栋|幢|号楼|座)\d{{2,5}}(?:室|号|房)?"),
        (
            "房号",
            r"(?<![\d-])\d{1,3}-(?:\d{1,2}-)?\d{3,5}(?![\d-])|(?<!\d)\d{3,4}(?:室|号房)|叠拼[A-Za-z]?\d{1,4}号",
        ),
        ("姓名", r"(?<=我叫)[\u4e00-\u9fff]{2,3}|(?<=姓名)[:：是 ]?[\u4e00-\u9fff]{2,3}"),
        ("姓名", rf"(?<=我姓)[{_SURNAMES}]"),
        ("姓名", rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}(?=先生|女士|小姐|太太|师傅|阿姨|大爷|老师|经理)"),
    )
)


def masked(text: str) -> str:
    """Return the text with what is personal named by its kind: 「电话〔电话〕」."""
    for pattern, kind in _PERSONAL:
        text = pattern.sub(kind, text)
    return text


def without_persons(text: str) -> str:
    """Return the text with what is personal left out."""
    for pattern, _kind in _PERSONAL:
        text = pattern.sub("", text)
    return re.sub(r"\s+", " ", text).strip(" ，,。、；;：:")
