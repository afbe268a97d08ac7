"""Sums asked of the real bot: exact to the cent, a missing number asked for, an absurd one doubted."""

from collections.abc import Callable

from benchmarks.asked import rows
from benchmarks.bot_process import BotProcess, Reply
from benchmarks.outcomes import Figure


def sums(bot: BotProcess) -> list[Figure]:
    """Give the shares."""
    return [
        ("sums exact to the cent", _share(bot, "sums", lambda row, reply: _amount(reply) == row["amount"])),
        ("missing number asked for", _share(bot, "sums_missing", lambda _, reply: reply.act == "ask")),
        ("absurd number not computed with", _share(bot, "sums_absurd", lambda _, reply: not _amount(reply))),
    ]


def _share(bot: BotProcess, name: str, holds: Callable[[dict[str, str], Reply], bool]) -> float:
    asked = rows(name)
    hits = [holds(row, bot.ask(row["text"], f"{name}-{place}")) for place, row in enumerate(asked)]
    return sum(hits) / len(hits)


def _amount(reply: Reply) -> str | None:
    computed = reply.custom["bot"].get("computed")
    return computed["amount"] if computed else None
