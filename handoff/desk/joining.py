"""Where a messenger takes few messages more, an agent's line waits a moment, and the next goes with it."""

from datetime import datetime, timedelta

from handoff.desk.ports import Work
from handoff.domain.conversation import Conversation
from handoff.domain.turn import Turn

WAITS_FOR = timedelta(seconds=4)  # the console says so


async def due_at(work: Work, conversation: Conversation, turn: Turn) -> datetime:
    """Return when a line may go out: at once, but for an agent's where the allowance is nearly used up."""
    if turn.author.kind != "agent":
        return turn.at
    correspondent = await work.correspondents.of(conversation.id)
    is_scarce = correspondent is not None and correspondent.quota.is_scarce(turn.at)
    return turn.at + WAITS_FOR if is_scarce else turn.at
