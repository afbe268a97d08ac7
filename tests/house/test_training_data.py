"""What the bot learns from: known topics, no question under two of them, none that it is measured with."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.folding import fold
from tests.house.sources import ROOT

QUESTIONS = ROOT / "bot" / "data" / "questions"
INTENTS = ROOT / "bot" / "data" / "acts"
FORMS = ROOT / "bot" / "data" / "forms"
LEXICON = ROOT / "bot" / "data" / "lexicon"
HELD_OUT = ROOT / "benchmarks" / "held_out"
TOPICS = ROOT / "knowledge_base" / "estates" / "yunshan" / "topics.csv"
EARS = ROOT / "bot" / "data" / "ears"
SUMS = ROOT / "bot" / "data" / "sums"
FOLLOW_UPS = ROOT / "bot" / "data" / "follow_ups"
UNTAUGHT_SUMS = ROOT / "tests" / "bot" / "spoken_sums"
SENTENCES = ROOT / "tests" / "data"
UNTAUGHT = "untaught*.yml"
NEAR, FAR, ACTS = "near.yml", "far.yml", "acts.yml"
FEWEST = 20
BARE = 6  # characters: everybody who calls for a person says 「转人工客服」
WORD = re.compile(r"\S+ [1-9][0-9]* [a-z]+")
MISS = "(no answer)"


@cache
def topics() -> frozenset[str]:
    with TOPICS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] for row in csv.DictReader(file))


@cache
def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def written(name: str = "*.yml") -> list[Path]:
    return sorted(QUESTIONS.glob(f"*/{name}"))


def topic_files() -> list[Path]:
    return [path for path in written() if path.name not in {NEAR, FAR, ACTS}]


def questions() -> Iterator[tuple[str, str]]:
    """Every topic and every question about it, misses under a topic of their own."""
    for path in topic_files():
        yield from ((topic, text) for topic, texts in load(path).items() for text in texts)
    for path in written(NEAR):
        yield from ((MISS, row["text"]) for row in load(path))
    for path in written(FAR):
        yield from ((MISS, text) for text in load(path))


def leaves(data: object) -> Iterator[str]:
    """Every text somewhere in a structure."""
    if isinstance(data, dict):
        yield from (text for value in data.values() for text in leaves(value))
    elif isinstance(data, list):
        yield from (text for value in data for text in leaves(value))
    elif isinstance(data, str):
        yield data


def sentences(data: object) -> Iterator[str]:
    """Every sentence of a file of spoken sums, without the amounts and the working."""
    if isinstance(data, dict) and "says" in data:
        yield data["says"]
    elif isinstance(data, dict | list):
        parts = data.values() if isinstance(data, dict) else data
        yield from (text for part in parts for text in sentences(part))
    elif isinstance(data, str):
        yield data


def held_out() -> Iterator[str]:
    """Every text that the bot is measured with, whatever it is filed under."""
    yield from (text for path in HELD_OUT.glob("*.yml") for text in leaves(load(path)))


def test_every_topic_file_lists_questions_under_known_topics() -> None:
    faults = []
    for path in topic_files():
        for topic, texts in load(path).items():
            if topic not in topics():
                faults.append(f"{path.relative_to(QUESTIONS)}: {topic}")
            if not all(isinstance(text, str) and fold(text) for text in texts):
                faults.append(f"{path.relative_to(QUESTIONS)}: {topic} has something that is no question")
    assert faults == []


def test_every_near_miss_names_the_topic_that_it_is_near() -> None:
    faults = [
        f"{path.relative_to(QUESTIONS)}: {row}"
        for path in written(NEAR)
        for row in load(path)
        if set(row) != {"near", "text"} or row["near"] not in topics() or not fold(row["text"])
    ]
    assert faults == []


def test_every_far_miss_is_a_question() -> None:
    assert [str(text) for path in written(FAR) for text in load(path) if not isinstance(text, str)] == []


def test_no_question_belongs_to_two_topics() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for topic, text in questions():
        owners[fold(text)].add(topic)
    assert {text: sorted(topics) for text, topics in owners.items() if len(topics) > 1} == {}


def test_every_topic_has_at_least_20_different_questions() -> None:
    counts = Counter(topic for topic, _ in {(topic, fold(text)) for topic, text in questions()})
    assert {topic: counts[topic] for topic in sorted(topics()) if counts[topic] < FEWEST} == {}


def trained() -> Iterator[str]:
    """Everything that the bot's models learn from: topics, acts, intents, forms, sums, follow-ups."""
    yield from (text for _, text in questions())
    yield from (text for path in written(ACTS) for text in leaves(load(path)))
    yield from (text for path in FORMS.glob("*.yml") for text in leaves(load(path)))
    yield from (text for path in SUMS.glob("*.yml") for text in sentences(load(path)))
    yield from (
        text for path in FOLLOW_UPS.glob("*.yml") for text in leaves(load(path)) if text not in topics()
    )
    for path in INTENTS.glob("*.yml"):
        yield from (line.removeprefix("- ") for text in leaves(load(path)) for line in text.splitlines())


def heard() -> Iterator[str]:
    """Everything beside it that teaches the desk's ear and its rules."""
    yield from (text for path in EARS.glob("*.yml") for text in leaves(load(path)))


def measured() -> dict[str, str]:
    """Every text that tells how strangers are understood: held out, or taught to nobody."""
    untaught = (text for path in SENTENCES.glob(UNTAUGHT) for text in leaves(load(path)))
    sums = (text for path in UNTAUGHT_SUMS.glob("*.yml") for text in sentences(load(path)))
    moods = leaves(load(SENTENCES / "angry.yml"))
    return {fold(text): text for text in (*held_out(), *untaught, *moods, *sums)}


def test_nothing_that_is_measured_with_is_trained_with() -> None:
    kept = measured()
    assert len(kept) >= 5 * len(topics())
    learned = {fold(text) for text in trained()}
    assert sorted(text for folded, text in kept.items() if folded in learned) == []


def test_nothing_that_is_measured_with_teaches_the_ear_but_the_barest_calls() -> None:
    learned = {folded for folded in map(fold, heard()) if len(folded) > BARE}
    assert sorted(text for folded, text in measured().items() if folded in learned) == []


def test_every_follow_up_leads_to_a_known_topic_or_to_none() -> None:
    faults = [
        f"{path.name}: {entry}: {other}"
        for path in sorted(FOLLOW_UPS.glob("*.yml"))
        for entry, told in load(path).items()
        for other in (entry, *(named for named, _ in told.get("other", ())))
        if other not in topics() or not told["asks"] or not told["same"]
    ]
    assert faults == []


def test_every_word_of_the_dictionary_has_a_frequency_and_a_kind() -> None:
    lines = (LEXICON / "domain.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not WORD.fullmatch(line)] == []
    words = Counter(line.split(" ")[0] for line in lines)
    assert len(words) > 100
    assert [word for word, times in words.items() if times > 1] == []


def test_every_variant_has_one_meaning_other_than_itself() -> None:
    lines = (LEXICON / "variants.txt").read_text(encoding="utf-8").splitlines()
    pairs = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    assert [pair for pair in pairs if len(pair) != 2 or not all(pair) or pair[0] == pair[1]] == []
    assert len(pairs) > 20
    variants = Counter(pair[0] for pair in pairs)
    assert [variant for variant, times in variants.items() if times > 1] == []
