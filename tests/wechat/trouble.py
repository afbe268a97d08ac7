"""Trouble on demand: errcodes, outages, delays, torn connections."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from tests.wechat.clock import VirtualClock

ALWAYS = 1_000_000_000


@dataclass
class Fault:
    """What a call meets: an errcode, a late answer, a torn connection (also after the deed), a raw body, or
    another address to go to."""

    errcode: int = 0
    late: float = 0
    torn: bool = False
    torn_after: bool = False
    body: bytes | None = None
    moved: str = ""
    times: int = 1


@dataclass
class Trouble:
    """Faults that wait for calls, by path; `*` is every path."""

    clock: VirtualClock
    _waiting: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _down_until: float = 0.0

    def expect(self, path: str, **fault: Any) -> None:
        """Let the next call to this path meet a fault; `times` of them, or ALWAYS."""
        self._waiting[path].append(Fault(**fault))

    def end(self) -> None:
        """Be well again."""
        self._waiting.clear()
        self._down_until = 0.0

    def go_down(self, seconds: float) -> None:
        """Tear every connection for this long on the platform's clock."""
        self._down_until = self.clock.now() + seconds

    @property
    def is_down(self) -> bool:
        return self.clock.now() < self._down_until

    def meet(self, path: str) -> Fault | None:
        """Return the fault that a call to this path meets now."""
        if self.is_down:
            return Fault(torn=True)
        for name in (path, "*"):
            queue = self._waiting[name]
            if queue:
                fault = queue[0]
                fault.times -= 1
                if fault.times <= 0:
                    queue.popleft()
                return fault
        return None
