"""What alerts say to agents, on the console and in the group's webhook: no resident's words, no names."""

CLASSES = {"urgent": "紧急", "important": "重要", "general": "一般"}
_WHY = {
    "asked": "居民要求人工",
    "low_confidence": "机器人没有把握",
    "repeated_miss": "机器人两次没听懂",
    "repeated_question": "居民重复提问",
    "upset": "居民情绪激动",
    "emergency": "居民报告紧急情况",
    "bot_failed": "机器人没有应答",
    "rule": "按规定由人工办理",
}


NO_WEBHOOK = "没有设置群机器人，没有人在外面收到。"
_RUNGS = {"webhook": "提醒", "supervisor": "升级给主管", "management": "升级给管理人员"}


def for_the_group(text: str, rung: str) -> str:
    """Write an alert for the group, with how far it has climbed."""
    return f"**邻答{_RUNGS[rung]}**\n{text}"


def trial(estate: str) -> str:
    """Say that the group will hear of alerts."""
    return f"**邻答**\n{estate}：这是一条测试提醒，收到说明设置正确。"


def handoff_alert(estate: str, urgency: str, reason: str | None) -> str:
    """Say that a resident waits for a person."""
    why = f"，{_WHY[reason]}" if reason else ""
    return f"{estate}：有居民等待人工接入（{CLASSES[urgency]}{why}）。请在工作台接入。"


def queue_alert(estate: str, urgency: str, *, is_overdue: bool, due: str) -> str:
    """Say that a resident's wait comes to its end, or is over it."""
    who = f"{estate}：等待人工的居民（{CLASSES[urgency]}）"
    if is_overdue:
        return f"{who}超过响应时限（{due}）仍没有人接入，已提前排队。请立即安排。"
    return f"{who}将在{due}到响应时限，还没有人接入。"


def unanswered_alert(estate: str, agent: str, *, due: str) -> str:
    """Say that a resident has not been answered by the person they were given to."""
    return f"{estate}：{agent}负责的会话里，居民的消息到{due}还没有人回复。请回复或转给同事。"


def promise_alert(estate: str, ticket: str | None, by: str | None, *, is_broken: bool, due: str) -> str:
    """Say that a promise comes due, or was not kept in time."""
    what = f"{estate}：{by or '客服台'}对居民的承诺{f'（工单 {ticket}）' if ticket else ''}"
    if is_broken:
        return f"{what}已过{due}，还没有兑现的记录。请马上联系居民，兑现后登记。"
    return f"{what}将在{due}到期。请确认能按时兑现。"


_TICKET_TIMES = {
    "response_warning": "将在{due}到响应时限，还没有人处理。",
    "response_breach": "超过响应时限（{due}）仍没有人处理，优先级已提高。请立即安排。",
    "resolution_warning": "将在{due}到办结时限，还没有办结。",
    "resolution_breach": "超过办结时限（{due}）还没有办结，优先级已提高。请说明原因和新的时限。",
}


def ticket_time_alert(estate: str, urgency: str, number: str, watch: str, *, due: str) -> str:
    """Say that one of a ticket's times comes, or is over."""
    return f"{estate}：工单 {number}（{CLASSES[urgency]}）{_TICKET_TIMES[watch].format(due=due)}"


def urgent_ticket_alert(estate: str, number: str) -> str:
    """Say that an urgent ticket was opened."""
    return f"{estate}：新的紧急工单 {number}。请马上安排人到场。"


def channel_alert(estate: str, account: str) -> str:
    """Say that a messenger account does not take our messages."""
    return f"{estate}：微信账号 {account} 发不出消息，回复正在排队。请管理员检查账号设置（docs/wechat.md）。"


def pull_alert(estate: str, account: str, *, since: str) -> str:
    """Say that a messenger account's messages do not come in."""
    return (
        f"{estate}：从{since}起收不到微信客服账号 {account} 的居民消息。"
        "企业微信只保留三天，请管理员马上检查账号设置和网络（docs/wecom.md）。"
    )


def gap_alert(estate: str, account: str, *, since: str, until: str) -> str:
    """Say that messages to a messenger account may be lost for good."""
    return (
        f"{estate}：{since}至{until}客服台没能接收公众号 {account} 的消息，这段时间居民发来的可能已经丢失，"
        "微信不会再补发。请留意居民重发，必要时在公众号或业主群里说明。"
    )


def unusual_access_alert(name: str, count: int) -> str:
    """Say that an agent looked at unusually many residents' full data."""
    return f"{name}在一小时内查看了超过{count}位居民的完整信息。请核实是否有工作需要。"


def unusual_day_alert(name: str, count: int) -> str:
    """Say that an agent looked at many more residents' full data today than on their usual days."""
    return f"{name}今天查看了{count}位居民的完整信息，远多于平时。请核实是否有工作需要。"


METRICS = {
    "response_on_time": "响应时效达标率",
    "first_contact_resolution": "一次性解决率",
    "bot_resolution": "机器人解决率",
    "handoff": "转人工率",
    "satisfaction": "满意度",
    "nps": "净推荐值",
    "complaints": "投诉率",
    "repeat_complaints": "重复投诉率",
}


def bad_rating_alert(estate: str, score: int, *, days: int) -> str:
    """Say that a bad rating waits for an answer, and for how many days already."""
    waited = f"已过{days}天仍" if days else ""
    return f"{estate}：有居民打了{score}分，{waited}等待主管答复。请在评价列表里处理。"


def metric_alert(estate: str, metric: str, first: str, last: str) -> str:
    """Say that a metric was past its limit three days running or more."""
    return f"{estate}：{METRICS[metric]}连续超过预警线（{first}至{last}）。请在报表里查看原因。"
