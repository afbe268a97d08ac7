"""How many messages a resident's account allows (protocol §1.6, §2.4): buckets that refresh, never add up."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.wechat.refusal import Refusal

WINDOWS = {
    "message": (5, 48 * 3600.0),
    "click": (3, 60.0),
    "follow": (3, 60.0),
    "scan": (3, 60.0),
}


@dataclass
class Allowance:
    """One resident's buckets: source → [left, until]."""

    used_up: int = 45047
    too_late: int = 45015
    _buckets: dict[str, list[float]] = field(default_factory=dict)

    def refresh(self, source: str, *, at: float) -> None:
        """Fill the bucket that this act of the resident belongs to."""
        count, seconds = WINDOWS[source]
        self._buckets[source] = [count, at + seconds]

    def spend(self, *, at: float) -> None:
        """Take one message from the bucket that ends first, or raise the platform's refusal."""
        alive = [bucket for bucket in self._buckets.values() if bucket[1] > at]
        if not alive:
            raise Refusal(self.too_late)
        filled = [bucket for bucket in alive if bucket[0] > 0]
        if not filled:
            raise Refusal(self.used_up)
        min(filled, key=lambda bucket: bucket[1])[0] -= 1

    def left(self, *, at: float) -> int:
        return int(sum(left for left, until in self._buckets.values() if until > at))
