"""The platform's temporary media: three days, limits by kind (protocol §1.8)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.wechat.clock import VirtualClock
from tests.wechat.refusal import Refusal

LIFE = 3 * 86_400.0
LARGEST = {"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "file": 20 << 20, "thumb": 64 << 10}
TYPES = {
    "image": "image/jpeg",
    "voice": "audio/amr",
    "video": "video/mp4",
    "file": "application/octet-stream",
}


@dataclass(frozen=True)
class Medium:
    kind: str
    content: bytes
    at: float


@dataclass
class MediaShelf:
    """What was uploaded by the desk or sent by residents."""

    clock: VirtualClock
    _media: dict[str, Medium] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def put(self, kind: str, content: bytes) -> str:
        """Keep a file and return its media_id. Raises Refusal for a wrong kind or size."""
        if kind not in LARGEST:
            raise Refusal(40004)
        if not content:
            raise Refusal(44001)
        if len(content) > LARGEST[kind]:
            raise Refusal(40009)
        media_id = secrets.token_urlsafe(48)
        self._media[media_id] = Medium(kind, content, self.clock.now())
        return media_id

    def get(self, media_id: str) -> Medium:
        """Return a file, or raise what the platform says when it is gone or never was."""
        medium = self._media.get(media_id)
        if not medium or self.clock.now() - medium.at > LIFE:
            raise Refusal(40007)
        self.fetched.append(media_id)
        return medium
