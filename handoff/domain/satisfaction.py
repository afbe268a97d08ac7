"""The question after a person's service, where it is asked in a messenger: five choices, also as digits."""

from handoff import phrases
from handoff.domain.turn import Choice

_VALUE = "rating:"
# In this order, so that the digit under the menu is the score itself.
SCORES = tuple(
    Choice(f"{score}分 {word}", f"{_VALUE}{score}")
    for score, word in enumerate(phrases.RATING_WORDS, start=1)
)


def score_of(value: str | None) -> int | None:
    """Return the score that a tapped choice means, None where it is another choice."""
    scores = {choice.value: score for score, choice in enumerate(SCORES, start=1)}
    return scores.get(value or "")
