"""What the unique index refused was said before: the same body gets the same turn, another is an error."""

from handoff.desk.ports import Work
from handoff.domain.turn import Line, Note, Turn
from handoff.errors import KeyReused


async def the_same_turn(work: Work, conversation_id: str, line: Line) -> Turn:
    """Return the turn stored under this key; raises KeyReused where its body was another."""
    stored = await work.turns.by_key(conversation_id, line)
    if stored is None or stored.fingerprint != line.fingerprint:
        raise KeyReused
    return stored.turn


async def the_same_note(work: Work, conversation_id: str, note: Note) -> Note:
    """Return the note stored under this key; raises KeyReused where its body was another."""
    stored = await work.notes.by_key(conversation_id, note)
    if stored is None or stored.fingerprint != note.fingerprint:
        raise KeyReused
    return stored
