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
PUT_BACK = "坐席暂时离开，您的会话已回到待接入队列，之前的内容都还在，不用重说。"
ERASED_TEXT = "（内容已按居民要求删除）"
PICTURE = "[图片]"

_SAFETY: dict[Hazard, str] = {
    "gas": (
        "请马上开窗，关掉燃气总阀，不要开关任何电器、不要点火。人先到户外，"
        "再打燃气抢险电话{gas}，然后打{hotline}。"
    ),
    "lift": (
        "请不要扒门、不要跳，靠着轿厢壁站好。按轿厢里的五方对讲按钮，或打消防监控中心{security}，"
        "会有人一直陪您通话。有人受伤请打120。"
    ),
    "fire": (
        "请马上离开，弯腰捂住口鼻走楼梯，不要坐电梯，不要回去拿东西。到安全处打119，"
        "再打{security}。出不去就关紧门，用湿毛巾堵住门缝，到窗边呼救。"
    ),
    "shock": (
        "请不要直接碰触电的人。先拉下电闸，或用干木棒把电线挑开。打120，再打{hotline}。"
        "没有触电也请远离漏电的地方。"
    ),
    "flood": ("请先关掉家里的进水总阀，再拉下电闸，不要踩进有电器的积水。然后打{hotline}，工程人员会赶来。"),
    "falling_object": (
        "请马上离开墙边和窗下，不要停留、不要抬头看，提醒旁边的人避开。有人受伤请打120，"
        "是有人故意抛物请打110，再打{security}。"
    ),
    "missing_person": (
        "请马上打110报警，不用等24小时。再打{security}，请秩序员查监控、守出入口。"
        "请准备好姓名、年龄、衣着和最后看到的地方。"
    ),
    "medical": (
        "请马上打120，说清楼栋和房号。让病人平躺，不要随意搬动。再打{security}，请秩序员开门、引导救护车。"
    ),
    "violence": (
        "请先躲到安全的地方，锁好门，不要上前理论。马上打110，不方便说话可以发短信到12110。"
        "再打{security}，秩序员会赶来。"
    ),
    "suicide": (
        "您现在一定很难受，谢谢您说出来。请不要一个人待着，马上打12356心理援助热线，"
        "24小时有人听您说。情况危急请打110或120。我已经请同事马上联系您。"
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
    return _SAFETY[hazard].format(hotline=service, security=guard, gas=gas or "119")


def handoff_text(reason: str, *, position: int, minutes: int | None) -> str:
    """Tell a resident that a person is coming, and when; only where somebody is on duty."""
    wait = f"，大约还要{minutes}分钟" if minutes else ""
    return (
        f"{_WHY[reason]}，正在请值班坐席来回复您。您排在第{position}位{wait}。"
        "之前的内容坐席都能看到，不用重说。"
    )


def nobody_text(reason: str, *, desk_hours: str, hotline: str) -> str:
    """Tell a resident honestly that nobody is on duty, when the desk opens, and whom to ring in a hurry."""
    if reason == "emergency":
        return "已把您的事排在最前面，但现在没有坐席在线。请不要等这里回复，马上按上面的号码打电话求助。"
    opens = f"人工服务时间是{desk_hours.rstrip('。')}，" if desk_hours else ""
    ring = f"急事请打24小时服务热线{hotline}。" if hotline else ""
    return f"{_WHY[reason]}。现在没有坐席在线，您的问题已经记下；{opens}坐席上线后会先回复您。{ring}"


def transfer_text(name: str) -> str:
    """Tell a resident who goes on."""
    return f"您的会话已转给{name}，之前的内容对方都能看到，不用重说。"


def taken_detail(name: str) -> str:
    """Tell an agent who was faster."""
    return f"{name}已经接入了这个会话。请在列表中选择其他会话。"
