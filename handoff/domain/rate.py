"""A sliding window: so many of a thing in so long a time."""

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
