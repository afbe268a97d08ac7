"""One line of a conversation. `Line` is what somebody says; `Turn` is the same once it has its number."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

AuthorKind = Literal["resident", "bot", "agent", "system"]
TurnKind = Literal["text", "choices", "image", "card"]
# How it came, where that is not plain typing here; "servicer": said in the WeCom app, so it is there already.
Via = Literal["voice", "servicer"]
JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Author:
    """Who said it; agents have a name and an id."""

    kind: AuthorKind
    name: str | None = None
    id: str = ""


RESIDENT = Author("resident")
BOT = Author("bot")
SYSTEM = Author("system")


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under a turn."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture that a resident or an agent sent, re-encoded by the desk."""

    id: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What somebody wants said; `value` is a tapped choice, `bot` is on the bot's and the desk's lines."""

    author: Author
    text: str
    kind: TurnKind = "text"
    client_key: str | None = None
    fingerprint: str | None = None
    reply_to: int | None = None
    choices: tuple[Choice, ...] = ()
    value: str | None = None
    bot: JsonObject | None = None
    attachment: Attachment | None = None
    via: Via | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Line):
    """A line in its place: `seq` is 1, 2, 3 … without a hole."""

    seq: int
    at: datetime

    @property
    def act(self) -> str | None:
        """What the bot (or the desk in its stead) did with this turn."""
        return self.bot.get("act") if self.bot else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A private note of an agent, anchored behind a turn; it has no number of its own there.

    A whisper is a supervisor's note to the owner.
    """

    id: str
    after_seq: int
    author: Author
    text: str
    at: datetime
    client_key: str
    fingerprint: str
    is_whisper: bool = False


def fingerprint(**body: str | bool | None) -> str:
    """Hash a message's body, to tell a repeat from another message under the same key."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
