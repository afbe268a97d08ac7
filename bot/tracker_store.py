"""Short memory: the last turns of the last conversations, so that a long conversation costs no more.

The transcript is the desk's (docs/architecture.md); what is forgotten here is lost to nobody.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


class BoundedTrackerStore(TrackerStore):
    """Keeps `turns` turns of each of the `conversations` most recently used conversations."""

    def __init__(self, domain: Domain, *, turns: int = 15, conversations: int = 5000, **_: Any) -> None:
        super().__init__(domain)
        self._turns = turns
        self._conversations = conversations
        self._events: OrderedDict[str, list[Event]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the end of the conversation; forget the one that was idle longest when there are too many."""
        self._events[tracker.sender_id] = self._last_turns(list(tracker.events))
        self._events.move_to_end(tracker.sender_id)
        while len(self._events) > self._conversations:
            self._events.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give the conversation's tracker with what is remembered, or None."""
        events = self._events.get(sender_id)
        if events is None:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.events.extend(events)
        tracker.replay_events()
        return tracker

    async def keys(self) -> Iterable[str]:
        """Give the conversations that are remembered."""
        return list(self._events)

    def _last_turns(self, events: list[Event]) -> list[Event]:
        spoken = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(spoken) <= self._turns:
            return events
        # One earlier: the `action_listen` before the words, without which no rule would match.
        return events[max(spoken[-self._turns] - 1, 0) :]
