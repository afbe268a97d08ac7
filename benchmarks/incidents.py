"""Recall and false proposals of incident mode over seeded weeks: python -m benchmarks.incidents [SEED]."""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import get_args

import yaml

from handoff.domain.facility import Facility, reported_facility
from handoff.domain.house import House
from handoff.domain.incident import HOUSEHOLDS, WINDOW, Gathering, Report, gathering

WEEKS, BUILDINGS, ROOMS = 26, 20, 72
ORDINARY_A_DAY = 25  # reports that have nothing to do with each other, in a community of 1,440 households
CHATTER_A_DAY = 200
INCIDENTS = 200
WITHOUT_HOUSE = 0.25
OF_ONE_BUILDING = 0.7
LASTS = timedelta(hours=3)
START = datetime(2026, 1, 5, tzinfo=UTC)
SENTENCES = yaml.safe_load(Path("tests/data/facility_reports.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Message:
    """What a household writes, and which injected incident it belongs to."""

    at: datetime
    house: House
    is_stated: bool
    text: str
    incident: int | None = None


def main(seed: int) -> None:
    """Replay the weeks through the reader and the rule, and print the figures."""
    chance = random.Random(seed)  # noqa: S311 - a rehearsal, not a secret
    injected = [_incident(chance, number) for number in range(INCIDENTS)]
    messages = [*_ordinary(chance), *(one for many in injected for one in many)]
    proposals = list(_replay(sorted(messages, key=lambda one: one.at)))
    due = {number: at for number, many in enumerate(injected) if (at := _fifth(many))}
    found = {number: at for number, at in proposals if number is not None}
    late = [(found[number] - at).total_seconds() for number, at in due.items() if number in found]
    false = sum(number is None for number, _ in proposals)
    print(f"incidents with {HOUSEHOLDS} households in {WINDOW}: {len(due)}")
    print(f"recall {len(late) / len(due):.3f}; {false / WEEKS:.2f} false proposals a week")
    print(f"seconds behind the fifth household: median {median(late):.0f}, most {max(late):.0f}")


def _house(chance: random.Random, building: int | None = None) -> House:
    where = building or chance.randint(1, BUILDINGS)
    return House(str(where), str(chance.randint(1, 2)), f"{chance.randint(1, 18)}0{chance.randint(1, 2)}")


def _incident(chance: random.Random, number: int) -> list[Message]:
    """Make the reports of one failure: some households, faster at first, some twice."""
    facility = chance.choice(get_args(Facility))
    building = chance.randint(1, BUILDINGS) if chance.random() < OF_ONE_BUILDING else None
    begins = START + timedelta(days=chance.uniform(0, WEEKS * 7), minutes=chance.uniform(0, 1440))
    written = []
    for _ in range(chance.randint(8, 30)):
        at = begins + timedelta(minutes=chance.expovariate(1 / 6))
        house, is_stated = _house(chance, building), chance.random() >= WITHOUT_HOUSE
        for again in range(chance.choice((1, 1, 1, 2))):
            text = chance.choice(SENTENCES[facility])
            written.append(Message(at + again * timedelta(minutes=2), house, is_stated, text, number))
    return written


def _ordinary(chance: random.Random) -> Iterator[Message]:
    everything = [sentence for name in get_args(Facility) for sentence in SENTENCES[name]]
    for day in range(WEEKS * 7):
        for count, sentences in ((ORDINARY_A_DAY, everything), (CHATTER_A_DAY, SENTENCES["none"])):
            for _ in range(count):
                at = START + timedelta(days=day, hours=chance.gauss(14, 4))
                yield Message(at, _house(chance), chance.random() >= WITHOUT_HOUSE, chance.choice(sentences))


def _fifth(messages: list[Message]) -> datetime | None:
    """Return when the fifth household had written within the window, stated or not."""
    ordered = sorted(messages, key=lambda one: one.at)
    for last in ordered:
        recent = {one.house for one in ordered if last.at - WINDOW < one.at <= last.at}
        if len(recent) >= HOUSEHOLDS:
            return last.at
    return None


def _replay(messages: list[Message]) -> Iterator[tuple[int | None, datetime]]:
    """Yield each proposal with the injected incident that most of its reports belong to."""
    recent: dict[Facility, list[tuple[Report, int | None]]] = {name: [] for name in get_args(Facility)}
    live: list[tuple[Facility, Gathering, datetime]] = []
    for number, message in enumerate(messages):
        facility = reported_facility(message.text)
        if facility is None:
            continue
        house = message.house if message.is_stated else None
        report = Report(
            estate="e", facility=facility, conversation_id=str(number), seq=1, at=message.at, house=house
        )
        live = [one for one in live if message.at - one[2] < LASTS]
        if any(one == facility and found.building in {"", report.building} for one, found, _ in live):
            continue
        fresh = [one for one in recent[facility] if message.at - one[0].at < WINDOW]
        recent[facility] = [*fresh, (report, message.incident)]
        found = gathering([one for one, _ in recent[facility]], message.at)
        if found:
            live.append((facility, found, message.at))
            causes = [cause for _, cause in recent[facility]]
            yield max(causes, key=causes.count), message.at
            recent[facility] = []


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
