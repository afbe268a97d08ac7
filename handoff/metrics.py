"""Figures for Prometheus: a handful of counters and one histogram, kept in this process."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handoff.domain.events import Escalated, Event, TurnAdded

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0)


@dataclass(frozen=True, slots=True)
class Gauge:
    """Something as it stands now: its name, what it means, and a value for each set of labels."""

    name: str
    meaning: str
    values: tuple[tuple[Mapping[str, str], float], ...]


@dataclass(slots=True)
class Metrics:
    """Counts what is announced and how long requests take.

    Each line names the `worker`: several answer behind one port, and without its name one's counters would
    seem to fall back to another's.
    """

    worker: str
    _turns: Counter[str] = field(init=False, default_factory=Counter)
    _escalations: Counter[str] = field(init=False, default_factory=Counter)
    _requests: Counter[str] = field(init=False, default_factory=Counter)
    _buckets: Counter[float] = field(init=False, default_factory=Counter)
    _seconds: float = field(init=False, default=0.0)
    _began: float = field(init=False, default_factory=time.time)

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

    def render(self, gauges: Iterable[Gauge]) -> str:
        """Write everything in Prometheus' text format."""
        lines = [
            *self._counter("linda_turns_total", "Stored turns by author.", "author", self._turns),
            *self._counter("linda_escalations_total", "Escalations by reason.", "reason", self._escalations),
            *self._counter(
                "linda_requests_total", "Answered requests by status class.", "status", self._requests
            ),
            *_head("linda_request_seconds", "Time to answer a request.", "histogram"),
            *(
                self._line("linda_request_seconds_bucket", self._buckets[bound], le=f"{bound}")
                for bound in BUCKETS
            ),
            self._line("linda_request_seconds_bucket", self._requests.total(), le="+Inf"),
            self._line("linda_request_seconds_sum", self._seconds),
            self._line("linda_request_seconds_count", self._requests.total()),
            *_head("process_start_time_seconds", "When this process began, Unix time.", "gauge"),
            self._line("process_start_time_seconds", self._began),
        ]
        for gauge in gauges:
            lines += _head(gauge.name, gauge.meaning, "gauge")
            lines += [self._line(gauge.name, value, **labels) for labels, value in gauge.values]
        return "\n".join(lines) + "\n"

    def _counter(self, name: str, meaning: str, label: str, counts: Counter[str]) -> list[str]:
        counted = [self._line(name, count, **{label: value}) for value, count in sorted(counts.items())]
        return [*_head(name, meaning, "counter"), *counted]

    def _line(self, name: str, value: float, **labels: str) -> str:
        named = ",".join(f'{label}="{text}"' for label, text in {"worker": self.worker, **labels}.items())
        return f"{name}{{{named}}} {round(value, 6)}"


def _head(name: str, meaning: str, kind: str) -> list[str]:
    return [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
