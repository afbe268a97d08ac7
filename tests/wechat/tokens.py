"""Access tokens with the platform's habits (protocol §1.7, §2): they expire, and some calls kill the last."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.wechat.clock import VirtualClock
from tests.wechat.refusal import Refusal

LIFE = 7200.0
OVERLAP = 300.0
FORCED_A_DAY = 20
FORCED_APART = 30.0
DAY = 86_400.0


@dataclass
class _Token:
    word: str
    until: float


@dataclass
class TokenDesk:
    """The tokens of one application. `length` is generous: stores must hold 512 characters."""

    clock: VirtualClock
    length: int = 384
    refusing: int = 0  # an errcode that every call with a token gets, whatever the token
    _stable: _Token | None = None
    _plain: _Token | None = None
    _fading: list[_Token] = field(default_factory=list)
    _forced: list[float] = field(default_factory=list)

    def stable(self, *, force: bool) -> tuple[str, int]:
        """Hand out the stable token; the last five minutes of its life bring a new one."""
        now = self.clock.now()
        if force:
            self._force(now)
            self._stable = None
        elif self._stable and self._stable.until - now <= OVERLAP:
            self._fading.append(self._stable)
            self._stable = None
        self._stable = self._stable or self._new(now)
        return self._stable.word, int(self._stable.until - now)

    def plain(self) -> tuple[str, int]:
        """Hand out a token of the old kind: each call retires the one before after five minutes."""
        now = self.clock.now()
        if self._plain:
            self._fading.append(_Token(self._plain.word, min(self._plain.until, now + OVERLAP)))
        self._plain = self._new(now)
        return self._plain.word, int(LIFE)

    def shared(self) -> tuple[str, int]:
        """Hand out the company's token (gettoken): the same one while it is valid."""
        now = self.clock.now()
        if not self._plain or self._plain.until <= now:
            self._plain = self._new(now)
        return self._plain.word, int(self._plain.until - now)

    def revoke(self) -> None:
        """Make every token that was handed out invalid, as the platform may."""
        self._stable = self._plain = None
        self._fading.clear()

    def knows(self, word: str) -> bool:
        return any(word == one.word for one in self._all())

    def check(self, word: str) -> None:
        """Raise the refusal that a call with this token gets."""
        if self.refusing:
            raise Refusal(self.refusing)
        now = self.clock.now()
        found = next((one for one in self._all() if one.word == word), None)
        if not found:
            raise Refusal(40001)
        if found.until <= now:
            raise Refusal(42001)

    def _force(self, now: float) -> None:
        self._forced = [at for at in self._forced if now - at < DAY]
        if len(self._forced) >= FORCED_A_DAY:
            raise Refusal(45009)
        if self._forced and now - self._forced[-1] < FORCED_APART:
            raise Refusal(45011)
        self._forced.append(now)

    def _all(self) -> list[_Token]:
        return [one for one in (self._stable, self._plain, *self._fading) if one]

    def _new(self, now: float) -> _Token:
        return _Token(secrets.token_urlsafe(self.length)[: self.length], now + LIFE)
