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
