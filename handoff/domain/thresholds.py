"""Real decisions made again at other thresholds: what would have been answered, asked back, handed over."""

from collections.abc import Sequence
from dataclasses import dataclass

from handoff.domain.hindsight import Decided

STEPS = tuple(round(0.30 + 0.05 * step, 2) for step in range(14))  # 0.30 … 0.95
BAND = 0.12  # the bot asks back when its candidates together are this likely (docs/decisions/010)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a threshold would have come to; `wrong` is an expectation."""

    threshold: float
    answered: int
    clarified: int
    handoffs: float
    wrong: float
    agent_hours: float | None


def replay(
    decided: Sequence[Decided], thresholds: Sequence[float], *, minutes_per_handoff: float | None
) -> list[Point]:
    """Make the decisions again at each threshold.

    An answer that was really given is wrong as the resident's behaviour tells; where it tells nothing, and
    for what would have been answered and was not, it is wrong with 1 − confidence. Of the questions back,
    the share that really ended with a person is handed over.
    """
    back = [one for one in decided if one.act == "clarify"]
    lost = sum(one.led_to_person for one in back) / len(back) if back else 0.0
    points = []
    for threshold in thresholds:
        answered = [one for one in decided if one.confidence >= threshold]
        below = [one for one in decided if one.confidence < threshold]
        clarified = [one for one in below if _asks_back(one)]
        handoffs = len(below) - len(clarified) + lost * len(clarified)
        hours = handoffs * minutes_per_handoff / 60 if minutes_per_handoff is not None else None
        points.append(
            Point(
                threshold=threshold,
                answered=len(answered),
                clarified=len(clarified),
                handoffs=round(handoffs, 1),
                wrong=round(sum(map(_wrongness, answered)), 1),
                agent_hours=round(hours, 2) if hours is not None else None,
            )
        )
    return points


def _asks_back(one: Decided) -> bool:
    if one.act != "answer":
        return one.act == "clarify"
    likely = sum(float(candidate.get("confidence") or 0) for candidate in one.candidates)
    return len(one.candidates) > 1 and likely >= BAND


def _wrongness(one: Decided) -> float:
    if one.act == "answer" and one.outcome:
        return float(one.outcome == "rejected")
    return 1 - one.confidence
