"""Answers a processor second: the shipped bot and stock `rasa run`, trained and asked in the same run.

`bot/.venv/bin/python -m benchmarks.load.bots FIGURES.json --epochs N`. Stock is what Rasa's documentation
starts Chinese with (jieba, count vectors, DIET) with TED, memoization and rules for the dialogue, asked over
the same REST channel; epochs change how well it answers, not what an answer costs.
"""

import argparse
import json
import os
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.bot_process import started_bot
from benchmarks.load.product import Process, free_port, process
from benchmarks.stock import pipeline
from bot.train import quiet_start

QUESTIONS = Path(__file__).parent.parent.parent / "bot" / "data" / "questions"
ASKED, WARMED_UP = 150, 20
TOPICS = 40  # of the stock assistant: enough for its cost, few enough to train within minutes


def _topics() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted(QUESTIONS.glob("*/*.yml")):
        if file.stem not in ("far", "near"):
            written = yaml.safe_load(file.read_text(encoding="utf-8"))
            for topic, questions in written.items() if isinstance(written, dict) else ():
                found.setdefault(topic, []).extend(questions)
    return dict(list(found.items())[:TOPICS])


def _measured(
    server: Process, ask: Callable[[str, int], object], questions: Sequence[str]
) -> dict[str, float]:
    """Return what an answer costs on a server that is warm."""
    for number, question in enumerate(questions[:WARMED_UP]):
        ask(question, number)
    cpu, waits = server.cpu(), []
    for number, question in enumerate(questions[WARMED_UP : WARMED_UP + ASKED]):
        begun = time.perf_counter()
        ask(question, WARMED_UP + number)
        waits.append(time.perf_counter() - begun)
    spent = server.cpu() - cpu
    return {
        "answers_a_cpu_second": len(waits) / spent,
        "cpu_ms_an_answer": 1000 * spent / len(waits),
        "p50_ms": 1000 * sorted(waits)[len(waits) // 2],
        "p95_ms": 1000 * sorted(waits)[int(len(waits) * 0.95)],
        "memory_mib": server.memory(),
        "cpu_to_start_s": cpu,
    }


def ours(questions: Sequence[str]) -> dict[str, float]:
    """Measure the shipped bot."""
    with started_bot() as bot:
        server = Process("bot", bot.pid, bot.port, 0.0)
        return _measured(server, lambda text, number: bot.ask(text, f"load-{number}"), questions)


def _write_assistant(folder: Path, topics: dict[str, list[str]], epochs: int) -> None:
    intents = {f"topic_{number}": asked for number, asked in enumerate(topics.values())}
    config: dict[str, Any] = pipeline(epochs)
    config["policies"] = [
        {"name": "MemoizationPolicy"},
        {"name": "RulePolicy"},
        {"name": "TEDPolicy", "epochs": epochs, "max_history": 5},
    ]
    domain = {
        "version": "3.1",
        "intents": list(intents),
        "responses": {f"utter_{name}": [{"text": f"回答{name}"}] for name in intents},
    }
    nlu = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in asked)}
        for name, asked in intents.items()
    ]
    stories = [{"story": name, "steps": [{"intent": name}, {"action": f"utter_{name}"}]} for name in intents]
    parts = {
        "config": config,
        "domain": domain,
        "data/nlu": {"version": "3.1", "nlu": nlu},
        "data/stories": {"version": "3.1", "stories": stories},
        "credentials": {"rest": None},
        "endpoints": {},
    }
    (folder / "data").mkdir()
    for name, content in parts.items():
        written = yaml.safe_dump(content, allow_unicode=True)
        (folder / f"{name}.yml").write_text(written, encoding="utf-8")


@contextmanager
def stock(epochs: int) -> Iterator[Process]:
    """Train and run the stock assistant."""
    quiet_start()
    from rasa import train  # noqa: PLC0415  reads the environment that quiet_start sets

    with TemporaryDirectory() as named:
        folder, port = Path(named), free_port()
        _write_assistant(folder, _topics(), epochs)
        result = train(
            str(folder / "domain.yml"), str(folder / "config.yml"), [str(folder / "data")], output=named
        )
        command = [
            *(sys.executable, "-m", "rasa", "run", "--model", str(result.model), "--port", str(port)),
            *("--credentials", str(folder / "credentials.yml"), "--endpoints", str(folder / "endpoints.yml")),
            *("-i", "127.0.0.1"),
        ]
        with process("stock", command, port, dict(os.environ)) as running:
            yield running


def _ask_stock(port: int, text: str, number: int) -> object:
    body = json.dumps({"sender": f"load-{number}", "message": text}).encode()
    address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    wanted = parser.parse_args()
    topics = _topics()
    questions = [asked[turn] for turn in range(3, 12) for asked in topics.values() if turn < len(asked)]
    figures = {"ours": ours(questions)}
    with stock(wanted.epochs) as running:
        figures["stock"] = _measured(
            running, lambda text, number: _ask_stock(running.port, text, number), questions
        )
    wanted.figures.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
