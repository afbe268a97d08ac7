"""What can go wrong with knowledge, in words for the editor who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class KnowledgeError(Exception):
    """What was asked of the knowledge base was not done; nothing changed.

    `problems` holds one Chinese sentence for each thing to put right; it may be empty.
    """

    def __init__(self, message: str, problems: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class RefusedError(KnowledgeError):
    """The check or the gate does not let this content into force; `gate` is its report, if it asked."""

    def __init__(
        self, message: str, problems: Iterable[str] = (), gate: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message, problems)
        self.gate = gate


class NotPublishedError(KnowledgeError):
    """The estate has no published version yet."""


class BusyError(KnowledgeError):
    """Another publish or rollback of the same estate is under way."""
