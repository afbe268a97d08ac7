"""The transcript: numbered lines, each stored once."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.bot_reply import BotReply
from handoff.domain.records import Job, StoredTurn, Unanswered
from handoff.domain.turn import Attachment, Author, Choice, Line, Turn
from handoff.errors import RepeatedKey
from handoff.storage.answers import unanswered
from handoff.storage.tables import conversations, notes, suppressed, turns

# Put together once: a statement costs more to build than to run, and these run with every message.
_OF = turns.c.conversation_id == sa.bindparam("of")
_NUMBER = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("of"))
    .values(last_seq=conversations.c.last_seq + 1, updated_at=sa.bindparam("now"))
    .returning(conversations.c.last_seq)
)
_APPEND = turns.insert()
_AFTER = (
    sa.select(turns)
    .where(_OF, turns.c.seq > sa.bindparam("behind"))
    .order_by(turns.c.seq)
    .limit(sa.bindparam("most"))
)
_LATEST = (
    sa.select(turns)
    .where(_OF, turns.c.seq < sa.bindparam("before"))
    .order_by(turns.c.seq.desc())
    .limit(sa.bindparam("most"))
)
_COUNT_OF_RESIDENT = (
    sa.select(sa.func.count())
    .select_from(turns)
    .where(_OF, turns.c.author_kind == "resident", turns.c.at > sa.bindparam("since"))
)
_NO_LIMIT = 2**31 - 1


class Turns:
    """Turns on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def append(self, conversation_id: str, line: Line, at: datetime) -> Turn:
        """Give the line the next number and store it; raises RepeatedKey."""
        number = await self._connection.execute(_NUMBER, {"of": conversation_id, "now": at})
        seq = number.scalar_one()
        values = {
            "conversation_id": conversation_id,
            "seq": seq,
            "at": at,
            "author_kind": line.author.kind,
            "author_id": line.author.id,
            "author_name": line.author.name,
            "kind": line.kind,
            "text": line.text,
            "client_key": line.client_key,
            "fingerprint": line.fingerprint,
            "reply_to": line.reply_to,
            "choices": [asdict(choice) for choice in line.choices],
            "value": line.value,
            "via": line.via,
            "bot": line.bot,
            "attachment": asdict(line.attachment) if line.attachment else None,
        }
        try:
            await self._connection.execute(_APPEND, values)
        except IntegrityError as error:
            raise RepeatedKey from error
        return turn_of(values)

    async def by_key(self, conversation_id: str, author: Line) -> StoredTurn | None:
        """Find the turn that the same author stored under the same key."""
        row = await self._first(
            turns.c.conversation_id == conversation_id,
            turns.c.author_kind == author.author.kind,
            turns.c.author_id == author.author.id,
            turns.c.client_key == author.client_key,
        )
        return StoredTurn(turn_of(row), row["fingerprint"]) if row else None

    async def after(self, conversation_id: str, seq: int, *, limit: int | None = None) -> list[Turn]:
        """Return the turns behind `seq`, in order."""
        asked = {"of": conversation_id, "behind": seq, "most": _NO_LIMIT if limit is None else limit}
        rows = await self._connection.execute(_AFTER, asked)
        return [turn_of(row) for row in rows.mappings()]

    async def latest(self, conversation_id: str, count: int, *, before: int | None = None) -> list[Turn]:
        """Return the last turns (before `before`), in order."""
        asked = {"of": conversation_id, "before": _NO_LIMIT if before is None else before, "most": count}
        rows = await self._connection.execute(_LATEST, asked)
        return [turn_of(row) for row in rows.mappings()][::-1]

    async def count_of_resident(self, conversation_id: str, since: datetime) -> int:
        """Count the resident's turns since a moment."""
        asked = {"of": conversation_id, "since": since}
        return (await self._connection.execute(_COUNT_OF_RESIDENT, asked)).scalar_one()

    async def unanswered(self, *, limit: int) -> list[Unanswered]:
        """Return residents whom their agents have not answered, but for those it rings for already."""
        return await unanswered(self._connection, limit=limit)

    async def suppress(self, job: Job, reply: BotReply, at: datetime) -> None:
        """Keep a bot's words that came too late to be said."""
        await self._connection.execute(
            suppressed.insert().values(
                conversation_id=job.conversation_id, reply_to=job.seq, epoch=job.epoch,
                text=reply.text, bot=reply.bot, at=at,
            )
        )  # fmt: skip

    async def erase(self, conversation_id: str, text: str) -> None:
        """Put `text` in the place of what people wrote, lines that repeat it, and the bot's late words."""
        written = turns.c.author_kind.in_(("resident", "agent"))
        repeated = turns.c.bot["act"].as_string() == "ticket"  # a summary, a promise in an agent's words
        await self._connection.execute(
            turns.update()
            .where(turns.c.conversation_id == conversation_id, sa.or_(written, repeated))
            .values(text=text, value=None, attachment=None, fingerprint=None)
        )
        for table in (notes, suppressed):
            await self._connection.execute(
                table.update().where(table.c.conversation_id == conversation_id).values(text=text)
            )

    async def take_back(self, conversation_id: str, client_key: str, text: str, *, at: datetime) -> None:
        """Put `text` in the place of what the resident said under this key; the conversation has changed."""
        await self._connection.execute(
            conversations.update().where(conversations.c.id == conversation_id).values(updated_at=at)
        )
        await self._connection.execute(
            turns.update()
            .where(
                turns.c.conversation_id == conversation_id,
                turns.c.author_kind == "resident",
                turns.c.client_key == client_key,
            )
            .values(text=text, value=None, attachment=None, fingerprint=None)
        )

    async def _first(self, *conditions: sa.ColumnElement[bool]) -> sa.RowMapping | None:
        rows = await self._connection.execute(sa.select(turns).where(*conditions))
        return rows.mappings().first()


def turn_of(row: sa.RowMapping | Mapping[str, Any]) -> Turn:
    """Read a turn from a row."""
    return Turn(
        seq=row["seq"],
        at=row["at"],
        author=Author(row["author_kind"], row["author_name"], row["author_id"]),
        kind=row["kind"],
        text=row["text"],
        client_key=row["client_key"],
        reply_to=row["reply_to"],
        choices=tuple(Choice(**choice) for choice in row["choices"]),
        value=row["value"],
        via=row["via"],
        bot=row["bot"],
        attachment=Attachment(**row["attachment"]) if row["attachment"] else None,
    )
