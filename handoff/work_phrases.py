"""What the desk tells repairers on their phones."""

_REFUSALS = {
    "not_dispatched": "这张单退回了受理，还没有重新派出。您的记录已保存，请等客服重新派单。",
    "over": "这张单现在是“{state}”，您的操作没有改变它。您的记录已保存，如与实际不符，请联系客服。",
    "taken": "这张单已由{by}接单。您的记录已保存，需要换人请联系客服。",
    "not_accepted": "这张单重新派过，需要先接单。您的记录已保存，请先接单再继续。",
}


def refusal_text(refused: str, *, state: str, by: str) -> str:
    """Tell a repairer why a step changed nothing, that it is kept, and what to do."""
    return _REFUSALS[refused].format(state=state, by=by)
