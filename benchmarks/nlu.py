"""What residents would get: the real bot asked the held-out questions, beside the stock Rasa pipeline.

`make benchmark-nlu`, or `bot/.venv/bin/python -m benchmarks.nlu [--without-stock] [--epochs N]` from the
project's root. Everything learns from every training author in the same run; the held-out author is in no
training folder, and nothing may be tuned on what is printed here (docs/data.md).
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import lane, tables
from benchmarks.asked import FAR, NEAR, TOPIC, Asked, held_out, rows
from benchmarks.bot_process import ESTATE, ROOT, THRESHOLD, BotProcess, Reply, started_bot
from benchmarks.diagram import draw
from benchmarks.outcomes import Figure, Outcome, figures, of_kind
from benchmarks.stock import OUT_OF_SCOPE
from benchmarks.sums import sums
from bot.language.spelling import normalise, question_of
from bot.settings import QUESTIONS
from bot.topics.corpus import rows_of
from bot.training import read_entries
from knowledge_base.entry import Entry

DIAGRAM = ROOT / "docs" / "pictures" / "reliability.png"
EPOCHS = 10  # of the stock pipeline, about ten minutes on two cores; its own default is 300
_ANSWERS, _ACTS = {"answer"}, {"smalltalk", "ask", "ticket"}


def ask_bot(bot: BotProcess, asked: Sequence[Asked]) -> tuple[list[Outcome], list[float]]:
    """Ask the bot everything, one conversation a question; give the outcomes and the milliseconds."""
    replies = [bot.ask(one.text, f"benchmark-{place}") for place, one in enumerate(asked)]
    outcomes = [_outcome(one, reply) for one, reply in zip(asked, replies, strict=True)]
    return outcomes, [reply.milliseconds for reply in replies]


def _outcome(asked: Asked, reply: Reply) -> Outcome:
    answered = reply.act in _ANSWERS
    first = reply.custom["bot"].get("entry_id") if answered else next(iter(reply.candidates), None)
    acted = reply.act in _ACTS
    return Outcome(asked, first, reply.confidence, answered, tuple(reply.offered), acted=acted)


def ask_stock(asked: Sequence[Asked], entries: Sequence[Entry], epochs: int) -> list[Outcome]:
    """Let the stock pipeline learn from the same questions and ask it the same ones."""
    work = {
        "learn": [[row.text, row.entry_id or OUT_OF_SCOPE] for row in rows_of(entries, QUESTIONS)],
        "ask": [question_of(normalise(one.text)) for one in asked],
    }
    with TemporaryDirectory() as folder:
        given, answers = Path(folder, "work.json"), Path(folder, "answers.json")
        given.write_text(json.dumps(work), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "benchmarks.stock",
            str(given),
            str(answers),
            "--epochs",
            str(epochs),
        ]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        ranked = json.loads(answers.read_text(encoding="utf-8"))
    return [_stock_outcome(one, ranking) for one, ranking in zip(asked, ranked, strict=True)]


def _stock_outcome(asked: Asked, ranking: Sequence[tuple[str, float]]) -> Outcome:
    """Read a ranking as FallbackClassifier does; a fallback offers its best three, as ours offers its own."""
    if not ranking:  # nothing of the message is known to it
        return Outcome(asked, None, 0.0, answered=False)
    (first, confidence), (_, second) = ranking[0], [*ranking, ("", 0.0)][1]
    unsure = confidence < THRESHOLD or confidence - second < 0.1  # noqa: PLR2004  its ambiguity_threshold
    if not unsure and first == OUT_OF_SCOPE:
        return Outcome(asked, None, 1 - confidence, answered=False)
    offered = tuple(name for name, _ in ranking if name != OUT_OF_SCOPE)[:3] if unsure else ()
    topics = [pair for pair in ranking if pair[0] != OUT_OF_SCOPE] or [("", 0.0)]
    return Outcome(asked, topics[0][0], topics[0][1], not unsure, offered)


def lanes() -> lane.Lanes:
    """Give the held-out dangers and calls for a person, and their look-alikes."""
    return {
        lane.DANGER: [text for texts in _by_hazard().values() for text in texts],
        lane.NO_DANGER: rows("not_emergencies"),
        lane.CALL: rows("asks_person"),
        lane.NO_CALL: rows("not_asks_person"),
    }


def _by_hazard() -> dict[str, list[str]]:
    found: Any = rows("emergencies")  # the one that is a mapping
    return dict(found)


def speed(bot: BotProcess, milliseconds: Sequence[float], processor: float) -> list[Figure]:
    """Give what a question costs, over HTTP, the bot alone; `processor`: seconds it took for all of them."""
    return [
        ("ms of processor time a question, mean", 1000 * processor / len(milliseconds)),
        ("ms a question, p50", median(milliseconds)),
        ("ms a question, p95", quantiles(milliseconds, n=20)[-1]),
        ("resident memory, MB", bot.memory()),
        ("publishing, s", bot.published_in),
    ]


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--epochs", type=int, default=EPOCHS, help="of the stock pipeline (default %(default)s)"
    )
    parser.add_argument("--without-stock", action="store_true", help="measure the bot alone")
    chosen = parser.parse_args()
    asked = held_out()
    with started_bot() as bot:
        before = bot.processor_seconds()
        ours, milliseconds = ask_bot(bot, asked)
        cost = speed(bot, milliseconds, bot.processor_seconds() - before)
        rest = [*sums(bot), *cost, *lane.heard_in(lanes(), bot)]
        entries = read_entries(bot.version)
    columns = {"邻答": figures(ours)}
    if not chosen.without_stock:
        columns["stock Rasa"] = figures(ask_stock(asked, entries, chosen.epochs))
    draw({"all questions": ours, "in scope": of_kind(ours, TOPIC)}, DIAGRAM)
    counts = ", ".join(f"{len(of_kind(ours, kind))} {kind}" for kind in (TOPIC, NEAR, FAR))
    parts = [
        [f"{ESTATE}: {counts}; threshold {THRESHOLD}"],
        tables.side_by_side(columns),
        tables.listed(rest),
        tables.by("voice", lambda one: one.voice, ours),
        tables.by("group", lambda one: one.group, ours),
        tables.mistakes(ours),
    ]
    print("\n\n".join("\n".join(part) for part in parts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
