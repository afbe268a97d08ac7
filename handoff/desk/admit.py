"""What came in through a messenger becomes what any resident may do: say, tap, show, come, and go."""

import logging
from dataclasses import replace
from datetime import timedelta

from handoff import channel_phrases, phrases
from handoff.desk.access import new_id
from handoff.desk.announcing import announce_summary, say
from handoff.desk.bind_house import bind_house, offered_code
from handoff.desk.close import rate_service
from handoff.desk.escalate import Case, escalate
from handoff.desk.personal_data import drop_the_rest, forget
from handoff.desk.ports import Desk, Work
from handoff.desk.receive import Message, take
from handoff.desk.servicers import bounced, recalled, servicer_ended, servicer_said, servicer_took
from handoff.desk.welcome import code_for, welcome
from handoff.domain.conversation import Conversation
from handoff.domain.correspondent import InboxJob, Incoming
from handoff.domain.envelope import Evidence
from handoff.domain.satisfaction import SCORES, score_of
from handoff.domain.turn import RESIDENT, SYSTEM, Attachment, Line, Turn
from handoff.errors import BadRequest, NotDelivered, NothingToRate, TooLarge, TooMany

log = logging.getLogger(__name__)
ATTEMPTS = 5  # a callback that outlived so many workers is set aside, with what it says
HAND_OVERS = 5  # and then so many more to tell a person of it: workers die there too
PICTURE_ATTEMPTS = 15  # three quarters of an hour; WeChat keeps a picture for three days
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)


async def admit(desk: Desk, job: InboxJob) -> None:
    """Work off one callback, in one transaction with whatever it brings about."""
    allowed = PICTURE_ATTEMPTS if job.incoming.kind == "picture" else ATTEMPTS
    if allowed < job.attempts <= allowed + HAND_OVERS and job.incoming.deed:
        await _hand_over(desk, job)
        return
    if job.attempts > allowed:
        log.error("callback_set_aside", extra={"why": job.incoming.kind, "seq": job.id})
        async with desk.store.write() as work:
            await work.inbox.set_aside(job, desk.now())
        return
    try:
        await _ACTS[job.incoming.kind](desk, job)
    except TooMany as refusal:
        async with desk.store.write() as work:
            await work.inbox.postpone(job, desk.now() + timedelta(seconds=refusal.retry_after or 1))


async def _hand_over(desk: Desk, job: InboxJob) -> None:
    """Keep what nothing could be made of as a line, and let a person ask: it must not fall silent."""
    log.error("callback_handed_over", extra={"why": job.incoming.kind, "seq": job.id})
    async with desk.store.write() as work:
        conversation = await welcome(desk, work, job.incoming)
        text = job.incoming.text or channel_phrases.UNSUPPORTED
        heard = await say(
            desk, work, conversation, Line(author=RESIDENT, text=text, client_key=f"in-{job.id}")
        )
        if conversation.holder in {"bot", "closed"}:
            evidence = Evidence(text=text, threshold=desk.threshold, rule="callback")
            case = Case(reason="bot_failed", evidence=evidence, reply_to=heard.seq)
            conversation = await escalate(desk, work, conversation, case)
        await announce_summary(work, conversation)
        await work.inbox.finish(job, "handed_over", desk.now())


async def _hear(desk: Desk, job: InboxJob) -> None:
    """Hear words, a tapped choice, or a place on the map."""
    async with desk.store.write() as work:
        conversation = await welcome(desk, work, job.incoming)
        message = await _message(work, conversation, job)
        if score := score_of(message.value):
            await _rated(desk, work, conversation, score, message)
        elif code := await offered_code(work, conversation, message):
            await bind_house(desk, work, conversation, code, message)
        else:
            await take(desk, work, conversation, message)
        await work.inbox.finish(job, "said", desk.now())


async def _rated(desk: Desk, work: Work, conversation: Conversation, score: int, message: Message) -> None:
    """Keep a score and thank for it; it begins nothing, so the conversation stays as it is."""
    line = Line(
        author=RESIDENT,
        text=SCORES[score - 1].label,
        client_key=message.client_key,
        value=message.value,
    )
    await say(desk, work, conversation, line)
    try:
        await rate_service(desk, work, conversation, score=score)
    except NothingToRate:
        log.info("rated_before", extra={"conversation": conversation.id})
    await say(desk, work, conversation, Line(author=SYSTEM, text=phrases.RATED))
    await announce_summary(work, conversation)


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
                pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (job.attempts - 1))
                await work.inbox.postpone(job, desk.now() + pause)
            return
        attachment = None
    if attachment is None:
        lost = replace(job.incoming, kind="unreadable_kind", text=channel_phrases.PICTURE_LOST)
        await _wonder(desk, replace(job, incoming=lost))
        return
    async with desk.store.write() as work:
        conversation = await welcome(desk, work, job.incoming)
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
        conversation = await welcome(desk, work, job.incoming)
        line = Line(author=RESIDENT, text=job.incoming.text, client_key=f"in-{job.id}", via=job.incoming.via)
        heard = await say(desk, work, conversation, line)
        if conversation.holder in {"bot", "closed"}:  # a person sees the line and asks by themselves
            conversation = await _ask_again(desk, work, conversation, heard)
        await announce_summary(work, conversation)
        await work.inbox.finish(job, "not_readable", desk.now())


async def _ask_again(desk: Desk, work: Work, conversation: Conversation, heard: Turn) -> Conversation:
    """Ask for words; whoever was asked just before may have no other way, so a person sees to them."""
    before = (await work.turns.latest(conversation.id, 2))[0]
    if before.author.kind == "system" and before.text in {
        channel_phrases.NOTHING_HEARD,
        channel_phrases.CANNOT_READ,
    }:
        evidence = Evidence(text=heard.text, threshold=desk.threshold, rule="unreadable")
        case = Case(reason="rule", evidence=evidence, reply_to=heard.seq)
        return await escalate(desk, work, conversation, case)
    text = channel_phrases.NOTHING_HEARD if heard.via == "voice" else channel_phrases.CANNOT_READ
    await say(desk, work, conversation, Line(author=SYSTEM, text=text, reply_to=heard.seq))
    return conversation


async def _come(desk: Desk, job: InboxJob) -> None:
    """Greet whoever follows or scans; what a code says of a house is a hint and proves nothing."""
    async with desk.store.write() as work:
        known = await work.correspondents.find(job.incoming.account, job.incoming.person)
        conversation = await welcome(desk, work, job.incoming)
        if known:
            await say(desk, work, conversation, Line(author=SYSTEM, text=channel_phrases.WELCOME_BACK))
        await code_for(desk, work, conversation, job.incoming)
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
        await drop_the_rest(desk, conversation.id, pictures)


async def _note(desk: Desk, job: InboxJob) -> None:
    """Note what needs no word; what a code says of somebody's house is kept where they are known."""
    async with desk.store.write() as work:
        if job.incoming.hint:
            known = await work.correspondents.find(job.incoming.account, job.incoming.person)
            if known:
                await work.correspondents.update(replace(known, hint=job.incoming.hint))
        await work.inbox.finish(job, "noted", desk.now())


_ACTS = {
    "text": _hear,
    "picture": _see,
    "unreadable_kind": _wonder,
    "arrival": _come,
    "departure": _go,
    "nothing": _note,
    "servicer_took": servicer_took,
    "servicer_said": servicer_said,
    "servicer_ended": servicer_ended,
    "bounced": bounced,
    "recalled": recalled,
}
