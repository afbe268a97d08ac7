"""Changing an entry: grade 2 changes the draft, grade 1 proposes, and nobody writes over a colleague."""

from dataclasses import dataclass, replace

from handoff.desk.access import new_id
from handoff.desk.knowledge.look_up import Standing, standing_of
from handoff.desk.knowledge.opening import (
    EDITS,
    begin_estate,
    mark_of,
    name_of,
    open_knowledge,
    published_entries,
)
from handoff.desk.ports import Desk, Work
from handoff.domain.agent import Agent
from handoff.domain.knowledge import Proposal
from handoff.errors import BadEntry, NotFound, StaleEntry
from knowledge_base.entry import Entry
from knowledge_base.ledger.revisions import EDIT, PROPOSAL, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An entry as an agent wants it, the revision that they saw (0 for none), and why."""

    estate: str
    entry: Entry
    base: int
    note: str = ""
    origin: str = EDIT


async def edit_entry(desk: Desk, agent: Agent, edit: Edit) -> Standing | Proposal:
    """Change the draft, or propose to; raises NotFound, StaleEntry."""
    await open_knowledge(desk, agent, edit.estate)
    if agent.grade < EDITS:
        return await _propose(desk, agent, edit)
    await begin_estate(desk, edit.estate)
    published = await published_entries(desk, edit.estate)
    async with desk.store.write() as work:
        mark = mark_of(desk, agent, edit.origin, edit.note)
        revision = await work.knowledge.revise(edit.estate, edit.entry, edit.base, mark)
    return _standing(revision, published)


async def take_out(desk: Desk, agent: Agent, estate: str, entry_id: str, *, base: int) -> None:
    """Take an entry out of the draft; raises NotFound, StaleEntry."""
    await open_knowledge(desk, agent, estate)
    async with desk.store.write() as work:
        history = await work.knowledge.history(estate, entry_id)
        if not history or history[0].entry is None:
            raise NotFound("没有找到这个条目，可能已经删除。")
        await work.knowledge.revise(estate, entry_id, base, mark_of(desk, agent, EDIT))


async def list_proposals(desk: Desk, agent: Agent, estate: str) -> list[tuple[Proposal, Entry | None]]:
    """Return what waits for a decision, each with the draft that it would change; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    async with desk.store.read() as work:
        heads = {head.entry_id: head.entry for head in await work.knowledge.heads(estate)}
        waiting = await work.proposals.waiting(estate)
    return [(proposal, heads.get(proposal.entry_id)) for proposal in waiting]


async def approve(desk: Desk, agent: Agent, proposal_id: str) -> tuple[Standing, str]:
    """Make a proposal the draft, in its author's name; return it with its estate.

    Raises NotPermitted, NotFound, StaleEntry.
    """
    proposal = await _find(desk, agent, proposal_id)
    await begin_estate(desk, proposal.estate)
    published = await published_entries(desk, proposal.estate)
    async with desk.store.write() as work:
        await _decide(work, replace(
            proposal, decision="approved", decided_by=name_of(agent), decided_at=desk.now()
        ))  # fmt: skip
        mark = mark_of(desk, agent, proposal.origin, proposal.note)
        mark = replace(mark, author_id=proposal.author.id, author_name=proposal.author.name)
        entry = Entry.from_json(proposal.body)
        revision = await work.knowledge.revise(proposal.estate, entry, proposal.base, mark)
    return _standing(revision, published), proposal.estate


async def refuse(desk: Desk, agent: Agent, proposal_id: str, *, reason: str) -> Proposal:
    """Turn a proposal down; raises NotFound, StaleEntry."""
    proposal = await _find(desk, agent, proposal_id)
    refused = replace(
        proposal, decision="refused", decided_by=name_of(agent), decided_at=desk.now(), reason=reason
    )
    async with desk.store.write() as work:
        await _decide(work, refused)
    return refused


async def _propose(desk: Desk, agent: Agent, edit: Edit) -> Proposal:
    proposal = Proposal(
        id=new_id(),
        estate=edit.estate,
        entry_id=edit.entry.id,
        base=edit.base,
        body=edit.entry.as_json(),
        note=edit.note,
        origin=PROPOSAL if edit.origin == EDIT else edit.origin,
        author=name_of(agent),
        at=desk.now(),
    )
    async with desk.store.write() as work:
        history = await work.knowledge.history(edit.estate, edit.entry.id)
        if (history[0].number if history else 0) != edit.base:
            raise StaleEntry
        await work.proposals.add(proposal)
    return proposal


async def _find(desk: Desk, agent: Agent, proposal_id: str) -> Proposal:
    async with desk.store.read() as work:
        proposal = await work.proposals.get(proposal_id)
    if proposal is None or proposal.estate not in agent.estates:
        raise NotFound("没有找到这条建议。")
    return proposal


async def _decide(work: Work, proposal: Proposal) -> None:
    if not await work.proposals.decide(proposal):
        raise StaleEntry("这条建议已经处理过了。")


def _standing(revision: Revision, published: dict[str, Entry]) -> Standing:
    standing = standing_of(revision, published.get(revision.entry_id))
    if standing is None:
        raise BadEntry
    return standing
