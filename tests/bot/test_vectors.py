"""Vectors of many texts are those of each text alone, whichever way they were computed."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bot.language.meaning import DIMENSIONS, encode, encode_together
from bot.topics.vectors import VectorCache

TEXTS = ["物业费怎么收", "", "遛狗要牵绳吗", "电梯坏了半天没人来修，我妈腿脚不好，你们到底管不管"]


def test_texts_encoded_together_mean_what_each_means_alone() -> None:
    assert np.allclose(encode_together(TEXTS), np.stack([encode(text) for text in TEXTS]), atol=1e-5)
    assert encode_together([]).shape == (0, DIMENSIONS)


def test_a_text_is_encoded_once_and_found_again_in_the_order_asked_for(tmp_path: Path) -> None:
    counted: list[int] = []

    def seen(encoded: Iterable[np.ndarray], count: int) -> Iterable[np.ndarray]:
        counted.append(count)
        return encoded

    first = VectorCache(tmp_path).of(TEXTS[:3], progress=seen)
    again = VectorCache(tmp_path).of([TEXTS[3], TEXTS[0], TEXTS[0]], progress=seen)
    assert counted == [3, 1]
    assert np.array_equal(again[1], first[0])
    assert np.array_equal(again[1], again[2])
    assert not first[1].any()
