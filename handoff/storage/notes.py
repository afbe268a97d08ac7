"""Private notes: apart from the turns, whose numbers must be the same for every reader."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.domain.turn import Author, Note
from handoff.errors import RepeatedKey
from handoff.storage.tables import notes


class Notes:
    """Notes on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def append(self, conversation_id: str, note: Note) -> None:
        """Store a note; raises RepeatedKey."""
        try:
            await self._connection.execute(
                notes.insert().values(
                    id=note.id, conversation_id=conversation_id, after_seq=note.after_seq,
                    agent_id=note.author.id, agent_name=note.author.name, text=note.text,
                    client_key=note.client_key, fingerprint=note.fingerprint, at=note.at,
                    is_whisper=note.is_whisper,
                )
            )  # fmt: skip
        except IntegrityError as error:
            raise RepeatedKey from error

    async def by_key(self, conversation_id: str, note: Note) -> Note | None:
        """Find the note that the same agent stored under the same key."""
        found = await self._select(
            notes.c.conversation_id == conversation_id,
            notes.c.agent_id == note.author.id,
            notes.c.client_key == note.client_key,
        )
        return found[0] if found else None

    async def of(self, conversation_id: str) -> list[Note]:
        """Return a conversation's notes, in order."""
        return await self._select(notes.c.conversation_id == conversation_id)

    async def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Note]:
        query = sa.select(notes).where(*conditions).order_by(notes.c.after_seq, notes.c.at)
        return [
            Note(
                id=row["id"],
                after_seq=row["after_seq"],
                author=Author("agent", row["agent_name"], row["agent_id"]),
                text=row["text"],
                at=row["at"],
                client_key=row["client_key"],
                fingerprint=row["fingerprint"],
                is_whisper=row["is_whisper"],
            )
            for row in (await self._connection.execute(query)).mappings()
        ]
