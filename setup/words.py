"""What set-up says in the terminal, and how it ends when it cannot go on."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class SetupError(Exception):
    """Set-up cannot go on; the message is one sentence that says what to do."""


def say(sentence: str) -> None:
    """Print one line at once, also when the output goes to a file."""
    print(sentence, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a piece of work and say afterwards how long it took."""
    say(f"▸ {title} …")
    begun = time.monotonic()
    yield
    say(f"  完成，用时 {time.monotonic() - begun:.0f} 秒")


def stop(error: SetupError) -> None:
    """Say in one sentence why set-up ends, and exit 1."""
    print(f"✗ {error}", file=sys.stderr, flush=True)
    sys.exit(1)
