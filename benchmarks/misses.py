"""How well the miss board puts together what asks the same: python -m benchmarks.misses [SEED].

Questions of 40 topics, two to eight each, by three training authors, put together blindly by their words and
by the bot's sentence vectors; B-cubed precision, recall and F1 against the topics.
"""

import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import yaml

from handoff.domain.clusters import cluster

BOT_PYTHON = "bot/.venv/bin/python"
AUTHORS = 3
TOPICS, FEWEST, MOST = 40, 2, 8


def questions(chance: random.Random) -> list[tuple[str, str]]:
    """Return seeded questions with the topic of each, in no order."""
    asked: dict[str, list[str]] = defaultdict(list)
    for folder in sorted(Path("bot/data/questions").iterdir())[:AUTHORS]:
        for file in sorted(folder.glob("*.yml")):
            written = yaml.safe_load(file.read_text(encoding="utf-8"))
            for topic, texts in written.items() if isinstance(written, dict) else ():
                if "." in topic:  # an entry's id; the rest is small talk and what no entry answers
                    asked[topic] += texts
    topics = chance.sample(sorted(topic for topic, texts in asked.items() if len(texts) >= MOST), TOPICS)
    found = [
        (text, topic)
        for topic in topics
        for text in chance.sample(asked[topic], chance.randint(FEWEST, MOST))
    ]
    chance.shuffle(found)
    return found


def b_cubed(groups: Sequence[Sequence[int]], topics: Sequence[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a grouping, each question weighing the same."""
    precision = recall = 0.0
    for group in groups:
        for at in group:
            same = sum(topics[other] == topics[at] for other in group)
            precision += same / len(group)
            recall += same / topics.count(topics[at])
    precision, recall = precision / len(topics), recall / len(topics)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main(seed: int) -> None:
    """Print the figures."""
    found = questions(random.Random(seed))  # noqa: S311 - a rehearsal, not a secret
    texts, topics = [text for text, _ in found], [topic for _, topic in found]
    begun = time.perf_counter()
    command = [BOT_PYTHON, "-m", "benchmarks.vectors"]
    told = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    meanings = json.loads(told.stdout)
    encoded = time.perf_counter() - begun
    print(f"{len(texts)} questions of {TOPICS} topics, seed {seed}; vectors {encoded:.1f} s")
    for name, vectors in (("words", []), ("vectors", meanings)):
        begun = time.perf_counter()
        groups = cluster(texts, vectors)
        precision, recall, f1 = b_cubed(groups, topics)
        took = time.perf_counter() - begun
        shown = f"precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"
        print(f"{name}: {len(groups)} groups, {shown}; {took:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
