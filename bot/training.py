"""Trains a published version's topic model: `bot/.venv/bin/python -m bot.training FOLDER [--cache DIR]`.

FOLDER holds `entries.json`, as `knowledge_base` wrote it; the model is written beside it. Run from the
project's root.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bot.settings import QUESTIONS, cache_folder
from bot.topics import shelf
from bot.topics.corpus import Row, rows_of
from bot.topics.learning import learn
from bot.topics.model import TopicModel
from bot.topics.vectors import VectorCache
from knowledge_base.entry import Entry

_ANSWER_START = 80  # characters; the first sentences of an answer say what it is about
_log = logging.getLogger("bot.training")


def train(entries: Sequence[Entry], *, questions: Path, cache: Path) -> TopicModel:
    """Give the topic model of these entries, learned from them and from the shared questions about them."""
    return train_rows(entries, rows_of(entries, questions), cache)


def train_rows(entries: Sequence[Entry], rows: Sequence[Row], cache: Path) -> TopicModel:
    """Give the topic model of these entries, learned from these rows alone."""
    texts = [row.text for row in rows]
    answers = [f"{entry.title} {entry.answer[:_ANSWER_START]}" for entry in entries]
    vectors = VectorCache(cache).of([*texts, *answers], progress=_shown)
    ids = [entry.id for entry in entries]
    return learn(ids, rows, vectors[: len(rows)], vectors[len(rows) :])


def read_entries(folder: Path) -> list[Entry]:
    """Give the entries of a version folder."""
    stored = json.loads((folder / shelf.ENTRIES).read_text(encoding="utf-8"))
    return [Entry.from_json(raw) for raw in stored]


def _shown(vectors: Iterable[np.ndarray], count: int) -> Iterable[np.ndarray]:
    # None: a bar for a terminal, and not a thousand of them for a log.
    return tqdm(vectors, desc="理解问题", total=count, unit="句", disable=count == 0 or None, file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the model is written, 1 when the folder cannot be used."""
    parser = argparse.ArgumentParser(prog="bot.training", description="训练一个已发布版本的话题模型")
    parser.add_argument("folder", type=Path, help="版本目录，其中有 entries.json")
    parser.add_argument(
        "--cache", type=Path, default=None, help="句向量缓存目录（默认 LINDA_DATA_DIR/cache）"
    )
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    started = time.monotonic()
    try:
        entries = read_entries(chosen.folder)
    except (OSError, ValueError, KeyError) as error:
        _log.error("读不出 %s：%s", chosen.folder / shelf.ENTRIES, error)
        return 1
    if not entries:
        _log.error("%s 里没有条目，没有可训练的。", chosen.folder)
        return 1
    model = train(entries, questions=QUESTIONS, cache=chosen.cache or cache_folder())
    shelf.save(model, chosen.folder)
    took = time.monotonic() - started
    _log.info("话题模型已训练：%d 个条目，%d 个问句，用时 %.0f 秒。", len(entries), len(model.topics), took)
    return 0


if __name__ == "__main__":
    sys.exit(main())
