"""How much a resident's messenger lets us say, and until when: each thing they do opens an allowance.

Rules of the platforms since June 2023 (developers.weixin.qq.com/doc/service, 客服消息; for 微信客服
developer.work.weixin.qq.com/document/path/94677): doing it again refreshes an allowance, nothing adds up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

Deed = Literal["message", "menu", "follow", "scan"]

_ALLOWED: dict[Deed, tuple[int, timedelta]] = {
    "message": (5, timedelta(hours=48)),
    "menu": (3, timedelta(minutes=1)),
    "follow": (3, timedelta(minutes=1)),
    "scan": (3, timedelta(minutes=1)),
}
SCARCE = 2  # messages left, or one
RESERVE = 1  # messages that only people, a handoff or an emergency may use


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many messages are left, of so many, until a moment."""

    left: int
    of: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Quota:
    """The allowances by the deed that opened them; a message counts against the one that ends first."""

    allowances: Mapping[Deed, Allowance]

    def granted(self, deed: Deed, at: datetime) -> "Quota":
        """Return the quota after the resident did something."""
        count, lasting = _ALLOWED[deed]
        return Quota({**self.allowances, deed: Allowance(count, count, at + lasting)})

    def spent(self, at: datetime) -> "Quota":
        """Return the quota after one message was accepted."""
        useful = {deed: one for deed, one in self.allowances.items() if one.left and one.until > at}
        if not useful:
            return self
        first = min(useful, key=lambda deed: useful[deed].until)
        return Quota({**self.allowances, first: replace(useful[first], left=useful[first].left - 1)})

    def used_up(self) -> "Quota":
        """Return the quota after the platform refused for want of it."""
        return Quota({deed: replace(one, left=0) for deed, one in self.allowances.items()})

    def at(self, moment: datetime) -> Allowance | None:
        """Return the best allowance that is open at a moment, None where there is none."""
        is_open = [one for one in self.allowances.values() if one.until > moment]
        return max(is_open, key=lambda one: (one.left, one.until), default=None)

    def is_scarce(self, moment: datetime) -> bool:
        """Whether so few messages are left, but some, that lines should go together."""
        best = self.at(moment)
        return best is not None and 0 < best.left <= SCARCE

    def admits(self, moment: datetime, *, is_urgent: bool) -> bool:
        """Whether one more message may be sent; the reserve is only for what is urgent."""
        left = sum(one.left for one in self.allowances.values() if one.until > moment)
        return left > (0 if is_urgent else RESERVE)
