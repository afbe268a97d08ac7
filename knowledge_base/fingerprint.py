"""What a published version was made from, in one figure: set-up publishes again only when it changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from knowledge_base.content import Content

_TRAINED_FROM = ("data/questions", "data/lexicon", "language", "nlu", "topics", "training.py")


def content_hash(content: Content, bot: Path) -> str:
    """Give the SHA-256 over the profile, the entries, the tariffs, and what the bot's folder trains from."""
    said = [content.estate.as_json(), [entry.as_json() for entry in content.entries], content.tariffs]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode())
    for path in _training_files(bot):
        digest.update(f"\0{path.relative_to(bot).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _training_files(bot: Path) -> list[Path]:
    found = [path for part in _TRAINED_FROM for path in [bot / part, *(bot / part).rglob("*")]]
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
