"""Whole files at rest, such as backups: AES-256-GCM in pieces, so that no size needs much memory.

Each file has a key of its own, derived from the backup key and a fresh salt. Each piece is bound to its
number and to whether it is the last one (the STREAM construction; Hoang, Reyhanitabar, Rogaway and Vizár,
Online authenticated-encryption and its nonce-reuse misuse-resistance, CRYPTO 2015): pieces left out, moved or
cut off at the end are found like changed ones.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from handoff.storage.backup import BadBackupError
from handoff.storage.sealing import KEY_BYTES

MARK = b"linda sealed backup 1\n"
PIECE = 1024 * 1024  # bytes before sealing
_SALT_BYTES, _TAG_BYTES = 32, 16


def is_sealed(path: Path) -> bool:
    """Whether a file is sealed by this module."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def seal_file(source: Path, target: Path, key: bytes) -> None:
    """Write the sealed twin of a file, on the disk when this returns; raises FileExistsError."""
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher = _cipher(key, salt)
    with source.open("rb") as plain, os.fdopen(_make(target), "wb") as sealed:
        sealed.write(MARK + salt)
        for number, piece, is_last in _pieces(plain, PIECE):
            sealed.write(cipher.encrypt(_nonce(number, is_last=is_last), piece, MARK))
        sealed.flush()
        os.fsync(sealed.fileno())


def unseal_file(source: Path, target: Path, key: bytes) -> None:
    """Write what a sealed file holds; raises BadBackupError where key or bytes are not what they were."""
    with source.open("rb") as sealed, os.fdopen(_make(target), "wb") as plain:
        head = sealed.read(len(MARK) + _SALT_BYTES)
        cipher = _cipher(key, head[len(MARK) :])
        try:
            for number, piece, is_last in _pieces(sealed, PIECE + _TAG_BYTES):
                plain.write(cipher.decrypt(_nonce(number, is_last=is_last), piece, MARK))
        except InvalidTag:
            raise BadBackupError(f"{source} 打不开：密钥不是当时那一把，或文件被改动、不完整。") from None


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=salt, info=MARK).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield each piece with its number and whether it is the last one; an empty file is one empty piece."""
    number, piece = 0, file.read(size)
    while True:
        following = file.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _make(path: Path) -> int:
    """Open a new file that nobody else can read; raises FileExistsError."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
