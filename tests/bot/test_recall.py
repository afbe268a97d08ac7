"""What is recalled behind an answer of what others asked on there."""

from pathlib import Path

import numpy as np
import pytest

from bot.language.meaning import encode
from bot.topics.asked_on import AskedOn, asked_on
from bot.topics.recall import Recall, Recalled, recalled_by_strangers

DOGS, POOL = "pet.leash", "facility.pool.season"
IDS = (POOL, DOGS, "own.entry")
TOLD = [
    AskedOn("ann", POOL, "泳池几月开", "冬天能下水吗", (POOL,)),
    AskedOn("ann", POOL, "泳池几月开", "水温多少度", ()),
    AskedOn("ann", POOL, "泳池几月开", "狗可以带进去吗", (DOGS,)),
    AskedOn("bob", POOL, "游泳池开了没", "冬天可以下水不", (POOL,)),
    AskedOn("bob", POOL, "游泳池开了没", "水温有几度", ()),
    AskedOn("bob", DOGS, "遛狗要牵绳吗", "多长的绳子", (DOGS,)),
    AskedOn("bob", DOGS, "遛狗要牵绳吗", "冬天也要吗", (DOGS,)),
]


@pytest.fixture(scope="module")
def recall() -> Recall:
    """What was learnt from all of it."""
    return Recall.learn(TOLD)


def recalled(recall: Recall, said: str, before: str) -> Recalled:
    """What it recalls of a message behind an answer."""
    found = recall.recalled(said, encode(said), before=before, ids=IDS)
    assert found is not None
    return found


def test_what_the_same_answer_told_before_it_tells_again(recall: Recall) -> None:
    found = recalled(recall, "冬天下水行不行", POOL)
    assert IDS[int(found.topics.argmax())] == POOL
    assert found.same > found.none


def test_what_no_answer_told_is_known_as_such(recall: Recall) -> None:
    found = recalled(recall, "水温是多少", POOL)
    assert found.none > found.same
    assert found.none > 0


def test_the_same_words_mean_another_thing_behind_another_answer(recall: Recall) -> None:
    behind_dogs, behind_pool = recalled(recall, "冬天呢", DOGS), recalled(recall, "冬天呢", POOL)
    assert behind_dogs.topics[IDS.index(DOGS)] > behind_pool.topics[IDS.index(DOGS)]
    assert behind_pool.topics[IDS.index(POOL)] > behind_dogs.topics[IDS.index(POOL)]


def test_an_entry_of_which_nobody_was_heard_has_no_score_and_recalls_nothing(recall: Recall) -> None:
    assert recalled(recall, "冬天下水行不行", POOL).topics[IDS.index("own.entry")] == 0
    assert recall.recalled("多少钱", encode("多少钱"), before="own.entry", ids=IDS) is None


def test_what_was_learnt_is_read_back_as_it_was_written(recall: Recall, tmp_path: Path) -> None:
    recall.save(tmp_path)
    again = recalled(Recall.load(tmp_path), "冬天下水行不行", POOL)
    assert np.allclose(again.topics, recalled(recall, "冬天下水行不行", POOL).topics)


def test_a_stranger_is_understood_by_what_the_others_taught(recall: Recall) -> None:
    learnt, strangers = recalled_by_strangers(TOLD, IDS)
    assert np.allclose(learnt.coefficients, recall.coefficients)
    without_bob = Recall.learn([one for one in TOLD if one.author != "bob"])
    alone = recalled(without_bob, TOLD[4].said, POOL)
    # The wordings are weighed by the whole collection, so the two differ by a little.
    assert np.allclose(strangers[4].topics, alone.topics, atol=0.1)
    assert strangers[4].none == pytest.approx(alone.none, abs=0.15)


def test_the_shipped_collection_tells_for_every_entry_what_its_answer_tells_and_what_not() -> None:
    told = list(asked_on())
    entries = {one.before for one in told}
    assert len(entries) > 130
    assert {one.before for one in told if one.before in one.meant} == entries
    assert len([one for one in told if not one.meant]) > 500
