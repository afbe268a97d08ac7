"""Lines on their way to a messenger: their states, and how they become messages of limited size."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handoff.domain.satisfaction import score_of
from handoff.domain.turn import Choice, Turn
from handoff.phrases import PICTURE

DeliveryState = Literal["waiting", "sent", "failed"]
# Why a line waits longer than it should, or was given up; docs/api.md says each to the console.
Trouble = Literal["platform", "account", "quota", "window", "unreachable", "rejected", "taken"]
LARGEST_TEXT = 2048  # bytes of UTF-8; developers.weixin.qq.com/doc/service, 客服消息
LARGEST_HEAD = 1024  # of a menu's text: WeCom's limit, the smaller of the two
LARGEST_LABEL = 128
BETWEEN = "\n\n"
JOINED = "j"  # behind the last line's number in the key of several
FIRST_SHOWN = 0x20  # below are control signs


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a line has come; `error` is why it is not there yet, or never will be."""

    state: DeliveryState
    error: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A line that waits, with how many of its parts went out and how often it was tried."""

    turn: Turn
    parts_sent: int
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryJob:
    """A conversation with lines to be sent; one is in flight at a time."""

    id: str
    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message.

    `settles` are the numbers of the lines that are whole once it went out, `part_of` is the line it is a
    part of otherwise. A picture goes alone: `attachment_id` names it, `picture` is its JPEG once it is read.
    `key` is the same whenever the same message is tried again. A `code` lets it out once, whatever the
    allowance says. `by_bot`: some of the words are the bot's.
    """

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    settles: tuple[int, ...] = ()
    part_of: int | None = None
    attachment_id: str | None = None
    picture: bytes | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    by_bot: bool = False

    @property
    def ends(self) -> bool:
        """Whether it asks how the service was, and nothing more is to be said."""
        return any(score_of(choice.value) for choice in self.choices)


def next_message(lines: Sequence[WaitingLine]) -> Outgoing:
    """Return the first message that these lines make, as many lines in it as it can hold.

    `lines` are in order and not empty.
    """
    first = lines[0]
    parts = _parts(first.turn)
    if len(parts) > 1 or first.turn.choices or first.turn.attachment:
        return _one_of(first, parts)
    joined, settled = parts[0][0], [first.turn]
    for line in lines[1:]:
        text = _harmless(line.turn.text)
        if line.turn.choices or line.turn.attachment or not _fits(joined + BETWEEN + text, LARGEST_TEXT):
            break
        joined += BETWEEN + text
        settled.append(line.turn)
    is_alone = len(settled) == 1
    return Outgoing(
        key=f"{first.turn.seq}-0" if is_alone else f"{first.turn.seq}-{settled[-1].seq}{JOINED}",
        text=joined,
        settles=tuple(turn.seq for turn in settled),
        by_bot=any(_is_by_bot(turn) for turn in settled),
    )


def lines_of(key: str) -> range:
    """Return the numbers that a message's key, or a platform's id that ends with it, speaks of; may be empty.

    Residents' lines may lie between them.
    """
    first, _, rest = key.rpartition("-")
    first = first.rpartition("-")[2]
    last = rest.removesuffix(JOINED) if rest.endswith(JOINED) else first
    return range(int(first), int(last) + 1) if first.isdecimal() and last.isdecimal() else range(0)


def _one_of(line: WaitingLine, parts: list[tuple[str, tuple[Choice, ...]]]) -> Outgoing:
    index = min(line.parts_sent, len(parts) - 1)
    text, choices = parts[index]
    is_last = index == len(parts) - 1
    picture = line.turn.attachment if index == 0 else None
    return Outgoing(
        key=f"{line.turn.seq}-{index}",
        text=text,
        choices=choices,
        settles=(line.turn.seq,) if is_last else (),
        part_of=None if is_last else line.turn.seq,
        attachment_id=picture.id if picture else None,
        by_bot=_is_by_bot(line.turn),
    )


def _is_by_bot(turn: Turn) -> bool:
    return turn.author.kind == "bot"


def _parts(turn: Turn) -> list[tuple[str, tuple[Choice, ...]]]:
    """Split a line; choices hang on its last part, which must be short enough to be a menu's head.

    A picture is the first part, and the only one where nothing was written with it.
    """
    text = _harmless(turn.text)
    if turn.attachment:
        words = [] if text == PICTURE else split(text, LARGEST_TEXT)
        return [(PICTURE, ()), *((piece, ()) for piece in words)]
    pieces = [(piece, ()) for piece in split(text, LARGEST_TEXT)]
    if not turn.choices:
        return [*pieces]
    *before, last = split(text, LARGEST_HEAD)
    return [*((piece, ()) for piece in before), (last, turn.choices)]


def _harmless(text: str) -> str:
    """Take out what no screen shows, and keep words from becoming links: messengers read `<a href>`."""
    shown = "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= FIRST_SHOWN)
    return re.sub(r"<(?=/?a[\s>])", "＜", shown, flags=re.IGNORECASE)


def labels(choices: Sequence[Choice]) -> list[str]:
    """Return what each choice reads in a menu: behind the digit that chooses it."""
    return [
        choice.label if choice.label.startswith(str(number)) else f"{number} {choice.label}"
        for number, choice in enumerate(choices, start=1)
    ]


def split(text: str, largest: int) -> list[str]:
    """Cut a text into pieces of at most `largest` bytes of UTF-8, between characters, at a line's end."""
    return list(_pieces(text, largest)) or [""]


def _pieces(text: str, largest: int) -> Iterator[str]:
    rest = text
    while not _fits(rest, largest):
        whole = rest.encode("utf-8", "replace")[:largest].decode("utf-8", "ignore")
        cut = _nice_cut(whole, rest)
        yield rest[:cut].rstrip("\n")
        rest = rest[cut:].lstrip("\n")
    if rest:
        yield rest


def _nice_cut(whole: str, rest: str) -> int:
    """Return where to cut: behind a line or a sentence in the last third, never inside a joined emoji."""
    for mark in ("\n", "。", "；", "，"):
        if (found := whole.rfind(mark)) > len(whole) * 2 // 3:
            return found + 1
    cut = len(whole)
    while cut > 1 and (rest[cut] in _JOINERS or rest[cut - 1] == _ZERO_WIDTH_JOINER):
        cut -= 1
    return cut


_ZERO_WIDTH_JOINER = "\u200d"
_JOINERS = frozenset("\u200d\ufe0f\u20e3" + "".join(map(chr, range(0x1F3FB, 0x1F400))))


def _fits(text: str, largest: int) -> bool:
    return len(text.encode("utf-8", "replace")) <= largest
