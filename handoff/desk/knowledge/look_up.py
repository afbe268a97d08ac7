"""Looking at knowledge: the draft beside what is in force, an entry's life, and finding what to say."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from handoff.desk.knowledge.opening import drafted, open_knowledge, published_entries
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.knowledge import Proposal
from handoff.errors import NotFound
from knowledge_base.check import Report, check_content
from knowledge_base.differences import Change, changes, state_of
from knowledge_base.entry import Entry
from knowledge_base.folding import fold
from knowledge_base.ledger.revisions import Revision

FOUND = 5
UNLIKELY = 0.02  # what the bot believes less is not worth a place


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Which entries are wanted; None means any."""

    text: str | None = None
    state: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it is drafted or, once taken out, as it is still in force; and its last revision."""

    entry: Entry
    state: str
    revision: Revision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """An estate's entries, how many stand in each state, and the version in force."""

    entries: list[Standing]
    counts: dict[str, int]
    version: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One entry: its draft, what is in force, its revisions the newest first, and what is proposed."""

    standing: Standing | None
    in_force: Entry | None
    history: list[Revision]
    proposals: list[Proposal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What the next publication would change, by whom each was changed last, and what the check says."""

    version: str | None
    published_at: datetime | None
    changes: list[tuple[Change, Revision | None]]
    report: Report


async def list_entries(desk: Desk, agent: Agent, estate: str, wanted: EntryFilter) -> Shelf:
    """Return the estate's entries, drafted or still in force; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    published = await desk.library.in_force(estate)
    async with desk.store.read() as work:
        heads = await work.knowledge.heads(estate)
        waiting = await work.proposals.waiting(estate)
    known = {entry.id: entry for entry in published.entries} if published else {}
    standings = [found for head in heads if (found := standing_of(head, known.get(head.entry_id)))]
    begun = {head.entry_id for head in heads}
    standings += [Standing(entry, "removed", None) for entry in known.values() if entry.id not in begun]
    counts = Counter(standing.state for standing in standings)
    return Shelf(
        entries=[standing for standing in standings if _is_wanted(standing, wanted)],
        counts={**{state: counts[state] for state in ("in_force", "new", "changed", "removed")},
                "proposals": len(waiting)},
        version=published.version if published else None,
        published_at=published.release.published_at if published else None,
    )  # fmt: skip


def standing_of(head: Revision, published: Entry | None) -> Standing | None:
    """Say how an entry stands; None where it is gone from draft and version."""
    entry = head.entry or published
    return Standing(entry, state_of(published, head.entry), head) if entry else None


def _is_wanted(standing: Standing, wanted: EntryFilter) -> bool:
    entry = standing.entry
    if wanted.state and standing.state != wanted.state:
        return False
    if wanted.group and entry.group != wanted.group:
        return False
    text = fold(wanted.text or "")
    return not text or any(
        text in fold(field) for field in (entry.id, entry.title, entry.answer, *entry.questions)
    )


async def life_of(desk: Desk, agent: Agent, estate: str, entry_id: str) -> Life:
    """Return one entry with its history; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    in_force = (await published_entries(desk, estate)).get(entry_id)
    async with desk.store.read() as work:
        history = await work.knowledge.history(estate, entry_id)
        proposals = await work.proposals.waiting(estate, entry_id)
    if not history and in_force is None and not proposals:
        raise NotFound("没有找到这个条目。请检查编号。")
    standing = standing_of(history[0], in_force) if history else None
    return Life(standing=standing, in_force=in_force, history=history, proposals=proposals)


async def pending_changes(desk: Desk, agent: Agent, estate: str) -> Pending:
    """Return the draft against what is in force; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    draft = await drafted(desk, estate)
    published = await desk.library.in_force(estate)
    async with desk.store.read() as work:
        heads = {head.entry_id: head for head in await work.knowledge.heads(estate)}
    entries = draft.content.entries if draft else ()
    found = changes(published.entries if published else (), entries)
    return Pending(
        version=published.version if published else None,
        published_at=published.release.published_at if published else None,
        changes=[(change, heads.get(change.entry_id)) for change in found],
        report=check_content(draft.content) if draft else Report(0, ("一个条目也没有",)),
    )


async def search(desk: Desk, agent: Agent, estate: str, text: str) -> list[tuple[Entry, float | None]]:
    """Return the answers in force that fit a text best; raises NotFound.

    What the bot takes the text to mean comes first, with its confidence; what shares its words follows, and
    is all there is while the bot is down.
    """
    await open_knowledge(desk, agent, estate)
    known = await published_entries(desk, estate)
    now = desk.now()
    meant = [(one, sure) for one, sure in await desk.bot.rank(estate, text) if sure >= UNLIKELY]
    worded = await desk.library.search(estate, text, 2 * FOUND)
    found: dict[str, float | None] = {**dict.fromkeys(one for one, _ in worded), **dict(meant)}
    order = dict.fromkeys([*(one for one, _ in meant), *(one for one, _ in worded)])
    return [(known[one], found[one]) for one in order if one in known and known[one].in_force(now)][:FOUND]
