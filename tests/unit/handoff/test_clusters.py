"""Questions that ask the same come together: by what they mean where that is known, else by their words."""

from handoff.domain.clusters import cluster

TEXTS = ["雪橇坡几点开", "雪橇坡几点开门", "狗可以坐电梯吗", "电梯让遛狗的进吗"]


def test_words_put_together_what_says_nearly_the_same() -> None:
    assert [0, 1] in cluster(TEXTS)


def test_meanings_put_together_what_words_do_not() -> None:
    north, south, near_south = [1.0, 0.1], [-1.0, 0.1], [-1.0, 0.2]
    assert cluster(TEXTS, [north, north, south, near_south]) == [[0, 1], [2, 3]]
    assert cluster(["停水", "停水"], [north, south]) == [[0], [1]]


def test_nothing_and_one_question_are_no_trouble() -> None:
    assert cluster([]) == []
    assert cluster(["停水"], [[0.0, 0.0]]) == [[0]]
