"""So many of a thing in so long a time: a sliding window for many keys, an allowance for one caller."""

from collections import OrderedDict, deque


class SlidingWindow:
    """Admits `limit` events a key within `seconds`; keeps the latest `keys` keys and forgets the rest."""

    def __init__(self, limit: int, seconds: float, *, keys: int = 10_000) -> None:
        self._limit = limit
        self._seconds = seconds
        self._keys = keys
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def admit(self, key: str, now: float) -> float | None:
        """Count one event and return None, or return the seconds to wait without counting it."""
        times = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._limit:
            return times[0] + self._seconds - now
        times.append(now)
        if len(self._seen) > self._keys:
            self._seen.popitem(last=False)
        return None

    def forget(self, key: str) -> None:
        """Start anew for a key, as after a right password."""
        self._seen.pop(key, None)


class Allowance:
    """One caller's: `burst` at once, then `rate` a second."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._left = float(burst)
        self._at: float | None = None

    def take(self, now: float) -> bool:
        """Use one and return True, or return False where none is left at this moment (seconds)."""
        if self._at is not None:
            self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
