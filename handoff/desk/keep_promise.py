"""A promise is settled: kept, and how; or released because what it was about is cancelled."""

from dataclasses import replace

from handoff.desk.announcing import announce_ticket
from handoff.desk.ports import Desk, Work
from handoff.desk.ring import end_alerts
from handoff.domain.agent import Agent
from handoff.domain.conversation import Conversation
from handoff.domain.promise import Keeping, LedgerLine, Promise
from handoff.domain.records import AlertFilter, PromiseFilter
from handoff.domain.turn import Author
from handoff.errors import NotFound


async def list_promises(desk: Desk, agent: Agent, wanted: PromiseFilter, *, limit: int) -> list[LedgerLine]:
    """Return the promises of the agent's estates, the next due first."""
    theirs = replace(wanted, estates=wanted.estates & agent.estates)
    async with desk.store.read() as work:
        return list(await work.ledger.search(theirs, limit=limit))


async def keep_promise(desk: Desk, agent: Agent, promise_id: str, *, note: str) -> tuple[Promise, bool]:
    """Note that a promise was kept, and return whether that is news; raises NotFound."""
    async with desk.store.write() as work:
        promise = await work.promises.get(promise_id)
        if promise is None or promise.estate not in agent.estates:
            raise NotFound
        if promise.is_settled:
            return promise, False
        await _keep(desk, work, promise, Keeping(Author("agent", agent.name, agent.id), desk.now(), note))
        if promise.ticket:
            await announce_ticket(work, promise.ticket)
        return await work.promises.get(promise_id) or promise, True


async def answer_is_given(desk: Desk, work: Work, conversation: Conversation, by: Author) -> None:
    """Keep what the desk itself promised after hours: that a person would answer."""
    for promise in await work.promises.owed_in(conversation.id):
        if promise.by.kind == "system":
            await _keep(desk, work, promise, Keeping(by, desk.now()))


async def settle_promises(desk: Desk, work: Work, number: str, *, by: Author, is_confirmed: bool) -> None:
    """Settle what was promised on a ticket that is over: kept where it is confirmed, else released."""
    for promise in await work.promises.owed_on(number):
        if is_confirmed:
            await _keep(desk, work, promise, Keeping(by, desk.now()))
        else:
            await work.promises.release(promise.id, desk.now())
            await _quiet(desk, work, promise)


async def _keep(desk: Desk, work: Work, promise: Promise, keeping: Keeping) -> None:
    await work.promises.keep(promise.id, keeping)
    await _quiet(desk, work, promise)


async def _quiet(desk: Desk, work: Work, promise: Promise) -> None:
    about = AlertFilter(estates=frozenset({promise.estate}), promise_id=promise.id)
    await end_alerts(desk, work, about)
