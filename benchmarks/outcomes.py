"""What became of each question, and the shares that product and issue speak of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.asked import FAR, NEAR, TOPIC, Asked

BINS = 10
Figure = tuple[str, float]


@dataclass(frozen=True)
class Outcome:
    """One question and what was done about it; `first` is the entry it took the question to mean."""

    asked: Asked
    first: str | None
    confidence: float
    answered: bool
    offered: tuple[str, ...] = ()
    acted: bool = False

    @property
    def right(self) -> bool:
        """Whether the first entry is the one that answers; a miss has none."""
        return self.asked.kind == TOPIC and self.first == self.asked.entry_id

    @property
    def among(self) -> bool:
        """Whether the right entry was offered."""
        return self.asked.kind == TOPIC and self.asked.entry_id in self.offered


def figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    """Give the shares: in scope first, then of the misses, then of the confidence."""
    topics = of_kind(outcomes, TOPIC)
    answers = [one for one in topics if one.answered]
    found: list[Figure] = [
        ("right at once or offered", share(topics, lambda one: (one.answered and one.right) or one.among)),
        ("right at once", share(topics, lambda one: one.answered and one.right)),
        ("right one among the choices", share(topics, lambda one: not one.answered and one.among)),
        ("wrong, of the answers given", share(answers, lambda one: not one.right)),
        ("asked back", share(topics, _asked_back)),
        ("taken for small talk or a form", share(topics, lambda one: one.acted)),
        ("handed over", share(topics, _handed_over)),
    ]
    for kind in (NEAR, FAR):
        misses = of_kind(outcomes, kind)
        found.append((f"{kind}: answered", share(misses, lambda one: one.answered)))
        found.append((f"{kind}: asked back", share(misses, _asked_back)))
    given = [one for one in outcomes if one.answered]
    found.append(("right, of all answers given", share(given, lambda one: one.right)))
    found.append(("ECE, all questions", calibration_error(outcomes)))
    found.append(("ECE, in scope", calibration_error(topics)))
    return found


def of_kind(outcomes: Iterable[Outcome], kind: str) -> list[Outcome]:
    """Give those of one kind."""
    return [one for one in outcomes if one.asked.kind == kind]


def share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
    """Give the share of them of which something holds; 0 of none."""
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else 0.0


def in_bins(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    """Sort them by confidence into ten bins of equal width."""
    bins: list[list[Outcome]] = [[] for _ in range(BINS)]
    for one in outcomes:
        bins[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return bins


def said_and_true(bin_: Sequence[Outcome]) -> tuple[float, float]:
    """Give a bin's mean confidence and the share that was right."""
    return sum(one.confidence for one in bin_) / len(bin_), share(bin_, lambda one: one.right)


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Give the expected calibration error: how far confidence and truth are apart, over ten bins."""
    gaps = 0.0
    for bin_ in in_bins(outcomes):
        if bin_:
            said, true = said_and_true(bin_)
            gaps += abs(said - true) * len(bin_)
    return gaps / max(len(outcomes), 1)


def _asked_back(one: Outcome) -> bool:
    return not one.answered and bool(one.offered)


def _handed_over(one: Outcome) -> bool:
    return not (one.answered or one.offered or one.acted)
