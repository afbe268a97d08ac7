"""Teach `handoff/domain/hearing.py`: write its weights from the collections and the bot's questions.

Run `bot/.venv/bin/python setup/teach_hearing.py` after sentences were added (a minute; scikit-learn comes
with Rasa). Questions of a topic that is itself about danger or persons teach nothing: they are both.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from handoff.domain.asking import called_by_words  # noqa: E402  # the project is no installed package here
from handoff.domain.hearing import CALL, CALM, WEIGHTS, runs  # noqa: E402
from handoff.domain.plain_words import plain  # noqa: E402
from handoff.domain.safety import reported_by_words  # noqa: E402

DATA = ROOT / "bot" / "data" / "ears"
QUESTIONS = ROOT / "bot" / "data" / "questions"
FORMS = ROOT / "bot" / "data" / "forms"
EYES = ("second_eyes", "third_eyes", "fourth_eyes", "fifth_eyes")
NEAR = "near.yml"
LOUD_TOPIC = 0.1  # share of a topic's questions that the rules take for danger or a call
SMALLEST = 0.5  # weights below change nothing that was measured
STRENGTH = 30.0
EMPHASIS = 4.0  # a missed danger weighs more than a false alarm
QUIET = 0.3  # the bot's questions are many, and few of them sound like danger

Taught = tuple[str, str]


def main() -> None:
    """Learn and write."""
    collected = sorted({(plain(sentence), kind) for sentence, kind in collections()})
    asked = sorted({(plain(sentence), CALM) for sentence in (*topics(), *forms())} - set(collected))
    taught = [*collected, *asked]
    counts = Counter(run for text, _ in taught for run in {run for _, run in runs(text)})
    columns = {run: column for column, run in enumerate(sorted(run for run, n in counts.items() if n > 1))}
    kinds = [kind for _, kind in taught]
    model = LogisticRegression(C=STRENGTH, max_iter=400)
    ordinary = set(asked)
    weights = [QUIET if each in ordinary else 1.0 if each[1] == CALM else EMPHASIS for each in taught]
    model.fit(matrix(taught, columns), kinds, sample_weight=weights)
    write(model, list(columns))


def collections() -> Iterator[Taught]:
    """Give every collected sentence with what it is."""
    emergencies, asking = read("emergencies"), read("asking")
    for kind, voices in emergencies.items():
        yield from ((sentence, kind) for voice in voices.values() for sentence in voice)
    calm = [*read("look_alikes").values(), *asking["look_alike"].values()]
    yield from ((sentence, CALM) for group in calm for sentence in group)
    called = (sentence for voice in asking["call"].values() for sentence in voice)
    yield from ((sentence, CALL) for sentence in called if not reported_by_words(plain(sentence)))
    for name in EYES:
        eyes = read(name)
        left = set(eyes.get("left_to_the_bot", ()))
        names = {"calm": CALM, "no_call": CALM, "person": CALL} | {kind: kind for kind in emergencies}
        for group, kind in names.items():
            yield from ((sentence, kind) for sentence in eyes.get(group, ()) if sentence not in left)


def topics() -> Iterator[str]:
    """Give the bot's questions, which are calm."""
    for path in sorted(QUESTIONS.rglob("*.yml")):
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == NEAR:
            yield from calm(row["text"] for row in written)
            continue
        for questions in written.values() if isinstance(written, dict) else [written]:
            quiet = list(calm(questions))
            if len(questions) - len(quiet) <= LOUD_TOPIC * len(questions):
                yield from quiet


def forms() -> Iterator[str]:
    """Give what begins a form, and what only sounds like it: ordinary work for the desk."""
    for path in sorted(FORMS.glob("*.yml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")).values():
            yield from calm(group)


def calm(questions: Iterable[str]) -> Iterator[str]:
    """Give those that the rules take for neither danger nor a call."""
    yield from (question for question in questions if not is_loud(question))


def is_loud(question: str) -> bool:
    """Tell whether the word rules take a question for danger or a call."""
    said = plain(question)
    return reported_by_words(said) is not None or called_by_words(said)


def read(name: str) -> dict[str, dict[str, list[str]]]:
    """Read a collection."""
    collection: dict[str, dict[str, list[str]]] = yaml.safe_load((DATA / f"{name}.yml").read_text("utf-8"))
    return collection


def matrix(taught: list[Taught], columns: dict[str, int]) -> csr_matrix:
    """Count each sentence's runs, over the root of their number."""
    rows, indices, values = [0], [], []
    for text, _ in taught:
        found = [run for _, run in runs(text)]
        known = [columns[run] for run in found if run in columns]
        indices += known
        values += [1 / math.sqrt(len(found))] * len(known)
        rows.append(len(indices))
    return csr_matrix((values, indices, rows), shape=(len(taught), len(columns)))


def write(model: LogisticRegression, known: list[str]) -> None:
    """Write the weights that are strong enough to tell."""
    kinds = list(model.classes_)
    lines = [line("bias", kinds, model.intercept_, smallest=0)]
    strong = np.flatnonzero(np.abs(model.coef_).max(axis=0) >= SMALLEST)
    lines += [line(known[at], kinds, model.coef_[:, at], smallest=SMALLEST) for at in strong]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} runs written.")


def line(run: str, kinds: list[str], weights: np.ndarray, *, smallest: float) -> str:
    """Write a run's weights."""
    shown = zip(kinds, weights, strict=True)
    return "\t".join([run, *(f"{kind}={weight:.1f}" for kind, weight in shown if abs(weight) >= smallest)])


if __name__ == "__main__":
    main()
