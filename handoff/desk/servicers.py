"""People of the company who answer in the WeCom app, beside the desk: what they do is kept here as well."""

from handoff import phrases
from handoff.desk.access import new_id, new_token
from handoff.desk.announcing import say
from handoff.desk.claim import own
from handoff.desk.close import end_human_part
from handoff.desk.deliver import give_up
from handoff.desk.passwords import hash_password
from handoff.desk.ports import Desk, Work
from handoff.desk.welcome import code_for
from handoff.domain.agent import Agent, is_servicer, servicer_id
from handoff.domain.conversation import Conversation
from handoff.domain.correspondent import InboxJob, Incoming
from handoff.domain.delivery import Trouble, lines_of
from handoff.domain.records import Closure
from handoff.domain.turn import Author, Line

# developer.work.weixin.qq.com, 接收消息和事件, msg_send_fail: fail_type
_FAILURES: dict[str, Trouble] = {
    "4": "window",
    "5": "window",
    "6": "quota",
    "10": "unreachable",
}


async def servicer_took(desk: Desk, job: InboxJob) -> None:
    """Make a servicer the owner: the bot is silent from now on, and nobody else waits."""
    async with desk.store.write() as work:
        conversation = await _conversation(work, job.incoming)
        if conversation and job.incoming.servicer:
            servicer = await _servicer(work, conversation, job.incoming)
            if not conversation.is_held_by(servicer.id):
                await own(desk, work, conversation, servicer)
        await work.inbox.finish(job, "taken", desk.now())


async def servicer_said(desk: Desk, job: InboxJob) -> None:
    """Keep what a servicer answered; the customer has it already."""
    async with desk.store.write() as work:
        conversation = await _conversation(work, job.incoming)
        if conversation and job.incoming.servicer:
            servicer = await _servicer(work, conversation, job.incoming)
            author = Author("agent", servicer.name, servicer.id)
            line = Line(author=author, text=job.incoming.text, client_key=f"in-{job.id}", via="servicer")
            await say(desk, work, conversation, line)
        await work.inbox.finish(job, "kept", desk.now())


async def servicer_ended(desk: Desk, job: InboxJob) -> None:
    """End the human part and ask how it was, within the seconds that the platform's code allows."""
    async with desk.store.write() as work:
        conversation = await _conversation(work, job.incoming)
        if conversation and conversation.agent and is_servicer(conversation.agent.id):
            closure = Closure(
                id=new_id(),
                conversation_id=conversation.id,
                agent_id=conversation.agent.id,
                summary=phrases.SERVICER_SUMMARY,
                resolved=False,
                at=desk.now(),
            )
            await end_human_part(desk, work, conversation, closure, phrases.RATING_ASKED)
            await code_for(desk, work, conversation, job.incoming)
        await work.inbox.finish(job, "ended", desk.now())


async def bounced(desk: Desk, job: InboxJob) -> None:
    """Mark lines as failed that the platform took and could not deliver; the agents learn of it."""
    async with desk.store.write() as work:
        conversation = await _conversation(work, job.incoming)
        numbers = lines_of(job.incoming.about or "")
        if conversation and numbers:
            between = await work.turns.after(conversation.id, numbers.start - 1, limit=len(numbers))
            said = [turn for turn in between if turn.author.kind != "resident"]
            trouble = _FAILURES.get(job.incoming.text, "rejected")
            await give_up(desk, work, conversation, said, trouble)
        await work.inbox.finish(job, "bounced", desk.now())


async def recalled(desk: Desk, job: InboxJob) -> None:
    """Take a message back that its author took back; that there was one stays."""
    async with desk.store.write() as work:
        conversation = await _conversation(work, job.incoming)
        stored = await work.inbox.find(job.incoming.account, job.incoming.about or "")
        if conversation and stored:
            key = f"in-{stored}"
            await work.turns.take_back(conversation.id, key, phrases.RECALLED, at=desk.now())
        await work.inbox.finish(job, "recalled", desk.now())


async def _conversation(work: Work, incoming: Incoming) -> Conversation | None:
    known = await work.correspondents.find(incoming.account, incoming.person)
    return await work.conversations.get(known.conversation_id) if known else None


async def _servicer(work: Work, conversation: Conversation, incoming: Incoming) -> Agent:
    """Return the agent that stands for a servicer: without a password, away for everything else here."""
    userid = incoming.servicer or ""
    key = servicer_id(f"{incoming.account.channel}/{incoming.account.name}", userid)
    if known := await work.agents.get(key):
        return known
    servicer = Agent(
        id=key,
        username=key,
        name=userid,
        grade=1,
        estates=frozenset({conversation.estate}),
        presence="away",
        away_reason=phrases.SERVICER_AWAY,
    )
    await work.agents.add(servicer, await hash_password(new_token()))  # nobody knows it: they never sign in
    return servicer
