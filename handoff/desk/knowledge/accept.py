"""Answers that residents accepted are kept, without who they are: the gate asks them at each publish."""

from datetime import datetime, timedelta

from handoff.desk.ports import Desk
from handoff.domain.anonymous import without_persons
from handoff.domain.hindsight import QUIET, decisions
from knowledge_base.draft import Accepted
from knowledge_base.folding import fold

EVERY = timedelta(minutes=10)
LOOKED_BACK = timedelta(days=2)
SHORTEST, LONGEST = 4, 200  # characters of a question; fewer say nothing by themselves
MOST_A_CONVERSATION = 3  # one resident, or a script, must not fill the list


async def keep_accepted(desk: Desk, as_of: datetime) -> None:
    """Keep what residents accepted in conversations that have been quiet; every ten minutes is enough."""
    if desk.accepted_at and as_of - desk.accepted_at[0] < EVERY:
        return
    desk.accepted_at[:] = [as_of]
    async with desk.store.read() as work:
        estates = [estate.id for estate in await work.estates.every()]
        told = {
            estate: await work.hindsight.transcripts(estate, as_of - LOOKED_BACK, as_of) for estate in estates
        }
    for estate, transcripts in told.items():
        found = []
        for conversation_id, turns in transcripts:
            if turns and as_of - turns[-1].at >= QUIET:
                accepted = [
                    Accepted(without_persons(one.question.text)[:LONGEST], one.entry_id)
                    for one in decisions(conversation_id, turns, as_of)
                    if one.outcome == "accepted" and one.is_plain and one.entry_id
                ]
                found += [one for one in accepted if len(fold(one.question)) >= SHORTEST][
                    :MOST_A_CONVERSATION
                ]
        if found:
            async with desk.store.write() as work:
                await work.knowledge.accept(estate, found, as_of)
