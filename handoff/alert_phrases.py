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


def handoff_alert(estate: str, urgency: str, reason: str | None) -> str:
    """Say that a resident waits for a person."""
    why = f"，{_WHY[reason]}" if reason else ""
    return f"{estate}：有居民等待人工接入（{CLASSES[urgency]}{why}）。请在工作台接入。"


def urgent_ticket_alert(estate: str, number: str) -> str:
    """Say that an urgent ticket was opened."""
    return f"{estate}：新的紧急工单 {number}。请马上安排人到场。"
