"""Knowledge as it goes out (docs/api.md)."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from handoff.desk.knowledge.look_up import Life, Pending, Shelf, Standing
from handoff.desk.knowledge.misses import Cluster
from handoff.desk.knowledge.thresholds import Simulation
from handoff.domain.anonymous import masked
from handoff.domain.conversation import AgentName
from handoff.domain.knowledge import Proposal, Publication
from handoff.domain.times import rfc3339
from knowledge_base.differences import Difference, differences, fields_of
from knowledge_base.entry import Entry
from knowledge_base.ledger.revisions import Mark, Revision
from knowledge_base.published import Release

Json = dict[str, Any]
EXAMPLES = 5  # the latest of a cluster


def shelf_json(shelf: Shelf, estate: str) -> Json:
    """Show an estate's entries without their questions."""
    entries = []
    for standing in shelf.entries:
        shown = standing_json(standing, estate)
        shown["question_count"] = len(shown.pop("questions"))
        entries.append(shown)
    return {
        "entries": entries,
        "counts": shelf.counts,
        "version": shelf.version,
        "published_at": _at(shelf.published_at),
    }


def standing_json(standing: Standing, estate: str) -> Json:
    """Show an entry with where it stands."""
    revision = standing.revision
    return {
        **entry_json(standing.entry, estate),
        "state": standing.state,
        "revision": revision.number if revision else 0,
        **(_mark_json(revision.mark) if revision else {"author": None, "origin": None, "at": None}),
    }


def entry_json(entry: Entry, estate: str) -> Json:
    """Show an entry's own fields."""
    return {"id": entry.id, "estate": estate, **fields_of(entry)}


def life_json(life: Life, estate: str) -> Json:
    """Show one entry with its history."""
    older = [*life.history[1:], None][: len(life.history)]
    drafted = life.history[0].entry if life.history else None
    return {
        "entry": standing_json(life.standing, estate) if life.standing else None,
        "in_force": entry_json(life.in_force, estate) if life.in_force else None,
        "history": [
            _revision_json(revision, before) for revision, before in zip(life.history, older, strict=True)
        ],
        "proposals": [proposal_json(one, drafted) for one in life.proposals],
    }


def proposal_json(proposal: Proposal, drafted: Entry | None) -> Json:
    """Show a proposal against the draft."""
    entry = Entry.from_json(proposal.body)
    return {
        "id": proposal.id,
        "estate": proposal.estate,
        "entry_id": proposal.entry_id,
        "title": entry.title,
        "base": proposal.base,
        "entry": entry_json(entry, proposal.estate),
        "fields": _fields_json(differences(drafted, entry)),
        "note": proposal.note,
        "origin": proposal.origin,
        "author": _who_json(proposal.author),
        "at": rfc3339(proposal.at),
        "decision": proposal.decision,
        "decided_by": _who_json(proposal.decided_by) if proposal.decided_by else None,
        "decided_at": _at(proposal.decided_at),
        "reason": proposal.reason or None,
    }


def pending_json(pending: Pending) -> Json:
    """Show the draft against what is in force."""
    return {
        "version": pending.version,
        "published_at": _at(pending.published_at),
        "changes": [
            {
                "entry_id": change.entry_id,
                "title": change.title,
                "kind": change.kind,
                "fields": _fields_json(change.fields),
                "author": _mark_json(revision.mark)["author"] if revision else None,
                "at": rfc3339(revision.mark.at) if revision else None,
            }
            for change, revision in pending.changes
        ],
        "problems": list(pending.report.problems),
        "warnings": list(pending.report.warnings),
    }


def publication_json(publication: Publication, *, whole: bool = True) -> Json:
    """Show a publication; lists leave out what it said and changed."""
    shown: Json = {
        "id": publication.id,
        "estate": publication.estate,
        "state": publication.state,
        "note": publication.note,
        "by": _who_json(publication.by),
        "began_at": rfc3339(publication.began_at),
        "ended_at": _at(publication.ended_at),
        "version": publication.version,
        "problems": publication.problems,
    }
    said = {"lines": publication.lines, "gate": publication.gate, "changes": publication.changes}
    return {**shown, **said} if whole else shown


def release_json(release: Release, made: Publication | None) -> Json:
    """Show a version that is kept."""
    return {
        "version": release.version,
        "published_at": rfc3339(release.published_at),
        "entries": release.entries,
        "previous": release.previous,
        "note": made.note if made else "",
        "by": _who_json(made.by) if made else None,
    }


def result_json(entry: Entry, confidence: float | None) -> Json:
    """Show a found answer."""
    fields = fields_of(entry)
    names = ("title", "answer", "source", "audience", "buildings", "valid_until")
    return {"entry_id": entry.id, **{name: fields[name] for name in names}, "confidence": confidence}


def _revision_json(revision: Revision, before: Revision | None) -> Json:
    return {
        "revision": revision.number,
        "removed": revision.entry is None,
        "note": revision.mark.note,
        **_mark_json(revision.mark),
        "fields": _fields_json(differences(before.entry if before else None, revision.entry)),
    }


def _mark_json(mark: Mark) -> Json:
    author = {"id": mark.author_id, "name": mark.author_name} if mark.author_id else None
    return {"author": author, "origin": mark.origin, "at": rfc3339(mark.at)}


def _fields_json(found: Iterable[Difference]) -> list[Json]:
    return [{"field": one.field, "before": one.before, "after": one.after} for one in found]


def _who_json(who: AgentName) -> Json:
    return {"id": who.id, "name": who.name}


def _at(moment: datetime | None) -> str | None:
    return rfc3339(moment) if moment else None


def cluster_json(cluster: Cluster) -> Json:
    """Show a cluster of misses; everything that people wrote is masked."""
    first, last = cluster.span
    reply = cluster.reply.reply if cluster.reply else None
    return {
        "id": cluster.id,
        "question": cluster.typical,
        "count": len(cluster.members),
        "residents": cluster.residents,
        "reasons": cluster.reasons,
        "first_at": rfc3339(first),
        "last_at": rfc3339(last),
        "examples": [
            {
                "question": masked(one.question.text),
                "conversation_id": one.conversation_id,
                "seq": one.question.seq,
                "at": rfc3339(one.question.at),
            }
            for one in cluster.members[-EXAMPLES:]
        ],
        "reply": {
            "text": masked(reply.text),
            "agent": reply.author.name,
            "conversation_id": cluster.reply.conversation_id,
            "seq": reply.seq,
        }
        if cluster.reply and reply
        else None,
        "nearest": cluster.nearest,
    }


def simulation_json(simulation: Simulation) -> Json:
    """Show what each threshold would have come to."""
    return asdict(simulation)
