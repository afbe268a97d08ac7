"""The stock Rasa pipeline, learning from the same questions: what the topic model is measured against.

`bot/.venv/bin/python -m benchmarks.stock WORK.json ANSWERS.json --epochs N`, a process of its own because
TensorFlow neither shares its memory nor gives it back. WORK.json holds `learn`, a list of [question, intent],
and `ask`, a list of questions; ANSWERS.json gets a list of [intent, confidence] lists, the best first. All
questions are normalised as ours are, which helps the stock pipeline too.
"""

import argparse
import asyncio
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bot.train import quiet_start

OUT_OF_SCOPE = "out_of_scope"
_LISTED = 4
_BRACKETS = str.maketrans("[](){}", "【】（）｛｝")  # these would mark entities in Rasa's files


def pipeline(epochs: int) -> dict[str, object]:
    """Give the configuration that Rasa's own documentation starts Chinese with."""
    return {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "zh",
        "pipeline": [
            {"name": "JiebaTokenizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "random_seed": 7},
            {"name": "FallbackClassifier", "threshold": 0.7, "ambiguity_threshold": 0.1},
        ],
    }


def _write_questions(learn: Sequence[Sequence[str]], file: Path) -> None:
    by_intent = defaultdict(list)
    for text, intent in learn:
        by_intent[intent].append(text.translate(_BRACKETS))
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in by_intent.items()
    ]
    file.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8")


async def _ask(model: str, questions: Sequence[str]) -> list[list[tuple[str, float]]]:
    from rasa.core.agent import Agent  # noqa: PLC0415  reads the environment that quiet_start sets

    agent = Agent.load(model_path=model)
    answers = []
    for question in questions:
        parsed = await agent.parse_message(question.translate(_BRACKETS))
        ranked = [(one["name"], one["confidence"]) for one in parsed["intent_ranking"]]
        answers.append([pair for pair in ranked if pair[0] != "nlu_fallback"][:_LISTED])
    return answers


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--epochs", type=int, required=True)
    chosen = parser.parse_args()
    quiet_start()
    from rasa.model_training import train_nlu  # noqa: PLC0415  as above

    work = json.loads(chosen.work.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        config, questions = Path(folder, "config.yml"), Path(folder, "nlu.yml")
        config.write_text(yaml.safe_dump(pipeline(chosen.epochs)), encoding="utf-8")
        _write_questions(work["learn"], questions)
        model = train_nlu(str(config), str(questions), folder)
        answers = asyncio.run(_ask(str(model), work["ask"]))
    chosen.answers.write_text(json.dumps(answers), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
