"""Who listens: a hub in each process with a bounded queue for each listener. The database stays the truth."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from handoff.domain.events import Event

QUEUE_LIMIT = 256  # events; whoever is further behind reads the database instead


class FellBehind(Exception):  # noqa: N818 - it is what happened to the listener, not an error of ours
    """A listener read too slowly, or the desk stops; it must come back and fetch."""


class Listener:
    """One open feed: events wait here until it takes them."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()
        self._has_news = asyncio.Event()
        self._fell_behind = False

    def offer(self, event: Event) -> None:
        """Queue an event, or remember that there was no room."""
        if len(self._events) >= QUEUE_LIMIT:
            self.cut()
        if not self._fell_behind:
            self._events.append(event)
        self._has_news.set()

    def cut(self) -> None:
        """Drop what waits; the listener must come back and fetch."""
        self._events.clear()
        self._fell_behind = True
        self._has_news.set()

    async def next(self) -> Event:
        """Wait for an event; raises FellBehind."""
        await self._has_news.wait()
        if self._fell_behind:
            raise FellBehind
        event = self._events.popleft()
        if not self._events:
            self._has_news.clear()
        return event


class Hub:
    """Publishes events to those who listen to one of their topics; `outward` tells the other processes."""

    def __init__(self, *, outward: Callable[[Event], None] | None = None) -> None:
        self._outward = outward
        self._by_topic: dict[str, set[Listener]] = {}
        self._agents: list[str] = []

    def publish(self, event: Event) -> None:
        """Offer what happened here to everybody who listens, here and in the other processes; never waits."""
        self.deliver(event)
        if self._outward:
            self._outward(event)

    def deliver(self, event: Event) -> None:
        """Offer an event to each listener of this process once; never waits."""
        listeners = {listener for topic in event.topics for listener in self._by_topic.get(topic, ())}
        for listener in listeners:
            listener.offer(event)

    @contextmanager
    def listen(self, topics: Collection[str], *, agent_id: str | None = None) -> Iterator[Listener]:
        """Listen to topics while the context lasts; an agent counts as there meanwhile."""
        listener = Listener()
        for topic in topics:
            self._by_topic.setdefault(topic, set()).add(listener)
        if agent_id:
            self._agents.append(agent_id)
        try:
            yield listener
        finally:
            if agent_id:
                self._agents.remove(agent_id)
            for topic in topics:
                self._by_topic[topic].discard(listener)
                if not self._by_topic[topic]:
                    del self._by_topic[topic]

    def close(self) -> None:
        """Send every listener away: they will come back and resume from the database."""
        for listener in {listener for listeners in self._by_topic.values() for listener in listeners}:
            listener.cut()

    def listening_agents(self) -> Collection[str]:
        """Return the ids of agents with a live feed."""
        return frozenset(self._agents)
