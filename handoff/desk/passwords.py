"""Passwords: argon2id, off the event loop, and the same time for a name that nobody has."""

import asyncio
import functools

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

SHORTEST = 8  # characters
_hasher = PasswordHasher()
_AT_ONCE = asyncio.Semaphore(2)  # each takes 64 MiB and a core for a moment


async def hash_password(password: str) -> str:
    """Return the argon2id hash."""
    return await asyncio.to_thread(_hasher.hash, password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """Compare; without a hash, work as long and return False."""
    async with _AT_ONCE:
        return await asyncio.to_thread(_matches, password, password_hash or _nobodys_hash()) and bool(
            password_hash
        )


def _matches(password: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except Argon2Error:
        return False


@functools.cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody")
