"""Answers that residents accepted: the next version must give them again (docs/estates.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa

from knowledge_base.draft import Accepted
from knowledge_base.ledger.revisions import written
from knowledge_base.ledger.tables import accepted

MOST = 2000  # the newest; the gate asks each in a few milliseconds once its vector is kept


def accepted_answers(connection: sa.Connection, estate: str) -> Iterator[Accepted]:
    """Give the newest accepted answers that nobody let go."""
    query = (
        sa.select(accepted.c.question, accepted.c.entry_id)
        .where(accepted.c.estate_id == estate, accepted.c.let_go_at.is_(None))
        .order_by(accepted.c.at.desc(), accepted.c.question)
        .limit(MOST)
    )
    for question, entry_id in connection.execute(query):
        yield Accepted(question, entry_id)


def accept(connection: sa.Connection, estate: str, found: Iterable[Accepted], *, at: datetime) -> int:
    """Keep what is new among the accepted answers; what was let go stays so. Gives how many are new."""
    known = {
        Accepted(question, entry_id)
        for question, entry_id in connection.execute(
            sa.select(accepted.c.question, accepted.c.entry_id).where(accepted.c.estate_id == estate)
        )
    }
    fresh = [one for one in dict.fromkeys(found) if one not in known]
    if fresh:
        connection.execute(
            accepted.insert(),
            [
                {
                    "estate_id": estate,
                    "question": one.question,
                    "entry_id": one.entry_id,
                    "at": written(at),
                }
                for one in fresh
            ],
        )
    return len(fresh)


def let_go(connection: sa.Connection, estate: str, questions: Iterable[str], *, by: str, at: datetime) -> int:
    """Say that these questions need not be answered as before any more; gives how many were kept so far."""
    changed = connection.execute(
        accepted.update()
        .where(
            accepted.c.estate_id == estate,
            accepted.c.question.in_(list(questions)),
            accepted.c.let_go_at.is_(None),
        )
        .values(let_go_by=by, let_go_at=written(at))
    )
    return changed.rowcount
