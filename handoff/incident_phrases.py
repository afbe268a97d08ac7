"""What the desk says about incidents, to residents and to agents."""

FACILITIES = {
    "lift": "电梯",
    "water": "供水",
    "power": "供电",
    "gas": "燃气",
    "heating": "供暖",
    "network": "网络",
    "gate": "门禁道闸",
    "drain": "排水",
    "hot_water": "热水",
    "lighting": "公共照明",
}
OPENED = "已经安排人员处理，原因正在查。"


def place_name(building: str) -> str:
    """Name where it is: 3栋, 商铺, 全小区."""
    if not building:
        return "全小区"
    return f"{building}栋" if building.isdigit() else building


def status_text(facility: str, building: str, *, latest: str, at: str) -> str:
    """Tell a resident who reports or asks what everybody was told last."""
    head = f"{place_name(building)}{FACILITIES[facility]}的问题我们已经知道，正在处理。"
    return f"{head}最新进展（{at}）：{latest}有新进展会在这里告诉您，不用再报一次。"


def update_text(facility: str, building: str, text: str) -> str:
    """Tell everybody who is linked what is new."""
    return f"【{place_name(building)}{FACILITIES[facility]}】最新进展：{sentence(text)}"


def closed_text(facility: str, building: str, text: str) -> str:
    """Tell everybody who is linked that it is over."""
    head = f"【{place_name(building)}{FACILITIES[facility]}】已处理完毕：{sentence(text)}"
    return f"{head}如果您家还没有恢复，请直接回复我们。"


def unopened_text(facility: str, building: str, *, hotline: str) -> str:
    """Tell a reporter honestly that many report the same and that nobody has taken it up yet."""
    head = f"已有多户反映{place_name(building)}{FACILITIES[facility]}有问题，我们已通知值班人员和主管，"
    call = f"或拨打{hotline}" if hotline else ""
    return f"{head}目前还没有人确认处理。有进展会在这里告诉您；着急请点“人工”{call}。"


def dismissed_text(facility: str, building: str) -> str:
    """Tell a reporter who was told that it waits, that people looked and found no failure for many."""
    head = f"工作人员已看过{place_name(building)}{FACILITIES[facility]}的反映，不是多户共同的故障。"
    return f"{head}您家如果还没有恢复，请点“人工”，我们单独为您处理。"


def evidence_text(proven: int, stated: int, *, is_fresh: bool) -> str:
    """Say to agents how many of the households are proven; it takes nothing from the alarm."""
    if not stated:
        return "（房号都已核实）"
    if proven:
        return f"（{proven}户房号已核实，{stated}户自报）"
    return f"（房号都是自报、没有核实{'，都来自刚打开的会话' if is_fresh else ''}）"


def unopened_alert(estate: str, facility: str, building: str, households: int, evidence: str) -> str:
    """Say to agents and their supervisor that a proposal waits for too long."""
    place = place_name(building)
    return (
        f"{estate}：{place}{FACILITIES[facility]}，{households}户的报告{evidence}已过15分钟没有人确认。"
        "居民已被告知还没有人处理，请马上打开或忽略。"
    )


def incident_alert(estate: str, facility: str, building: str, households: int, evidence: str) -> str:
    """Say to agents that many report the same."""
    place = place_name(building)
    return (
        f"{estate}：{place}{FACILITIES[facility]}，10分钟内有{households}户报告{evidence}。"
        "请马上核实，并确认是否按群体事件处理。"
    )


def sentence(text: str) -> str:
    """End a text as a sentence."""
    text = text.strip()
    return text if text.endswith(("。", "！", "？", "!", "?")) else f"{text}。"
