from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import BoundedTrackerStore


async def conversation(store: BoundedTrackerStore, name: str, turns: int) -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker(name)
    for number in range(turns):
        tracker.update(UserUttered(f"第{number}句", {"name": "answer"}))
        tracker.update(ActionExecuted("utter_answer"))
        tracker.update(BotUttered("好"))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
        tracker = await store.retrieve(name)
    return tracker


async def test_only_the_last_turns_are_kept() -> None:
    tracker = await conversation(BoundedTrackerStore(Domain.empty(), turns=3), "a", 40)
    spoken = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert spoken == ["第37句", "第38句", "第39句"]
    assert tracker.events[0] == ActionExecuted("action_listen")
    assert tracker.latest_message.text == "第39句"


async def test_the_conversation_idle_longest_is_forgotten_first() -> None:
    store = BoundedTrackerStore(Domain.empty(), conversations=2)
    for name in ("a", "b", "a", "c"):
        await conversation(store, name, 1)
    assert list(await store.keys()) == ["a", "c"]
    assert await store.retrieve("b") is None
