"""The ticket that a filled form wishes: trade, class, summary, and the words to the resident."""

import re
from collections.abc import Mapping
from typing import Any

from bot.forms import reading
from bot.forms.filling import Filling

# The classes of the service standard: what is urgent and what is important; everything else is general.
_URGENT = re.compile(
    r"困人|主水管.{0,4}爆|水管爆|爆管|整[栋幢个]*(?:楼|单元).{0,4}(?:没电|停电|没水|停水)|"
    r"整栋.{0,4}(?:没电|停电|没水|停水)|"
    r"火警|(?<!不)着火|起火|消防报警|燃气|煤气|污水倒灌|倒灌|粪水|外墙.{0,6}(?:脱落|掉)|坠物|"
    r"玻璃.{0,4}要掉|广告牌.{0,4}要掉"
)
_IMPORTANT = re.compile(
    r"(?:家|屋).{0,6}(?:没电|停电|没水|停水|断电|断水)|跳闸|单元门.{0,8}(?:坏|打不开|关不|失灵|"
    r"没反应)|门禁.{0,8}(?:坏|打不开|失灵|没反应|刷不)|"
    r"电梯.{0,8}(?:坏|停|不动|不走|不运行|没反应|不开)|道闸.{0,6}(?:坏|不抬|抬不|失灵|不起)|"
    r"整层.{0,6}(?:不亮|没灯|黑)|(?:外墙|屋面|屋顶|楼顶).{0,6}(?:渗|漏)|路面?.{0,4}(?:积水|"
    r"结冰)"
)
_TRADES = (
    (
        "保洁",
        re.compile(
            r"保洁|打扫|卫生(?!间)|垃圾|脏|扫地|拖地|清理|异味|狗屎|粪便|油渍|小广告|落叶|蟑螂|老鼠|蚊"
        ),
    ),
    (
        "安保",
        re.compile(
            r"保安|门岗|岗亭|巡逻|占(?:了|用|我|着).{0,4}车位|车位.{0,6}占|乱停|违停|可疑|陌生人|吵|安静|"
            r"噪音|扰民|广场舞|堵.{0,3}通道|遛狗|狗|推销|飞线|上楼充电|高空抛物"
        ),
    ),
    ("工程", re.compile(r"修|坏|漏|堵|灯|电梯|水管|门禁|道闸|停水|停电|施工|装修|设备|充电桩|暖气")),
)
_CLASS_NAMES = {"urgent": "紧急类", "important": "重要类", "general": "一般类"}
_CLASS_ENTRIES = {"urgent": "repair.urgent", "important": "repair.important", "general": "repair.general"}
_NAMES = {
    "what": "",
    "where": "位置：",
    "house": "房号：",
    "since": "开始时间：",
    "visit": "上门时间：",
    "when_where": "时间地点：",
    "wish": "希望：",
    "plate": "车牌：",
    "day": "到访：",
    "contact": "电话：",
}
_SUMMARY = 60
_DEFAULT_TRADES = {"repair": "工程", "complaint": "客服", "suggestion": "客服", "visitor": "安保"}


def ticket_of(filling: Filling, facts: Mapping[str, str]) -> dict[str, Any]:
    """Give the ticket that the filled form wishes (docs/architecture.md, "The line between desk and bot")."""
    details = _details(filling, facts)
    told = " ".join(details.values())
    return {
        "kind": "open",
        "category": filling.kind,
        "trade": _trade(filling.kind, told),
        "class": _class(told) if filling.kind == "repair" else "general",
        "summary": _summary(filling.kind, details),
        "details": details,
    }


def words_of(filling: Filling, ticket: Mapping[str, Any], promises: Mapping[str, str]) -> str:
    """Say that it is written down, what comes next, and on the last line what was understood.

    `promises` gives the published sentence of each entry about response times that the estate has.
    """
    sentences = [f"已经为您登记{filling.form.title}，工单号 {{number}}。"]
    if filling.kind == "repair":
        sentences += filter(None, [promises.get(_CLASS_ENTRIES[ticket["class"]])])
        sentences.append("有照片的话，直接发在这里就行。")
    if filling.kind == "complaint" and (promise := promises.get("complaint.deadline")):
        sentences.append(promise)
    return "\n".join([*sentences, noted(filling, ticket)])


def noted(filling: Filling, ticket: Mapping[str, Any]) -> str:
    """Say what was understood, for the resident to put right."""
    details = ticket["details"]
    told = "，".join(f"{_NAMES[name]}{details[name]}" for name in details if _is_news(name, details))
    rank = f"（{_CLASS_NAMES[ticket['class']]}）" if filling.kind == "repair" else ""
    return f"我记下的是：{told}{rank}。有不对的请告诉我。"


def _is_news(name: str, details: Mapping[str, str]) -> bool:
    """Say whether the piece is shown: not when and where, where the matter itself was told with them."""
    told, matter = details[name], details.get("what", "")
    return name in _NAMES and not (name == "when_where" and (told in matter or matter in told))


PROMISES = (*_CLASS_ENTRIES.values(), "complaint.deadline")


def _details(filling: Filling, facts: Mapping[str, str]) -> dict[str, str]:
    order = [field.name for field in filling.form.fields]
    details = {name: filling.filled[name] for name in order if name in filling.filled}
    building = filling.filled.get("building") or facts.get("house")
    if "house" not in details and building and building not in "".join(details.values()):
        details["house"] = building
    if facts.get("phone"):
        details["contact"] = facts["phone"]
    return details


def _class(told: str) -> str:
    if _URGENT.search(told):
        return "urgent"
    return "important" if _IMPORTANT.search(told) else "general"


def _trade(kind: str, told: str) -> str:
    if kind == "visitor":
        return _DEFAULT_TRADES[kind]
    found = next((trade for trade, words in _TRADES if words.search(told)), _DEFAULT_TRADES[kind])
    mended_by_engineers = kind == "repair" and found == "安保" and reading.is_faulty(told)
    return "工程" if mended_by_engineers else found


def _summary(kind: str, details: Mapping[str, str]) -> str:
    if kind == "visitor":
        return f"访客车 {details.get('plate', '车牌待定')}，{details.get('day', '日期待定')}"[:_SUMMARY]
    parts = [details.get("house", ""), details.get("where", ""), details.get("what", "")]
    if details.get("where") and details["where"] in details.get("what", ""):
        parts[1] = ""
    return " ".join(part for part in parts if part)[:_SUMMARY] or kind
