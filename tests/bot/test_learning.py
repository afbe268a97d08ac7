"""What the topic model rests on: leaving out exactly, strangers' questions, the mix that residents ask."""

import numpy as np
import pytest

from bot.topics.corpus import ENTRIES, Row
from bot.topics.gate import FAR_OF_MISSES, MISSES, Gate, as_asked
from bot.topics.learning import folds_of
from bot.topics.ranker import Memory, Ridge
from bot.topics.record import Outcomes, learn_record

RANDOM = np.random.default_rng(7)


def test_leaving_questions_out_is_the_same_as_never_having_read_them() -> None:
    features = RANDOM.normal(size=(60, 12)).astype(np.float32)
    kernel = features @ features.T / 12 + np.eye(60, dtype=np.float32)
    targets = RANDOM.normal(size=(60, 3)).astype(np.float32)
    group, others = np.arange(0, 60, 4), np.setdiff1d(np.arange(60), np.arange(0, 60, 4))
    known = kernel[np.ix_(others, others)].copy()
    refitted = kernel[np.ix_(group, others)] @ Ridge(known, targets[others]).coefficients
    ridge = Ridge(kernel.copy(), targets)
    np.testing.assert_allclose(ridge.without(group), refitted, atol=1e-4)
    np.testing.assert_allclose(ridge.without(np.array([5, 9])).shape, (2, 3))


def test_the_kernel_made_in_slices_is_the_one_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"物业费第{number}个问题怎么算" for number in range(23)]
    memory = Memory.of(texts, RANDOM.normal(size=(23, 384)).astype(np.float32))
    everything = np.arange(23)
    monkeypatch.setattr("bot.topics.ranker.SLICE", 5)
    np.testing.assert_allclose(memory.kernel(), memory.within(everything, everything).kernel, rtol=1e-5)


def test_an_author_is_one_fold_and_an_entry_s_own_words_none_where_others_speak_of_it() -> None:
    rows = [
        Row("标题", ENTRIES, "a"), Row("甲一", "ann", "a"), Row("乙一", "bob", "a"), Row("甲二", "ann", None),
        Row("自己的", ENTRIES, "own"), Row("自己的二", ENTRIES, "own"),
    ]  # fmt: skip
    folds = folds_of(rows).tolist()
    assert folds[:4] == [-1, 0, 1, 0]
    assert sorted(folds[4:]) == [0, 1]


def test_a_single_author_is_dealt_into_five() -> None:
    rows = [Row(str(number), "ann", "a") for number in range(20)]
    assert sorted(set(folds_of(rows).tolist())) == [0, 1, 2, 3, 4]


def test_the_weights_make_of_any_mix_what_residents_ask() -> None:
    missed = np.array([False] * 10 + [True] * 90)
    far = np.array([False] * 80 + [True] * 20)
    weight = as_asked(missed, far)
    assert weight[missed].sum() / weight.sum() == pytest.approx(MISSES)
    assert weight[far].sum() / weight[missed].sum() == pytest.approx(FAR_OF_MISSES)
    assert weight.mean() == pytest.approx(1)


def test_the_gate_says_how_often_it_is_right() -> None:
    evidence = RANDOM.normal(size=(4000, 2))
    right = RANDOM.random(4000) < 1 / (1 + np.exp(-2 * evidence[:, 0]))
    gate = Gate.learn(evidence[::2], right[::2], np.ones(2000))
    said = gate.probability(evidence[1::2])
    for low, high in ((0.0, 0.3), (0.3, 0.7), (0.7, 1.0)):
        there = (said >= low) & (said < high)
        assert said[there].mean() == pytest.approx(right[1::2][there].mean(), abs=0.06)


@pytest.mark.parametrize("right", [True, False])
def test_a_gate_that_has_seen_only_one_outcome_stays_cautious(right: bool) -> None:
    gate = Gate.learn(RANDOM.normal(size=(8, 2)), np.full(8, right), np.ones(8))
    assert 0.05 < gate.probability(np.zeros((1, 2)))[0] < 0.95


def test_an_entry_that_strangers_were_answered_wrongly_with_is_held_back_a_little() -> None:
    entries = np.repeat([0, 1, 2], 400)
    right = np.concatenate([np.arange(400) % 10 < share for share in (5, 8, 10)])
    record = learn_record(Outcomes(np.full(1200, 1.4), right, np.ones(1200), entries), 4)
    assert record[0] < -0.5
    assert record[2] > 0.5
    assert abs(record[1]) < 0.1
    assert record[3] == 0
    once = learn_record(Outcomes(np.array([1.4]), np.array([False]), np.ones(1), np.array([0])), 1)
    assert -0.1 < once[0] < 0
