"""How often a password may be tried: counted in the database, so that all workers count together."""

from datetime import datetime, timedelta

from handoff.desk.ports import Desk, Work
from handoff.errors import TooMany

WITHIN = timedelta(minutes=15)
TRIES_BY_NAME = 10
TRIES_BY_ADDRESS = 300  # a whole office behind one address


async def count_attempt(desk: Desk, username: str, *, address: str | None = None) -> None:
    """Count an attempt before the password is weighed, so that many at once are no more; raises TooMany.

    Names that nobody has count too: else a refusal would tell which are known.
    """
    now = desk.now()
    limits = {_name(username): TRIES_BY_NAME}
    if address is not None:
        limits[f"address:{address}"] = TRIES_BY_ADDRESS
    async with desk.store.read() as work:
        await _refuse_too_many(work, limits, now)  # whoever goes on trying costs no writer's time
    async with desk.store.write() as work:
        for by in limits:
            await work.attempts.lock(by)
        await _refuse_too_many(work, limits, now)
        await work.attempts.forget_before(now - WITHIN)
        for by in limits:
            await work.attempts.add(by, now)


async def forget_attempts(work: Work, username: str) -> None:
    """Start anew for an account, as after a right password."""
    await work.attempts.forget(_name(username))


async def _refuse_too_many(work: Work, limits: dict[str, int], now: datetime) -> None:
    for by, most in limits.items():
        if counted := await work.attempts.latest(by, now - WITHIN, most):
            wait = counted + WITHIN - now
            raise TooMany("尝试太多了。请过一会儿再试。", retry_after=round(wait.total_seconds()) + 1)


def _name(username: str) -> str:
    return f"name:{username}"
