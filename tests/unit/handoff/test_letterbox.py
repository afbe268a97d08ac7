"""Callbacks of one moment are stored together, a repeat of what is stored not again."""

import asyncio

import pytest

from handoff.desk.letterbox import Callback, Letterbox
from handoff.domain.correspondent import AccountName, Incoming
from handoff.errors import Busy

ACCOUNT = AccountName("wechat", "demo")


def message(key: str) -> Incoming:
    return Incoming(account=ACCOUNT, estate="yunshan", person="resident", key=key, kind="text")


class Shelf:
    """Stores each key once, and counts how often it was asked."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.trouble: Exception | None = None

    async def keep(self, callbacks: list[Callback]) -> list[bool]:
        if self.trouble:
            raise self.trouble
        known = {key for batch in self.batches for key in batch}
        self.batches.append([callback.key for callback in callbacks])
        await asyncio.sleep(0)
        return [callback.key not in known for callback in callbacks]


async def test_what_comes_while_others_are_stored_is_stored_together() -> None:
    box, shelf = Letterbox(), Shelf()
    stored = await asyncio.gather(*(box.put(message(str(number)), shelf.keep) for number in range(5)))
    assert stored == [True] * 5
    assert shelf.batches == [["0", "1", "2", "3", "4"]]


async def test_what_was_stored_is_remembered_and_another_accounts_same_key_is_not_it() -> None:
    box, shelf = Letterbox(), Shelf()
    assert not box.has_stored(message("1"))
    await box.put(message("1"), shelf.keep)
    assert box.has_stored(message("1"))
    other = Incoming(
        account=AccountName("wechat", "other"), estate="yunshan", person="resident", key="1", kind="text"
    )
    assert not box.has_stored(other)


async def test_what_could_not_be_stored_is_not_remembered() -> None:
    box, shelf = Letterbox(), Shelf()
    shelf.trouble = Busy(retry_after=1)
    with pytest.raises(Busy):
        await box.put(message("1"), shelf.keep)
    assert not box.has_stored(message("1"))
    shelf.trouble = None
    assert await box.put(message("1"), shelf.keep)
