"""Whether a message asks something, by its words alone."""

import re

_ASKS = re.compile(r"多少|什么|怎么|哪|谁|几|吗|呢|[?]|([\u4e00-\u9fff])[不没]\1|[行好]不")


def asks(text: str) -> bool:
    """Say whether a normalised text has a word that asks, or a verb put as a choice: 「要不要」."""
    return _ASKS.search(text) is not None
