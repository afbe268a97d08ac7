"""The safety lane: what must never wait for the bot. The words to say are in `phrases`.

A message is an emergency when a hazard's words are found in it (`hazards/`, one hazard a file), said of now,
not asked, told or denied (`manner`), unless nothing in it sounds like danger (`hearing`); or when it sounds
like danger beyond doubt. To teach the lane a sentence, add it to `bot/data/ears/emergencies.yml`, then its
words to the hazard's file, and let `setup/teach_hearing.py` learn it.
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
from handoff.domain.hearing import Sound, hear
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

# How dangerous a message must sound: to be believed when words report it, to alarm when they do not.
FAINT = 0.01
LOUD = 0.5
LOUDER = 0.95  # where words deny it, and where one of many stretches is loud by chance
_TELLING = 6  # characters with the edges; a bare 「煤气」 tells nothing yet
SURE_BY_WORDS = "suicide"
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
    reported, sounds = reported_by_words(said), hear(said)
    if reported:
        sure = reported.hazard == SURE_BY_WORDS or not sounds
        return reported if sure or max(map(_danger, sounds)) > FAINT else None
    loudest = max(sounds, key=_danger, default={})
    loud = LOUDER if len(sounds) > 1 or _named(said) else LOUD
    if len(said) < _TELLING or _danger(loudest) < loud:
        return None
    return Emergency(_kind_of(loudest), said)


def likeliest_hazard(text: str) -> Kind:
    """Return the hazard that a message sounds most like, for whoever else heard that it is an emergency."""
    return _kind_of(max(hear(plain(text)), key=_danger, default={}))


def _kind_of(sound: Sound) -> Kind:
    return max((each.kind for each in HAZARDS), key=lambda kind: sound.get(kind, 0.0))


def reported_by_words(said: str) -> Emergency | None:
    """Return the emergency that the word rules find in a plain message."""
    for hazard in HAZARDS:
        if matched := _report(said, hazard):
            return Emergency(hazard.kind, matched)
    return None


def _named(said: str) -> bool:
    """Tell whether words of danger are there at all: then the rules took them for asked, told or denied."""
    return any(True for hazard in HAZARDS for _ in _finds(blot(hazard.harmless, said), hazard))


def _danger(sound: Sound) -> float:
    return sum(sound.get(hazard.kind, 0.0) for hazard in HAZARDS)


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
