"""What a hazard is made of."""

from dataclasses import dataclass

from handoff import phrases
from handoff.domain.word_rules import Together

Kind = phrases.Hazard


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """One danger, in the words that people use for it.

    `certain` holds whatever else is said; `signs` and `rules` hold unless the message is a question, a
    story or a denial (`manner`). `harmless` words are hidden first; a word of `unless` makes it an
    ordinary matter. A `lasting` danger is not over because it began yesterday.
    """

    kind: Kind
    signs: tuple[str, ...] = ()
    rules: tuple[Together, ...] = ()
    certain: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    lasting: bool = False
