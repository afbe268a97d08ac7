"""What was said goes out to the resident's messenger, or the agents learn that it did not."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

from handoff.desk.announcing import announce_deliveries, announce_summary
from handoff.desk.phone_task import open_phone_task
from handoff.desk.ports import Desk, Work
from handoff.desk.ring_channel import channel_is_well, ring_for_channel
from handoff.domain.conversation import Conversation
from handoff.domain.correspondent import Correspondent
from handoff.domain.delivery import Delivery, DeliveryJob, Outgoing, Trouble, WaitingLine, next_message
from handoff.domain.turn import Turn
from handoff.errors import Busy, NotDelivered, NotFound

log = logging.getLogger(__name__)
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
DOUBLINGS = 10  # of the first pause; the longest is reached before
MARKED_WITHIN_TRIES = 4  # each waits for the database; together they stay within the lease
MOST_AT_ONCE = 20  # messages, before other conversations have their turn
_URGENT_ACTS = frozenset({"handoff", "emergency"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parcel:
    """The next message of a conversation, with whom it is for and the lines it comes from."""

    conversation: Conversation
    correspondent: Correspondent
    message: Outgoing
    lines: tuple[WaitingLine, ...]

    @property
    def seqs(self) -> Sequence[int]:
        """The numbers of the lines in this message."""
        return [line.turn.seq for line in self.lines]

    @property
    def has_code(self) -> bool:
        """Whether a one-time code lets it out."""
        return self.message.code is not None

    @property
    def is_urgent(self) -> bool:
        """Whether it may use the reserve: people's words, a handoff, an emergency."""
        return any(_is_urgent(line.turn) for line in self.lines)


async def deliver(desk: Desk, job: DeliveryJob) -> None:
    """Send what waits in a conversation, in order, until nothing waits or something does not go."""
    for _ in range(MOST_AT_ONCE):
        parcel = await _pack(desk, job)
        if parcel is None:
            break
        now = desk.now()
        if not parcel.has_code and not parcel.correspondent.quota.admits(now, is_urgent=parcel.is_urgent):
            trouble: Trouble = "quota" if parcel.correspondent.quota.at(now) else "window"
            await _settle(desk, job, parcel, NotDelivered(trouble))
            continue
        try:
            count = await _send(desk, parcel)
        except NotDelivered as refusal:
            if await _settle(desk, job, parcel, refusal):
                return
        else:
            if await _mark_surely(desk, job, parcel, count):
                return
    async with desk.store.write() as work:
        await work.deliveries.finish(job)


async def _pack(desk: Desk, job: DeliveryJob) -> _Parcel | None:
    async with desk.store.read() as work:
        correspondent = await work.correspondents.of(job.conversation_id)
        conversation = await work.conversations.get(job.conversation_id)
        waiting = await work.deliveries.waiting(job.conversation_id)
    if correspondent is None or conversation is None or not waiting:
        return None
    message = next_message(waiting)
    numbers = {*message.settles, message.part_of}
    lines = tuple(line for line in waiting if line.turn.seq in numbers)
    code = correspondent.code
    if code and code.seq in message.settles and desk.now() < code.until:
        message = replace(message, code=code.word)
    return _Parcel(conversation=conversation, correspondent=correspondent, message=message, lines=lines)


async def _send(desk: Desk, parcel: _Parcel) -> int:
    messenger = desk.messengers.get(parcel.correspondent.account)
    if messenger is None:
        raise NotDelivered("account", may_retry=True)  # it was taken out of the channels file
    message = parcel.message
    if message.attachment_id:
        try:
            message = replace(message, picture=await desk.pictures.open(message.attachment_id))
        except NotFound:  # forgotten since
            raise NotDelivered("rejected") from None
    return await messenger.send(parcel.correspondent.person, message)


async def _mark_surely(desk: Desk, job: DeliveryJob, parcel: _Parcel, count: int) -> bool:
    """Note that a message went out, also where the database is slow: not noted, it would go out again."""
    for _ in range(MARKED_WITHIN_TRIES):
        try:
            return await _mark(desk, job, parcel, count)
        except Busy as busy:
            await asyncio.sleep(busy.retry_after or 1)
    return await _mark(desk, job, parcel, count)


async def _mark(desk: Desk, job: DeliveryJob, parcel: _Parcel, count: int) -> bool:
    """Note that a message went out; True where the conversation is free again."""
    async with desk.store.write() as work:
        now = desk.now()
        await _spend(work, parcel, now, count)
        if parcel.message.part_of is not None:
            await work.deliveries.part_sent(job.conversation_id, parcel.message.part_of)
            return False
        await work.deliveries.sent(job.conversation_id, parcel.message.settles, now)
        announce_deliveries(work, parcel.conversation, parcel.message.settles, Delivery("sent"))
        await announce_summary(work, parcel.conversation)
        if parcel.lines[0].attempts:
            await channel_is_well(desk, work, parcel.correspondent.account, parcel.conversation.estate)
        return await work.deliveries.finish_if_empty(job)


async def _spend(work: Work, parcel: _Parcel, now: datetime, count: int) -> None:
    """Count messages against the allowance as it stands now: the resident may have written meanwhile."""
    correspondent = await work.correspondents.of(parcel.conversation.id)
    if correspondent and parcel.has_code:
        await work.correspondents.update(replace(correspondent, code=None))
    elif correspondent:
        quota = correspondent.quota
        for _ in range(count):
            quota = quota.spent(now)
        await work.correspondents.update(replace(correspondent, quota=quota))


async def _settle(desk: Desk, job: DeliveryJob, parcel: _Parcel, refusal: NotDelivered) -> bool:
    """Note why a message did not go out; True where the conversation rests until it is tried again."""
    trouble = cast("Trouble", refusal.trouble)
    log.warning("not_delivered", extra={"why": trouble, "conversation": parcel.conversation.id})
    async with desk.store.write() as work:
        now = desk.now()
        if refusal.may_retry:
            pause = timedelta(seconds=refusal.wait) if refusal.wait else _pause(parcel.lines[0].attempts)
            await work.deliveries.postpone(parcel.conversation.id, parcel.seqs, now + pause, error=trouble)
            announce_deliveries(work, parcel.conversation, parcel.seqs, Delivery("waiting", trouble))
            if trouble == "account" or pause >= LONGEST_PAUSE:
                account = parcel.correspondent.account
                await ring_for_channel(desk, work, account, parcel.conversation.estate)
            await work.deliveries.finish(job)
            return True
        correspondent = await work.correspondents.of(parcel.conversation.id)
        if correspondent and trouble == "quota":
            await work.correspondents.update(_used_up(parcel, correspondent))
        await give_up(desk, work, parcel.conversation, [line.turn for line in parcel.lines], trouble)
        return False


async def give_up(
    desk: Desk, work: Work, conversation: Conversation, said: Sequence[Turn], trouble: Trouble
) -> None:
    """Mark lines as failed, tell the agents, and let somebody ring the resident: never silently."""
    now, seqs = desk.now(), [turn.seq for turn in said]
    await work.deliveries.fail(conversation.id, seqs, now, error=trouble)
    announce_deliveries(work, conversation, seqs, Delivery("failed", trouble))
    correspondent = await work.correspondents.of(conversation.id)
    if correspondent and trouble == "unreachable":
        await work.correspondents.update(replace(correspondent, unreachable_since=now))
    # Whoever took the conversation elsewhere is talking to the resident at this moment.
    if trouble != "taken" and any(_matters(turn) for turn in said):
        await open_phone_task(desk, work, conversation, trouble)
    await announce_summary(work, conversation)


def _used_up(parcel: _Parcel, now: Correspondent) -> Correspondent:
    """Empty the allowance, unless the resident opened a new one since the message was packed."""
    if now.quota != parcel.correspondent.quota:
        return now
    return replace(now, quota=now.quota.used_up())


def _is_urgent(turn: Turn) -> bool:
    return turn.author.kind == "agent" or turn.act in _URGENT_ACTS


def _matters(turn: Turn) -> bool:
    """Whether somebody must ring because of it: what people said, what a ticket promises, a handoff."""
    return turn.author.kind == "agent" or turn.act in {*_URGENT_ACTS, "ticket", "answer"}


def _pause(attempts: int) -> timedelta:
    """Return how long to wait: 1 s, 2 s, 4 s … 5 min, up to a fifth more, so that not all come at once."""
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * float(2 ** min(attempts, DOUBLINGS)))
    return timedelta(seconds=pause.total_seconds() * (1 + secrets.randbelow(200) / 1000))
