"""One customer's session with a 微信客服 account: states, and codes that work once (protocol §2.3, §2.4)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.wechat.quota import Allowance
from tests.wechat.refusal import Refusal

NEW, BOT, QUEUE, PERSON, OVER = range(5)
MAY_GO = {
    NEW: {BOT, QUEUE, PERSON, OVER},
    BOT: {QUEUE, PERSON, OVER},
    QUEUE: {PERSON, OVER},
    PERSON: {PERSON, OVER},
    OVER: set(),
}
TWENTY_SECONDS, TWO_DAYS = 20.0, 48 * 3600.0
SESSION_LASTS = TWO_DAYS


@dataclass
class Code:
    """A one-time code: until when, in which state only (None: any), and which kinds it may send."""

    until: float
    state: int | None
    kinds: frozenset[str]


@dataclass
class Session:
    """Where a customer stands; a session ends by itself 48 hours after the last message."""

    state: int = OVER
    servicer: str = ""
    spoke_at: float = float("-inf")
    allowance: Allowance = field(default_factory=lambda: Allowance(used_up=95001, too_late=95002))
    _codes: dict[str, Code] = field(default_factory=dict)

    def customer_wrote(self, at: float) -> None:
        if self.state == OVER or at - self.spoke_at > SESSION_LASTS:
            self.state, self.servicer = NEW, ""
        self.spoke_at = at
        self.allowance.refresh("message", at=at)

    def move(self, state: int, *, servicer: str = "", at: float) -> str:
        """Change the state, or raise 95016; return the code that the change gives, if any."""
        self.settle(at)
        if state not in MAY_GO[self.state]:
            raise Refusal(95016)
        self.state, self.servicer = state, servicer if state == PERSON else ""
        if state == BOT:
            return ""
        kinds = {"text", "msgmenu"} if state == OVER else {"text"}
        return self.give_code(
            at=at, lasts=TWENTY_SECONDS if state == OVER else TWO_DAYS, state=state, kinds=kinds
        )

    def give_code(self, *, at: float, lasts: float, state: int | None, kinds: set[str]) -> str:
        code = secrets.token_urlsafe(24)
        self._codes[code] = Code(at + lasts, state, frozenset(kinds))
        return code

    def redeem(self, word: str, *, kind: str, at: float) -> None:
        """Use a code up, or raise: it is unknown, used, late, or the session has moved on."""
        code = self._codes.pop(word, None)
        if not code:
            raise Refusal(40058)
        if at > code.until:
            raise Refusal(95002)
        if kind not in code.kinds:
            raise Refusal(40008)
        if code.state is not None and code.state != self.state:
            raise Refusal(95018)

    def holds(self, word: str) -> bool:
        return word in self._codes

    def settle(self, at: float) -> None:
        """End a session that nobody wrote in for too long."""
        if self.state != OVER and at - self.spoke_at > SESSION_LASTS:
            self.state, self.servicer = OVER, ""
