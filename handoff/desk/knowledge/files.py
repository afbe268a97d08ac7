"""Knowledge files in and out."""

import asyncio
from dataclasses import replace

from handoff.desk.knowledge.opening import begin_estate, drafted, mark_of, open_knowledge
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.errors import BadFile, NotFound
from knowledge_base.check import check_content
from knowledge_base.errors import KnowledgeError
from knowledge_base.knowledge_file import Brought, read_entries, write_entries
from knowledge_base.ledger.revisions import IMPORT


async def import_file(desk: Desk, agent: Agent, estate: str, *, name: str, data: bytes) -> Brought:
    """Make a knowledge file's entries the draft's, all or none; raises NotFound, BadFile."""
    await open_knowledge(desk, agent, estate)
    try:
        entries = await asyncio.to_thread(read_entries, name, data)
    except KnowledgeError as error:
        raise BadFile(problems=list(error.problems) or [f"{error}。"]) from error
    await begin_estate(desk, estate)
    async with desk.store.write() as work:
        draft = await work.knowledge.draft(estate)
        if draft is None:
            raise NotFound
        content = replace(draft.content, entries=entries, topics=None)
        tally = await work.knowledge.replace(content, mark_of(desk, agent, IMPORT))
    return Brought(tally, check_content(content))


async def export_file(desk: Desk, agent: Agent, estate: str, *, suffix: str) -> bytes:
    """Return the draft's entries as a knowledge file; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    draft = await drafted(desk, estate)
    entries = draft.content.entries if draft else ()
    return await asyncio.to_thread(write_entries, f"{estate}.{suffix}", entries)
