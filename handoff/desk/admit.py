"""What came in through a messenger becomes what any resident may do: say, tap, show, come, and go."""

import logging
from dataclasses import replace
from datetime import timedelta

from handoff import phrases
from handoff.desk.access import hash_token, known_estate, new_id, new_token
from handoff.desk.announcing import announce_deliveries, announce_summary, say
from handoff.desk.personal_data import drop_the_rest, forget
from handoff.desk.ports import Desk, Work
from handoff.desk.receive import Message, take
from handoff.domain.conversation import Consent, Conversation, Resident
from handoff.domain.correspondent import Correspondent, InboxJob, Incoming
from handoff.domain.delivery import Delivery
from handoff.domain.quota import Quota
from handoff.domain.records import NewConversation
from handoff.domain.turn import RESIDENT, SYSTEM, Attachment, Line, Turn
from handoff.errors import BadRequest, NotDelivered, NotFound, TooLarge, TooMany

log = logging.getLogger(__name__)
ATTEMPTS = 5  # a callback that outlived so many workers is set aside, with what it says
PICTURE_ATTEMPTS = 3  # the words behind a picture that cannot be fetched must not wait for ever
ANEW_AFTER = timedelta(seconds=2)
REVIVED_WITHIN = timedelta(hours=48)


async def admit(desk: Desk, job: InboxJob) -> None:
    """Work off one callback, in one transaction with whatever it brings about."""
    if job.attempts > ATTEMPTS:
        log.error("callback_set_aside", extra={"why": job.incoming.kind, "seq": job.id})
        async with desk.store.write() as work:
            await work.inbox.set_aside(job, desk.now())
        return
    try:
        await _ACTS[job.incoming.kind](desk, job)
    except TooMany as refusal:
        async with desk.store.write() as work:
            await work.inbox.postpone(job, desk.now() + timedelta(seconds=refusal.retry_after or 1))


async def _hear(desk: Desk, job: InboxJob) -> None:
    """Hear words, a tapped choice, or a place on the map."""
    async with desk.store.write() as work:
        conversation = await _welcome(desk, work, job.incoming)
        await take(desk, work, conversation, await _message(work, conversation, job))
        await work.inbox.finish(job, "said", desk.now())


async def _message(work: Work, conversation: Conversation, job: InboxJob) -> Message:
    """Return what was said; a digit under a menu is the choice with that number."""
    incoming = job.incoming
    said = Message(client_key=f"in-{job.id}", kind="text", text=incoming.text, via=incoming.via)
    value = incoming.value or await _counted(work, conversation, incoming.text)
    return replace(said, kind="choice", value=value) if value else said


async def _counted(work: Work, conversation: Conversation, text: str) -> str | None:
    digit = text.strip()
    if not (digit.isdecimal() and len(digit) == 1):
        return None
    latest = await work.turns.latest(conversation.id, 1)
    choices = latest[-1].choices if latest else ()
    return choices[int(digit) - 1].value if 0 < int(digit) <= len(choices) else None


async def _see(desk: Desk, job: InboxJob) -> None:
    """Show a picture: fetched, re-encoded, then stored like one that came through the widget."""
    try:
        attachment = await _fetch(desk, job.incoming)
    except NotDelivered as trouble:
        if trouble.may_retry and job.attempts < PICTURE_ATTEMPTS:
            async with desk.store.write() as work:
                await work.inbox.postpone(job, desk.now() + ANEW_AFTER * job.attempts)
            return
        attachment = None
    if attachment is None:
        lost = replace(job.incoming, kind="unreadable_kind", text=phrases.PICTURE_LOST)
        await _wonder(desk, replace(job, incoming=lost))
        return
    async with desk.store.write() as work:
        conversation = await _welcome(desk, work, job.incoming)
        await work.attachments.add(conversation.id, attachment, desk.now())
        message = Message(client_key=f"in-{job.id}", kind="image", attachment_id=attachment.id)
        await take(desk, work, conversation, message)
        await work.inbox.finish(job, "shown", desk.now())


async def _fetch(desk: Desk, incoming: Incoming) -> Attachment | None:
    """Return the picture; None where it is none that can be shown. Raises NotDelivered."""
    upload = await desk.messengers[incoming.account].picture(incoming.media or "")
    try:
        return await desk.pictures.keep(new_id(), upload)
    except (BadRequest, TooLarge):
        return None


async def _wonder(desk: Desk, job: InboxJob) -> None:
    """Keep a line for what nobody can see here, and tell the resident what to do instead."""
    async with desk.store.write() as work:
        conversation = await _welcome(desk, work, job.incoming)
        line = Line(author=RESIDENT, text=job.incoming.text, client_key=f"in-{job.id}", via=job.incoming.via)
        heard = await say(desk, work, conversation, line)
        if conversation.holder in {"bot", "closed"}:  # a person sees the line and asks by themselves
            await say(desk, work, conversation, _sorry(heard))
        await announce_summary(work, conversation)
        await work.inbox.finish(job, "not_readable", desk.now())


def _sorry(heard: Turn) -> Line:
    text = phrases.NOTHING_HEARD if heard.via == "voice" else phrases.CANNOT_READ
    return Line(author=SYSTEM, text=text, reply_to=heard.seq)


async def _come(desk: Desk, job: InboxJob) -> None:
    """Greet whoever follows or scans; what a code says of a house is a hint and proves nothing."""
    async with desk.store.write() as work:
        known = await work.correspondents.find(job.incoming.account, job.incoming.person)
        conversation = await _welcome(desk, work, job.incoming)
        if known:
            await say(desk, work, conversation, Line(author=SYSTEM, text=phrases.WELCOME_BACK))
            await announce_summary(work, conversation)
        await work.inbox.finish(job, "came", desk.now())


async def _go(desk: Desk, job: InboxJob) -> None:
    """Forget whoever unfollows: the platform wants everything about them deleted."""
    pictures: list[str] = []
    async with desk.store.write() as work:
        known = await work.correspondents.find(job.incoming.account, job.incoming.person)
        conversation = await work.conversations.get(known.conversation_id) if known else None
        if conversation:
            pictures = await forget(desk, work, conversation)
        await work.inbox.finish(job, "went", desk.now())
    if conversation:
        await drop_the_rest(desk, pictures)


async def _note(desk: Desk, job: InboxJob) -> None:
    """Note what needs no word."""
    async with desk.store.write() as work:
        await work.inbox.finish(job, "noted", desk.now())


async def _welcome(desk: Desk, work: Work, incoming: Incoming) -> Conversation:
    """Return the person's conversation with the allowance that this deed opened; begun where it is new."""
    known = await work.correspondents.find(incoming.account, incoming.person)
    if known is None:
        return await _begin(desk, work, incoming)
    conversation = await work.conversations.get(known.conversation_id)
    if conversation is None:
        raise NotFound
    now = desk.now()
    if incoming.deed:
        again = await work.deliveries.revive(
            conversation.id, now - REVIVED_WITHIN, now, errors=("quota", "window", "unreachable")
        )
        announce_deliveries(work, conversation, again, Delivery("waiting"))
    await work.correspondents.update(
        replace(
            known,
            quota=known.quota.granted(incoming.deed, now) if incoming.deed else known.quota,
            hint=incoming.hint or known.hint,
            unreachable_since=None,
        )
    )
    return conversation


async def _begin(desk: Desk, work: Work, incoming: Incoming) -> Conversation:
    """Open a conversation whose first line is the privacy notice; nobody has its token."""
    now = desk.now()
    estate = await known_estate(work, incoming.estate)
    new = NewConversation(
        id=new_id(),
        token_hash=hash_token(new_token()),
        estate=estate.id,
        channel=incoming.account.channel,
        resident=Resident(),
        consent=Consent(phrases.PRIVACY_VERSION, now),
        at=now,
    )
    await work.conversations.add(new)
    quota = Quota({})
    await work.correspondents.add(
        Correspondent(
            id=new_id(),
            account=incoming.account,
            person=incoming.person,
            conversation_id=new.id,
            quota=quota.granted(incoming.deed, now) if incoming.deed else quota,
            hint=incoming.hint,
        ),
        now,
    )
    conversation = await work.conversations.get(new.id)
    if conversation is None:
        raise NotFound
    notice = phrases.arrival_text(estate.greeting, estate.company or estate.name)
    await say(desk, work, conversation, Line(author=SYSTEM, text=notice))
    await announce_summary(work, conversation)
    return conversation


_ACTS = {
    "text": _hear,
    "picture": _see,
    "unreadable_kind": _wonder,
    "arrival": _come,
    "departure": _go,
    "nothing": _note,
}
