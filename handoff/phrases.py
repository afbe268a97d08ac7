"""Everything the desk itself says to a resident. Short sentences; first what to do, then whom to ring."""

from typing import Literal

Hazard = Literal[
    "gas",
    "lift",
    "fire",
    "shock",
    "flood",
    "falling_object",
    "missing_person",
    "medical",
    "violence",
    "suicide",
]

RATING_ASKED = (
    "本次人工服务已结束。请为这次服务打分（1–5分），您的评价我们会认真看。"
    "之后有问题可以直接发消息，我会先帮您解答。"
)
RATING_ASKED_IN_MESSENGER = (
    "本次人工服务已结束，您对这次服务满意吗？直接回复分数也可以。之后有问题可以直接发消息，我会先帮您解答。"
)
RATING_WORDS = ("很不满意", "不满意", "一般", "满意", "非常满意")  # for 1, 2, 3, 4 and 5
SERVICER_SUMMARY = "由企业微信接待人员结束"
SERVICER_AWAY = "在企业微信里接待"
RECALLED = "（对方撤回了这条消息）"
RATED = "收到您的评价，谢谢！"
PUT_BACK = "坐席暂时离开，您的会话已回到待接入队列，之前的内容都还在，不用重说。"
AWAY = "暂时离开"
SILENT_SUMMARY = "（坐席回复后双方没有再说话，自动结束）"
HUMAN_LABEL = "人工"
ERASED_TEXT = "（内容已按居民要求删除）"
PICTURE = "[图片]"
PICTURE_GONE = "没有找到这张图片。请重新上传。"
AWAITS_AN_ANSWER = "居民找人工时没有坐席在线，等待回复"
WILL_ANSWER = "由人工回复您的咨询"
NUMBERS_HIDDEN = (
    "为了您的安全，刚才消息里的证件号或银行卡号已经隐去，没有保存。办事用不到，请不要在这里发送。"
)
PHOTO_TAKEN = "照片收到了，已经存在这个会话里。请接着说；要请人看请回复“人工”。"

# What to do first, then whom to ring, in three short sentences. Nothing is promised that others must keep.
# 12356 is reached all over China, but not everywhere around the clock.
_SAFETY: dict[Hazard, str] = {
    "gas": (
        "不要开灯、不要点火，也不要碰任何开关。能关就关掉燃气阀门，打开窗，马上到屋外去。"
        "到了屋外再打{gas}，然后打{hotline}。"
    ),
    "lift": (
        "不要扒门，不要跳，靠着轿厢壁站稳。按轿厢里的呼叫按钮，或打{security}，说清哪栋哪部电梯。"
        "打不通就打119，有人不舒服打120。"
    ),
    "fire": (
        "马上走楼梯离开，弯下腰、捂住口鼻，不要坐电梯，不要回去拿东西。到了外面打119，再打{security}。"
        "楼道烟大就不要出门：关紧门，用湿布堵住门缝，到窗口喊人，打119。"
    ),
    "shock": (
        "不要碰触电的人和漏电的东西，也不要踩旁边的水。能拉总闸就先拉总闸，够不到就站远一点。"
        "有人受伤打120，再打{hotline}。"
    ),
    "flood": (
        "先关掉家里的总水阀。站在干的地方再拉电闸，不要踩进有电器的积水，车库进水不要去挪车。"
        "然后打{hotline}，说清楼栋和房号。"
    ),
    "falling_object": (
        "马上离开窗下和墙边，提醒旁边的人绕开。有人受伤打120，有人故意往下扔打110。"
        "再打{security}，说清哪栋楼、哪一侧。"
    ),
    "missing_person": (
        "马上打110报警，不用等24小时。再打{security}，请他们查监控、守出入口。"
        "说清姓名、年龄、衣着，最后在哪里、几点看到。"
    ),
    "medical": (
        "马上打120，说清楼栋和房号，照120说的做。不要随便搬动病人，不要喂水喂药。"
        "再打{security}，请他们开门、给救护车带路。"
    ),
    "violence": (
        "先躲到安全的地方，锁好门，不要上前。马上打110；不方便说话，发短信到12110。再打{security}。"
    ),
    "suicide": (
        "谢谢您说出来，请离开高处和窗边，叫家人或邻居来陪着您。打全国统一心理援助热线12356，"
        "把难受说给他们听；已经吃了药、受了伤，或者打不通，马上打120或110。"
        "如果是身边的人，请陪着他、听他说，不要让他一个人待着。"
    ),
}

_WHY = {
    "asked": "您要求人工服务",
    "low_confidence": "这个问题我没有把握，不想误导您",
    "repeated_miss": "我两次都没能听懂您的问题",
    "repeated_question": "刚才的回答没有解决您的问题",
    "upset": "您的事情需要同事亲自处理",
    "emergency": "您报的是紧急情况",
    "bot_failed": "自动答复暂时出了故障",
    "rule": "这件事需要同事来办理",
}


PRIVACY_VERSION = "2026-11"


def privacy_text(company: str) -> str:
    """Tell a resident what is kept, what for, how long, and their rights, before the first message."""
    return (
        f"为了答复您的咨询，{company}会保存这次对话，以及您自愿填写的姓名、房号和电话，"
        "只用于物业服务，保存到您要求删除为止。不填写也可以咨询。您随时可以导出或删除自己的数据。"
    )


def safety_text(hazard: Hazard, *, hotline: str, security: str, gas: str) -> str:
    """Return the fixed words for a hazard; where the estate gave no number, its people are named instead."""
    service = f"24小时服务热线{hotline}" if hotline else "物业服务热线"
    guard = f"值班电话{security}" if security else service
    repair = f"燃气抢险电话{gas}" if gas else "119"
    return _SAFETY[hazard].format(hotline=service, security=guard, gas=repair)


def handoff_text(reason: str, *, position: int, minutes: int | None) -> str:
    """Tell a resident that a person is coming, and when; only where somebody is on duty."""
    wait = f"，大约还要{minutes}分钟" if minutes else ""
    return (
        f"{_WHY[reason]}，正在请值班坐席来回复您。您排在第{position}位{wait}。"
        "之前的内容坐席都能看到，不用重说。"
    )


def nobody_text(reason: str, *, answer: tuple[str, str], desk_hours: str, hotline: str) -> str:
    """Tell a resident honestly that nobody is on duty: the ticket's number, by when a person answers."""
    number, due = answer
    if reason == "emergency":
        return (
            f"已把您的事排在最前面（单号{number}），但现在没有坐席在线。"
            "请不要等这里回复，马上按上面的号码打电话求助。"
        )
    opens = f"人工服务时间是{desk_hours.rstrip('。')}，" if desk_hours else ""
    ring = f"急事请打24小时服务热线{hotline}。" if hotline else ""
    return (
        f"{_WHY[reason]}。现在没有坐席在线，您的问题已经记下，单号{number}；"
        f"{opens}我们最晚在{due}前回复您，坐席上线后会先看到。{ring}"
    )


def transfer_text(name: str) -> str:
    """Tell a resident who goes on."""
    return f"您的会话已转给{name}，之前的内容对方都能看到，不用重说。"


def vanished_text(name: str) -> str:
    """Tell a resident that their agent's line broke, and that nothing is lost."""
    return f"{name}的连接断开了，您的会话已回到待接入队列，正在请其他坐席来回复。之前的内容都还在，不用重说。"


def silent_text(minutes: int) -> str:
    """Tell a resident that the human part ended by itself, and how to go on."""
    return (
        f"已有{minutes}分钟没有新消息，这次人工服务先结束了。请为这次服务打分（1–5分）。"
        "问题没有解决的话，直接发消息，我会先帮您解答；要找人，点“人工”就行。"
    )


def taken_detail(name: str) -> str:
    """Tell an agent who was faster."""
    return f"{name}已经接入了这个会话。请在列表中选择其他会话。"


_MATTERS = {
    "repair": "报修",
    "complaint": "投诉",
    "suggestion": "建议",
    "visitor": "访客登记",
    "other": "事项",
}
TICKET_STATES = {
    "accepted": "已受理",
    "dispatched": "已派单",
    "on_the_way": "师傅已出发",
    "done": "已完成",
    "awaiting_confirmation": "待您确认",
    "confirmed": "已确认",
    "cancelled": "已取消",
}
_NEXT = {
    "accepted": "安排好后会在这里告诉您。",
    "dispatched": "负责的同事会与您联系。",
    "on_the_way": "请留意电话。",
    "done": "如果没有解决，请告诉我们，会用原来的单号继续处理。",
    "awaiting_confirmation": "解决了没有，请告诉我们一声；没有解决的话，会用原来的单号继续处理。",
    "confirmed": "谢谢您。同样的问题再出现，可以用原来的单号重新处理。",
    "cancelled": "如果仍然需要处理，请告诉我们。",
}
_NEXT_OF_REPAIR = {"dispatched": "师傅会与您联系。"}
_OFFER = "要报修、投诉或提建议，请告诉我是什么问题、在什么地方，我来登记；也可以点“人工”，由坐席来处理。"


def ticket_name(category: str, number: str) -> str:
    """Name a ticket as its resident knows it: 报修 YS-20261121-0007."""
    return f"{_MATTERS[category]} {number}"


def ticket_text(category: str, number: str, state: str, *, reopened: bool = False, as_of: str = "") -> str:
    """Tell a resident where their ticket stands now, or stood as of a time, and what comes next."""
    stands = "已重新受理，单号不变" if reopened else TICKET_STATES[state]
    stands += f"（{as_of}）" if as_of else ""
    follows = _NEXT_OF_REPAIR.get(state) if category == "repair" else None
    return f"您的{ticket_name(category, number)}：{stands}，{follows or _NEXT[state]}"


def status_text(category: str, number: str, state: str, *, since: str) -> str:
    """Tell a resident who asks where their ticket stands, and since when."""
    return f"您的{ticket_name(category, number)}：现在是“{TICKET_STATES[state]}”（{since}）。"


def urged_text(category: str, number: str, state: str) -> str:
    """Tell a resident that their asking to hurry is on the ticket."""
    stands = TICKET_STATES[state]
    name = ticket_name(category, number)
    return f"您的{name}：已为您催单，现在是“{stands}”。这次催促已记在工单上，同事会看到。"


def nothing_to_urge_text(category: str, number: str, state: str) -> str:
    """Tell somebody who wants to hurry a ticket that nobody works on it any more, and what to do instead."""
    stands = TICKET_STATES[state]
    return f"{ticket_name(category, number)}现在是“{stands}”，不用再催。如果没有解决，请告诉我们。"


def ticket_in_state(category: str, number: str, state: str) -> str:
    """Name a ticket and where it stands, for a list of them."""
    return f"{ticket_name(category, number)}（{TICKET_STATES[state]}）"


def no_ticket_text(number: str | None, others: str) -> str:
    """Tell a resident that there is no such ticket, which there are, and how to come to one."""
    if others:
        return f"这个会话里没有单号{number}。{other_tickets_text(others)}"
    return f"这个会话里没有{f'单号{number}' if number else '正在处理的工单'}。{_OFFER}"


def other_tickets_text(others: str) -> str:
    """Name a resident's other tickets beside the one spoken of."""
    return f"这个会话里另有：{others}。"


def opened_text(said: str, number: str) -> str:
    """Put a new ticket's number where the bot's words have room for it, or behind them."""
    return said.replace("{number}", number) if "{number}" in said else f"{said}工单号：{number}。"


def replaced_text(number: str) -> str:
    """Tell the resident that the ticket they put right counts no more."""
    return f"原来的 {number} 已经作废。"


def replaced_note(number: str) -> str:
    """Tell colleagues why a ticket was called off."""
    return f"住户更正，改为 {number}"


def promise_text(promise: str, *, due: str, about: tuple[str, str] | None = None) -> str:
    """Confirm a dated promise to a resident, about a ticket's category and number or by itself."""
    of = f"关于您的{ticket_name(*about)}，" if about else ""
    return f"{of}我们承诺：{promise.rstrip('。')}（{due}前）。"


def illegal_move_detail(state: str, to: str, legal: tuple[str, ...]) -> str:
    """Tell an agent why a ticket does not move there, and where it may go."""
    now, wanted = TICKET_STATES[state], TICKET_STATES[to]
    may = "、".join(TICKET_STATES[one] for one in legal)
    way_out = f"现在可以改为：{may}。" if may else "这张工单已经结束，需要时请另开一张。"
    return f"工单现在是“{now}”，不能改为“{wanted}”。{way_out}"


def follow_up_first_text(refusal: str) -> str:
    """Tell an agent who wants to confirm in the resident's place what must come before."""
    return f"{refusal}住户本人还没有确认：请先回访并记录结果；两天都没有联系上的，也可以结单。"


def no_follow_up_text(state: str) -> str:
    """Tell an agent that there is nothing to ask after yet, or no longer."""
    return f"工单现在是“{TICKET_STATES[state]}”，完成以后、确认以前才需要回访。"


def settled_owner_text(state: str) -> str:
    """Tell an agent that nobody need answer for a ticket that is over."""
    return f"工单现在是“{TICKET_STATES[state]}”，不用再移交责任人。"


def unreached_text(category: str, number: str) -> str:
    """Tell a resident that a call to ask how it went did not reach them, and what they can do."""
    name = ticket_name(category, number)
    return f"关于您的{name}：我们打了回访电话，没有联系上您。解决了没有，请在这里告诉我们一声。"
