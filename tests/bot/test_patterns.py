"""No message keeps the bot reading: every pattern gives up on its own words said over and over."""

import importlib
import itertools
import pkgutil
import random
import re
import signal
from collections.abc import Iterator
from types import FrameType

import bot

SECONDS = 0.5  # of processor time; a pattern that doubles its work with every repetition needs years
TIMES = 30
TRIED = 60  # strings a pattern, half of them two of its words in turn
_WORDS = re.compile(r"[\u4e00-\u9fff]{1,4}|\d")


class HangsError(Exception):
    """A pattern is still at work."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the bot's modules, once, with where it stands."""
    seen: set[str] = set()
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if module.name in ("bot.serve", "bot.train"):  # they are run, not imported
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            several = value.values() if isinstance(value, dict) else value
            for one in several if isinstance(value, (dict, tuple, list)) else (value,):
                if isinstance(one, re.Pattern) and one.pattern not in seen:
                    seen.add(one.pattern)
                    yield f"{module.name}.{name}", one


def messages(pattern: re.Pattern[str]) -> Iterator[str]:
    """Say the pattern's own words over and over, alone and two in turn, and end in what fits nothing."""
    chance = random.Random(pattern.pattern)  # the same strings in every run
    words = sorted(set(_WORDS.findall(pattern.pattern))) or ["的"]
    signs = sorted(set("".join(words)))
    for _ in range(TRIED // 2):
        yield f"{chance.choice(words)}{chance.choice(words + signs) * TIMES}%"
        yield f"{(chance.choice(signs) + chance.choice(words)) * TIMES}%"


def test_no_pattern_of_the_bot_hangs_on_words_said_over_and_over() -> None:
    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise HangsError

    before = signal.signal(signal.SIGVTALRM, give_up)
    hanging: list[str] = []
    try:
        for where, pattern in itertools.islice(patterns(), 5_000):
            for said in messages(pattern):
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                try:
                    pattern.search(said)
                    pattern.fullmatch(said)
                except HangsError:
                    hanging.append(f"{where}: {said[:12]}…")
                    break
                finally:
                    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert hanging == []
