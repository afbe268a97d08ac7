"""Sentence vectors of many texts: each computed once, by several processes, and kept on disk."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bot.language.meaning import DIMENSIONS, MODEL, encode_together

Progress = Callable[[Iterable[np.ndarray], int], Iterable[np.ndarray]]
_FILE = "sentence_vectors.sqlite"
_CORES = os.cpu_count() or 1
_PROCESSES = max(2, min(4, _CORES - 1))  # beyond two, one is left to who asks meanwhile
_CHUNK = 32
_WORTH_PROCESSES = 200
_AT_ONCE = 500


class VectorCache:
    """Texts to unit vectors; a text is encoded only when this version of the model has not seen it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / _FILE
        with closing(self._open()) as store:
            store.execute(
                "CREATE TABLE IF NOT EXISTS vector"
                " (model TEXT, text TEXT, value BLOB, PRIMARY KEY (model, text))"
            )

    def of(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        """Give the vectors of the texts, one row each, (n, 384) float32; `progress` sees them go by."""
        known = self._load()
        missing = list(dict.fromkeys(text for text in texts if text not in known))
        encoded = _encode_all(missing)
        computed = iter(progress(encoded, len(missing)) if progress else encoded)
        texts_left = iter(missing)
        while batch := list(zip(islice(texts_left, _AT_ONCE), computed)):  # noqa: B905  ends with the texts
            known.update(batch)
            self._store(batch)
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.float32)

    def _load(self) -> dict[str, np.ndarray]:
        with closing(self._open()) as store:
            found = store.execute("SELECT text, value FROM vector WHERE model = ?", (MODEL,))
            return {text: np.frombuffer(value, dtype=np.float32) for text, value in found}

    def _store(self, batch: list[tuple[str, np.ndarray]]) -> None:
        with closing(self._open()) as store, store:
            store.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)",
                [(MODEL, text, vector.astype(np.float32).tobytes()) for text, vector in batch],
            )

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=30)


def _encode_all(texts: Sequence[str]) -> Iterator[np.ndarray]:
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    if len(texts) < _WORTH_PROCESSES or _CORES == 1:
        for chunk in chunks:
            yield from encode_together(chunk)
        return
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        for vectors in pool.map(encode_together, chunks):
            yield from vectors
