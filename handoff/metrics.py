"""Figures for Prometheus: a handful of counters and one histogram, kept in this process."""

from collections import Counter
from collections.abc import Mapping

from handoff.domain.events import Escalated, Event, TurnAdded

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0)


class Metrics:
    """Counts what is announced and how long requests take."""

    def __init__(self) -> None:
        self._turns: Counter[str] = Counter()
        self._escalations: Counter[str] = Counter()
        self._requests: Counter[str] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0

    def observe_event(self, event: Event) -> None:
        """Count a turn or an escalation."""
        if isinstance(event, TurnAdded):
            self._turns[event.turn.author.kind] += 1
        elif isinstance(event, Escalated):
            self._escalations[event.reason] += 1

    def observe_request(self, status: int, seconds: float) -> None:
        """Count an answered request."""
        self._requests[f"{status // 100}xx"] += 1
        self._seconds += seconds
        for bound in BUCKETS:
            self._buckets[bound] += seconds <= bound

    def render(self, gauges: Mapping[str, float]) -> str:
        """Write everything in Prometheus' text format."""
        lines = [
            *_counter("linda_turns_total", "Stored turns by author.", "author", self._turns),
            *_counter("linda_escalations_total", "Escalations by reason.", "reason", self._escalations),
            *_counter("linda_requests_total", "Answered requests by status class.", "status", self._requests),
            "# HELP linda_request_seconds Time to answer a request.",
            "# TYPE linda_request_seconds histogram",
            *(f'linda_request_seconds_bucket{{le="{bound}"}} {self._buckets[bound]}' for bound in BUCKETS),
            f'linda_request_seconds_bucket{{le="+Inf"}} {self._requests.total()}',
            f"linda_request_seconds_sum {self._seconds:.6f}",
            f"linda_request_seconds_count {self._requests.total()}",
        ]
        for name, value in gauges.items():
            lines += [f"# TYPE {name} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"


def _counter(name: str, meaning: str, label: str, counts: Counter[str]) -> list[str]:
    head = [f"# HELP {name} {meaning}", f"# TYPE {name} counter"]
    return head + [f'{name}{{{label}="{value}"}} {count}' for value, count in sorted(counts.items())]
