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
from handoff.domain.manner import Manner, is_story
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
    if not is_story(text):
        for sign in present(hazard.certain, text):
            for start, end in places(sign, text):
                return text[start:end]
    manner = None
    for found in _finds(text, hazard):
        manner = manner or Manner.of(text, lasting=hazard.lasting)
        if not manner.is_calm_about(found) and not holds(hazard.unless, text):
            return text[min(start for start, _ in found) : max(end for _, end in found)]
    return None


def _finds(text: str, hazard: Hazard) -> Iterator[tuple[Place, ...]]:
    for sign in present(hazard.signs, text):
        for place in places(sign, text):
            yield (place,)
    for rule in hazard.rules:
        yield from rule.finds(text)
