"""What a repairer did about a ticket, as they wrote it down on the spot: with a network or without."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handoff.domain.turn import Attachment, Author

StepKind = Literal["accept", "set_out", "begin", "finish", "picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStep:
    """The record of a step (作业记录). It is kept whether it changed anything or not.

    `key` is the phone's own, once a repairer; `after` the key of the step that the same phone wrote down
    before it about the same ticket. `recorded_at` is the phone's clock and proves nothing; `at` is when the
    desk had it. `refusal` says why nothing came of it, empty where something did.
    """

    key: str
    kind: StepKind
    by: Author
    recorded_at: datetime
    at: datetime
    after: str | None = None
    note: str = ""
    refusal: str = ""
    attachment: Attachment | None = None
