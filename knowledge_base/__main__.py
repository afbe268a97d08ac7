"""The knowledge base's commands; `python -m knowledge_base --help` lists them."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from knowledge_base.command_line import run


def _stop(number: int, _frame: FrameType | None) -> None:
    """End as an exception does, so that a training that was begun ends too and leaves nothing half done."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(run(sys.argv[1:], print))
