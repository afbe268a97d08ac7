"""Whether a message asks something, by its words alone."""

import re

_ASKS = re.compile(
    r"多少|什么|怎么|哪|谁|(?<![好没十])几|吗|呢|[?]|([\u4e00-\u9fff])[不没]\1|[行好]不|多[久长快]|[\u4e00-\u9fff](?<!还)[不没咩]$"
)


def asks(text: str) -> bool:
    """Say whether a normalised text has a word that asks, or one put as a choice: 「要不要」, 「要钱不」."""
    return _ASKS.search(text) is not None
