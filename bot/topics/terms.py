"""Which words and characters a question has: a sparse vector of weighted terms (TF-IDF)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix

from bot.language.words import words_of

_LONGEST = 3


@lru_cache(maxsize=256)  # the topics, the acts and the wishes look at the same message
def terms_of(text: str) -> Mapping[str, int]:
    """Its runs of one to three characters and its words (marked, so that both can stand side by side)."""
    runs = Counter(
        text[start : start + length]
        for length in range(1, _LONGEST + 1)
        for start in range(len(text) - length + 1)
    )
    runs.update(f"#{word}" for word in words_of(text))
    return runs


class Terms:
    """A vocabulary with the weight of each term: the rarer among the questions, the heavier."""

    def __init__(self, vocabulary: Sequence[str], weights: np.ndarray) -> None:
        self.vocabulary = list(vocabulary)
        self.weights = weights.astype(np.float32)
        self._column = {term: column for column, term in enumerate(self.vocabulary)}
        self._unknown_weight = float(self.weights.max(initial=1.0))

    @classmethod
    def learn(cls, texts: Sequence[str]) -> "Terms":
        """Give the vocabulary of the texts."""
        documents = Counter(term for text in texts for term in set(terms_of(text)))
        frequency = np.array(list(documents.values()), dtype=np.float64)
        return cls(list(documents), np.log((1 + len(texts)) / (1 + frequency)) + 1)

    def matrix(self, texts: Iterable[str]) -> csr_matrix:
        """One unit row a text."""
        # Made as it is stored: going by way of coordinates costs a message more than comparing it.
        columns, values, ends = [np.zeros(0, np.int32)], [np.zeros(0, np.float32)], [0]
        for text in texts:
            times = terms_of(text)
            known = [term for term in times if term in self._column]
            column = np.array([self._column[term] for term in known], dtype=np.int32)
            weight = (1 + np.log([times[term] for term in known])) * self.weights[column]
            columns.append(column)
            values.append((weight / (np.sqrt(weight @ weight) or 1)).astype(np.float32))
            ends.append(ends[-1] + len(known))
        shape = (len(ends) - 1, len(self.vocabulary))
        return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=shape)

    def strangeness(self, text: str) -> float:
        """Give the weighted share of the words that no training question has, 0…1."""
        words = [f"#{word}" for word in words_of(text)]
        if not words:
            return 0.0
        weights = [
            self.weights[self._column[word]] if word in self._column else self._unknown_weight
            for word in words
        ]
        unknown = [weight for word, weight in zip(words, weights, strict=True) if word not in self._column]
        return float(sum(unknown) / sum(weights))
