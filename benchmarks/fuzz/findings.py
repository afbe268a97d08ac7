"""What a run has seen: how each input was answered, and every input that was answered wrong."""

from collections import Counter
from dataclasses import dataclass, field

SHOWN = 25
LONGEST = 900  # bytes of an input that are shown
REFUSED, SERVER_FAULT = 400, 500
BUSY = 503  # the database takes no more at this moment: told apart, since it is a refusal that was promised


@dataclass
class Findings:
    """The tally of a run; `passed` are the operations that did what was asked at least once."""

    inputs: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    slowest: float = 0.0

    def answered(self, what: str, status: int, seconds: float, sent: bytes) -> None:
        """Note an answer."""
        self.statuses[status] += 1
        self.slowest = max(self.slowest, seconds)
        if status < REFUSED:
            self.passed.add(what)
        if status >= SERVER_FAULT and status != BUSY:
            self.fault(f"answer {status}", what, sent)

    def fault(self, kind: str, what: str, sent: bytes) -> None:
        """Note an input that was not answered as it must be; the first of them are kept to be looked at."""
        self.faults[kind] += 1
        if len(self.examples) < SHOWN:
            self.examples.append(f"{kind}, {what}: {sent[:LONGEST]!r}")

    @property
    def total(self) -> int:
        """How many inputs were sent."""
        return self.inputs.total()
