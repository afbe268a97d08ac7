"""A topic model on disk: numbers in one .npz, names and checksums in one .json; nothing that can run."""

import hashlib
import json
from pathlib import Path

import numpy as np

from bot.topics.gate import Gate
from bot.topics.model import TopicModel
from bot.topics.ranker import Memory

NUMBERS, NAMES, ENTRIES = "topic_model.npz", "topic_model.json", "entries.json"
_FORMAT = 3
_GATES = ("right", "within")


class DamagedModelError(Exception):
    """The folder's topic model is incomplete, of another format, or not what was trained for its entries."""


def save(model: TopicModel, folder: Path) -> None:
    """Write the model beside the entries that it was trained for."""
    arrays = {
        **model.memory.as_arrays(),
        "topics": model.topics,
        "coefficients": model.coefficients,
        "answers": model.answers,
        "record": model.record,
    }
    for name in _GATES:
        gate: Gate = getattr(model, name)
        arrays |= {f"{name}_{part}": np.asarray(value) for part, value in vars(gate).items()}
    np.savez_compressed(folder / NUMBERS, **arrays)
    names = {"format": _FORMAT, "ids": list(model.ids)}
    names |= {"sha256": {file: _sha256(folder / file) for file in (NUMBERS, ENTRIES)}}
    (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False, indent=1), encoding="utf-8")


def load(folder: Path) -> TopicModel:
    """Read the model back; raises DamagedModelError when anything is not as it was written."""
    try:
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        if names["format"] != _FORMAT or any(
            _sha256(folder / file) != known for file, known in names["sha256"].items()
        ):
            raise DamagedModelError(folder.name)
        with np.load(folder / NUMBERS, allow_pickle=False) as stored:
            arrays = dict(stored.items())
    except (OSError, KeyError, ValueError) as error:
        raise DamagedModelError(folder.name) from error
    return _assemble(names["ids"], arrays)


def _assemble(ids: list[str], arrays: dict[str, np.ndarray]) -> TopicModel:
    gates = {
        name: Gate(**{part: arrays[f"{name}_{part}"] for part in Gate.__dataclass_fields__})
        for name in _GATES
    }
    return TopicModel(
        ids=tuple(ids),
        memory=Memory.from_arrays(arrays),
        topics=arrays["topics"],
        coefficients=arrays["coefficients"],
        answers=arrays["answers"],
        record=arrays.get("record", np.zeros(len(ids))),  # versions published before it was learnt have none
        **gates,
    )


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
