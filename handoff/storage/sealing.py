"""Personal fields at rest: AES-256-GCM, one nonce a field, the key outside the database."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from handoff.errors import NoUsableKey

KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_NAME = b"1"  # the first byte of a sealed value says which key opens it


class Seal:
    """Seals and opens single fields; `place` binds a value to its row and column."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._index_key = hmac.digest(key, b"blind index", hashlib.sha256)

    def index(self, value: str, place: str) -> str:
        """Return a blind index: finds the same value in the same place again, and tells nothing else."""
        return hmac.digest(self._index_key, f"{place}\0{value}".encode(), hashlib.sha256).hex()

    def close(self, value: str | None, place: str) -> bytes | None:
        """Return the sealed value."""
        if value is None:
            return None
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _KEY_NAME + nonce + self._cipher.encrypt(nonce, value.encode(), place.encode())

    def open(self, sealed: bytes | None, place: str) -> str | None:
        """Return the value; raises NoUsableKey where key, place or bytes are not those it was sealed with."""
        if sealed is None:
            return None
        nonce, secret = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, secret, place.encode()).decode()
        except InvalidTag:
            raise NoUsableKey("A sealed field does not open with this key.") from None


def name_of_key(key: bytes) -> str:
    """Return a name that tells this key from others and says nothing about it."""
    return hmac.digest(key, b"name", "sha256").hex()[:16]


def read_or_make_key(path: Path) -> bytes:
    """Return the key in this file, made with mode 0600 where there is none; raises NoUsableKey."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_bytes()
    else:
        key = secrets.token_bytes(KEY_BYTES)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            os.fsync(descriptor)
    if len(key) != KEY_BYTES:
        raise NoUsableKey(f"The key file {path} does not hold {KEY_BYTES} bytes.")
    return key
