"""How long a resident waits, from what was measured; silence where nothing was."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

ENOUGH = 3  # claims; below that a median says nothing


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait that ended in a claim: the place it began at, and how long it took."""

    position: int
    took: timedelta


def minutes_to_wait(position: int, recent: Sequence[Wait]) -> int | None:
    """Estimate minutes from the median time that a place took lately; None where too few claims are known."""
    if len(recent) < ENOUGH:
        return None
    a_place = median(wait.took / max(1, wait.position) / timedelta(minutes=1) for wait in recent)
    return max(1, math.ceil(a_place * position))
