"""Putting the draft into force: one publication an estate at a time, behind the request that began it."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from handoff.desk.access import new_id
from handoff.desk.knowledge.look_up import pending_changes
from handoff.desk.knowledge.opening import name_of, open_knowledge
from handoff.desk.ports import Desk
from handoff.domain.agent import Agent
from handoff.domain.audit import Action, Deed
from handoff.domain.knowledge import Publication
from handoff.errors import NotFound, PublishingNow, RepeatedKey
from knowledge_base.published import Release

log = logging.getLogger(__name__)
STARTING = timedelta(seconds=60)  # within it, a publication need not hold its lock yet


async def start_publication(
    desk: Desk, agent: Agent, estate: str, *, note: str, let_go: Sequence[str]
) -> Publication:
    """Begin to publish; raises NotFound, and PublishingNow while one runs."""
    pending = await pending_changes(desk, agent, estate)
    await _settle_lost(desk, estate)
    publication = Publication(
        id=new_id(), estate=estate, state="running", note=note, by=name_of(agent), began_at=desk.now(),
        changes=[
            {**asdict(change), "author": revision.mark.author_name if revision else None,
             "at": revision.mark.at.isoformat() if revision else None}
            for change, revision in pending.changes
        ],
        lines=[], problems=[],
    )  # fmt: skip
    if desk.library.is_publishing(estate):
        raise PublishingNow
    try:
        async with desk.store.write() as work:
            await work.publications.begin(publication)
            await work.audit.add(_deed(agent, "knowledge_published", publication))
            await work.knowledge.let_go(estate, let_go, by=agent.id, at=desk.now())
    except RepeatedKey:
        raise PublishingNow from None
    desk.library.spawn(_carry_out(desk, publication))
    return publication


async def _carry_out(desk: Desk, publication: Publication) -> None:
    async def tell(lines: list[str]) -> None:
        async with desk.store.write() as work:
            await work.publications.progress(publication.id, lines)

    try:
        done, report = await desk.library.publish(publication.estate, tell)
    except Exception:  # whatever it was, the record must not say for ever that it runs
        log.exception("publication_failed")
        done, report = False, {}
    async with desk.store.write() as work:
        await work.publications.end(_ended(desk, publication, report, done=done))


def _ended(desk: Desk, publication: Publication, report: dict[str, Any], *, done: bool) -> Publication:
    refused = bool(report.get("problems"))
    return replace(
        publication,
        state="published" if done else "refused" if refused else "failed",
        ended_at=desk.now(),
        version=report.get("version"),
        lines=report.get("lines", []),
        problems=report.get("problems", []),
        gate=report.get("gate"),
    )


async def _settle_lost(desk: Desk, estate: str) -> None:
    """End the record of a publication whose desk died; what it came to, the version in force tells."""
    async with desk.store.read() as work:
        running = await work.publications.running(estate)
    now = desk.now()
    if running is None or now - running.began_at < STARTING or desk.library.is_publishing(estate):
        return
    published = await desk.library.in_force(estate)
    done = published is not None and published.release.published_at >= running.began_at
    report = {
        "version": published.version if published and done else None,
        "gate": dict(published.release.gate) if published and done and published.release.gate else None,
        "lines": running.lines,
    }
    async with desk.store.write() as work:
        await work.publications.end(_ended(desk, running, report, done=done))


async def publications_of(desk: Desk, agent: Agent, estate: str) -> list[Publication]:
    """Return the estate's last publications, the newest first; raises NotFound."""
    await open_knowledge(desk, agent, estate)
    await _settle_lost(desk, estate)
    async with desk.store.read() as work:
        return await work.publications.of(estate)


async def publication_for(desk: Desk, agent: Agent, publication_id: str) -> Publication:
    """Return a publication as it stands; raises NotFound."""
    async with desk.store.read() as work:
        found = await work.publications.get(publication_id)
    if found is None or found.estate not in agent.estates:
        raise NotFound("没有找到这次发布。")
    return found


async def versions_of(
    desk: Desk, agent: Agent, estate: str
) -> tuple[str | None, list[tuple[Release, Publication | None]]]:
    """Return the version in force and those kept, each with the publication that made it; raises NotFound."""
    published = await publications_of(desk, agent, estate)
    made = {publication.version: publication for publication in published if publication.version}
    in_force = await desk.library.in_force(estate)
    found = [(release, made.get(release.version)) for release in await desk.library.versions(estate)]
    return (in_force.version if in_force else None), found


async def roll_back(desk: Desk, agent: Agent, estate: str, *, note: str) -> Release:
    """Put the version before back into force; raises NotFound, PublishingNow, NothingBefore."""
    await open_knowledge(desk, agent, estate)
    release = await desk.library.roll_back(estate)
    now = desk.now()
    record = Publication(
        id=new_id(), estate=estate, state="published", note=note, by=name_of(agent), began_at=now,
        ended_at=now, version=release.version, lines=[f"已回退到第 {release.version} 版。"],
        problems=[], changes=[],
    )  # fmt: skip
    async with desk.store.write() as work:
        await work.publications.begin(record)
        await work.audit.add(_deed(agent, "knowledge_rolled_back", record))
    return release


def _deed(agent: Agent, action: Action, publication: Publication) -> Deed:
    return Deed(
        action=action,
        actor_id=agent.id,
        actor_name=agent.name,
        at=publication.began_at,
        estate=publication.estate,
        subject=publication.id,
        why=publication.note,
    )
