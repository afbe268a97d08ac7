"""The safety lane: what must never wait for the bot. The words to say are in `phrases`.

A message is an emergency when a hazard's words are found in it (`hazards/`, one hazard a file) and it is
said of now, not asked, told or denied (`manner`). To teach the lane a sentence, add it to
`tests/data/emergencies.yml`, then its words to the hazard's file.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handoff.domain.hazards.falling_object import FALLING_OBJECT
from handoff.domain.hazards.fire import FIRE
from handoff.domain.hazards.flood import FLOOD
from handoff.domain.hazards.gas import GAS
from handoff.domain.hazards.hazard import Hazard, Kind
from handoff.domain.hazards.lift import LIFT
from handoff.domain.hazards.medical import MEDICAL
from handoff.domain.hazards.missing_person import MISSING_PERSON
from handoff.domain.hazards.shock import SHOCK
from handoff.domain.hazards.suicide import SUICIDE
from handoff.domain.hazards.violence import VIOLENCE
from handoff.domain.manner import Manner
from handoff.domain.plain_words import plain
from handoff.domain.word_rules import Place, blot, holds, places, present

# Where two meet, the first one's words are said: a life in one's own hand, then what spreads, then the rest.
HAZARDS = (
    SUICIDE,
    FIRE,
    GAS,
    LIFT,
    SHOCK,
    MISSING_PERSON,
    VIOLENCE,
    FALLING_OBJECT,
    MEDICAL,
    FLOOD,
)

_SHORT = 80  # characters that one thought fills
_STEP = 20  # a danger in a longer message is judged by the step before its own, its own and the next


@dataclass(frozen=True, slots=True)
class Emergency:
    """A recognised emergency: which hazard, and the words that were found."""

    hazard: Kind
    matched: str


def recognise_emergency(text: str) -> Emergency | None:
    """Return the emergency that a resident reports, or None."""
    said = plain(text)
    for hazard in HAZARDS:
        if matched := _report(said, hazard):
            return Emergency(hazard.kind, matched)
    return None


def _report(said: str, hazard: Hazard) -> str | None:
    text = blot(hazard.harmless, said)
    around: dict[int, _Around] = {}
    for found, certain in _finds(text, hazard):
        start, end = min(start for start, _ in found), max(end for _, end in found)
        block = start // _STEP if len(text) > _SHORT else 0
        around[block] = nearby = around.get(block) or _Around.of(text, block, hazard)
        if nearby.reports(found, certain=certain):
            return text[start:end]
    return None


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a danger: in a long message only this tells how it is meant."""

    begins: int
    manner: Manner
    ordinary: bool

    @classmethod
    def of(cls, text: str, block: int, hazard: Hazard) -> "_Around":
        begins = max(block - 1, 0) * _STEP
        near = text[begins : (block + 2) * _STEP] if len(text) > _SHORT else text
        return cls(begins, Manner.of(near, lasting=hazard.lasting), holds(hazard.unless, near))

    def reports(self, found: tuple[Place, ...], *, certain: bool) -> bool:
        if certain:
            return not self.manner.story
        if self.ordinary:
            return False
        return not self.manner.is_calm_about(
            tuple((start - self.begins, end - self.begins) for start, end in found)
        )


def _finds(text: str, hazard: Hazard) -> Iterator[tuple[tuple[Place, ...], bool]]:
    """Find the hazard's words, and whether they hold whatever else is said."""
    for signs, certain in ((hazard.certain, True), (hazard.signs, False)):
        for sign in present(signs, text):
            for place in places(sign, text):
                yield (place,), certain
    for rule in hazard.rules:
        for found in rule.finds(text):
            yield found, False
