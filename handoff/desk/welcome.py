"""Whoever writes in a messenger has one conversation there, begun with the privacy notice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handoff import channel_phrases, phrases
from handoff.desk.access import hash_token, known_estate, new_id, new_token
from handoff.desk.announcing import announce_deliveries, say
from handoff.desk.ports import Desk, Work
from handoff.domain.conversation import Consent, Conversation, Resident
from handoff.domain.correspondent import Correspondent, Incoming, OneTimeCode
from handoff.domain.delivery import Delivery
from handoff.domain.quota import Quota
from handoff.domain.records import NewConversation
from handoff.domain.turn import SYSTEM, Line
from handoff.errors import NotFound

REVIVED_WITHIN = timedelta(hours=48)
# What WeCom gives for a greeting or the question at the end works 20 seconds; the call takes some of them.
CODE_WORKS = timedelta(seconds=18)


async def welcome(desk: Desk, work: Work, incoming: Incoming) -> Conversation:
    """Return the person's conversation with the allowance that this deed opened; begun where it is new.

    The caller shows the agents how the conversation stands once its own part is done.
    """
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
    conversation = new.conversation
    notice = phrases.privacy_text(estate.company or estate.name)
    text = channel_phrases.arrival_text(estate.greeting, notice)
    await say(desk, work, conversation, Line(author=SYSTEM, text=text))
    return conversation


async def code_for(desk: Desk, work: Work, conversation: Conversation, incoming: Incoming) -> None:
    """Let the conversation's latest line out by the one-time code that a deed brought, if it brought one."""
    known = await work.correspondents.of(conversation.id)
    said = await work.turns.latest(conversation.id, 1)
    if not (incoming.code and known and said):
        return
    since = datetime.fromtimestamp(incoming.said_at, UTC) if incoming.said_at else desk.now()
    code = OneTimeCode(incoming.code, since + CODE_WORKS, said[-1].seq)
    await work.correspondents.update(replace(known, code=code))
