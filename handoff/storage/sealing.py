"""Personal fields at rest: AES-256-GCM, one nonce a field, the keys outside the database.

The key file holds one key of 32 bytes, or several, the oldest first: the last one seals, each still opens.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from handoff.errors import NoUsableKey

KEY_BYTES = 32
_NONCE_BYTES = 12
_FIRST_NAME = ord("1")  # the first byte of a sealed value says which key opens it: "1" for the oldest
MOST_KEYS = 200


class Seal:
    """Seals and opens single fields; `place` binds a value to its row and column.

    Blind indexes, and the audit log's links, are made with the oldest key: they must outlive a rotation.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = [AESGCM(key) for key in keys]
        self._index_key = hmac.digest(keys[0], b"blind index", hashlib.sha256)

    def index(self, value: str, place: str) -> str:
        """Return a blind index: finds the same value in the same place again, and tells nothing else."""
        return hmac.digest(self._index_key, f"{place}\0{value}".encode(), hashlib.sha256).hex()

    def close(self, value: str | None, place: str) -> bytes | None:
        """Return the sealed value."""
        if value is None:
            return None
        nonce = secrets.token_bytes(_NONCE_BYTES)
        name = bytes([_FIRST_NAME + len(self._ciphers) - 1])
        return name + nonce + self._ciphers[-1].encrypt(nonce, value.encode(), place.encode())

    def open(self, sealed: bytes | None, place: str) -> str | None:
        """Return the value; raises NoUsableKey where key, place or bytes are not those it was sealed with."""
        if sealed is None:
            return None
        nonce, secret = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._ciphers[sealed[0] - _FIRST_NAME].decrypt(nonce, secret, place.encode()).decode()
        except (InvalidTag, IndexError):
            raise NoUsableKey("A sealed field does not open with this key.") from None


def name_of_key(key: bytes) -> str:
    """Return a name that tells this key from others and says nothing about it."""
    return hmac.digest(key, b"name", "sha256").hex()[:16]


def read_or_make_keys(path: Path) -> list[bytes]:
    """Return the keys in this file, made with mode 0600 where there is none; raises NoUsableKey."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        content = path.read_bytes()
    else:
        content = secrets.token_bytes(KEY_BYTES)
        _write_whole(descriptor, content)
    if not content or len(content) % KEY_BYTES:
        raise NoUsableKey(f"The key file {path} does not hold keys of {KEY_BYTES} bytes.")
    return [content[at : at + KEY_BYTES] for at in range(0, len(content), KEY_BYTES)]


def add_key(path: Path) -> list[bytes]:
    """Put a new key behind those in the file, all or nothing; return them all. Raises NoUsableKey."""
    keys = [*read_or_make_keys(path), secrets.token_bytes(KEY_BYTES)]
    if len(keys) > MOST_KEYS:
        raise NoUsableKey(f"The key file {path} holds {MOST_KEYS} keys already.")
    beside = path.with_suffix(".new")
    _write_whole(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), b"".join(keys))
    beside.replace(path)
    return keys


def _write_whole(descriptor: int, content: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
