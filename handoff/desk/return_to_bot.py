"""Back to the bot: a human part in which the agent had the last word and nobody said more ends by itself."""

from datetime import datetime

from handoff import phrases
from handoff.desk.access import new_id
from handoff.desk.close import end_human_part
from handoff.desk.ports import Desk
from handoff.domain.agent import is_servicer
from handoff.domain.records import Closure


async def return_the_silent(desk: Desk, as_of: datetime) -> None:
    """End the human parts that were silent for the set time: a sweep.

    Where the resident had the last word nothing ends: they wait for an answer, which is another alarm's.
    """
    since = as_of - desk.silence
    async with desk.store.read() as work:
        silent = await work.routing.silent(since)
    for conversation_id in silent:
        async with desk.store.write() as work:
            conversation = await work.conversations.get(conversation_id)
            still = conversation_id in await work.routing.silent(since)
            if conversation is None or conversation.agent is None or not still:
                continue
            if is_servicer(conversation.agent.id):  # WeCom ends it; until then the bot may not speak
                continue
            closure = Closure(
                id=new_id(),
                conversation_id=conversation.id,
                agent_id=conversation.agent.id,
                summary=phrases.SILENT_SUMMARY,
                resolved=False,
                at=desk.now(),
                by_silence=True,
            )
            minutes = round(desk.silence.total_seconds() / 60)
            await end_human_part(desk, work, conversation, closure, phrases.silent_text(minutes))
