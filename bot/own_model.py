"""Rasa's own model on the disk: its hash is written when it was trained and looked at before it is loaded.

Rasa unpacks a model and builds what its files name, so only the file that was trained here may be loaded
(CVE-2024-49375, CVE-2021-41127). The hash has the shape of `sha256sum`, which checks it too.
"""

import hashlib
from pathlib import Path

from bot.settings import models_folder

NAME = "linda.tar.gz"
_AT_ONCE = 1024 * 1024


def model_file() -> Path:
    """Where the model lies."""
    return models_folder() / NAME


def hash_file(model: Path) -> Path:
    """Where a model's hash lies."""
    return model.with_name(f"{model.name}.sha256")


def write_hash(model: Path) -> None:
    """Write the hash of a model that was trained just now."""
    hash_file(model).write_text(f"{_sha256(model)}  {model.name}\n", encoding="ascii")


def fault_of(model: Path) -> str:
    """Say what is wrong with the model and what to do, or nothing where it is the one that was trained."""
    again = "请重新训练：bot/.venv/bin/python -m bot.train"
    if not model.is_file():
        return f"还没有对话模型 {model}。{again}"
    try:
        known = hash_file(model).read_text(encoding="ascii").partition(" ")[0]
    except (OSError, ValueError):
        return f"没有对话模型的校验值 {hash_file(model)}，不能确认它是在这里训练的。{again}"
    return "" if known == _sha256(model) else f"对话模型 {model} 与训练时不同，没有加载。{again}"


def _sha256(file: Path) -> str:
    counted = hashlib.sha256()
    with file.open("rb") as opened:
        while part := opened.read(_AT_ONCE):
            counted.update(part)
    return counted.hexdigest()
