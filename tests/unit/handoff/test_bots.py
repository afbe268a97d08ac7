"""Several bots: who answers which conversation."""

from collections import Counter

from handoff.bot import Breaker, RasaBot
from handoff.bots import Bots

CONVERSATIONS = [f"conversation-{number}" for number in range(2000)]


def bots_of(*names: str) -> Bots:
    return Bots([RasaBot(f"http://{name}", timeout=1, breaker=Breaker(lambda: 0.0)) for name in names])


def chosen(bots: Bots) -> dict[str, str]:
    return {conversation: bots.order(conversation)[0].url for conversation in CONVERSATIONS}


def test_a_conversation_keeps_its_bot_and_the_bots_share_evenly() -> None:
    assert chosen(bots_of("one", "two", "three")) == chosen(bots_of("three", "one", "two"))
    shares = Counter(chosen(bots_of("one", "two", "three")).values())
    assert all(570 < count < 770 for count in shares.values()), shares


def test_when_a_bot_goes_only_its_own_conversations_move() -> None:
    before, after = chosen(bots_of("one", "two", "three")), chosen(bots_of("one", "two"))
    assert all(after[one] == bot for one, bot in before.items() if bot != "http://three")


def test_a_bot_that_is_left_alone_is_passed_over_until_its_probe_is_due() -> None:
    now = 0.0
    breaker = Breaker(lambda: now, limit=1, probe=10)
    resting = RasaBot("http://resting", timeout=1, breaker=breaker)
    assert not resting.rests
    breaker.failed()
    assert resting.rests
    now = 11.0
    assert not resting.rests
