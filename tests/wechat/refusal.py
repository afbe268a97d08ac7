"""What the platform says instead of doing it."""

from __future__ import annotations

WORDS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40003: "invalid openid",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40096: "invalid external userid",
    40125: "invalid appsecret",
    41001: "access_token missing",
    42001: "access_token expired",
    42009: "access_token expired",
    43004: "require subscribe",
    44002: "empty post data",
    44004: "empty content",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45072: "invalid command",
    45080: "need interaction",
    45081: "already in typing state",
    47001: "data format error",
    48001: "api unauthorized",
    48002: "user refuses to receive",
    48004: "api banned",
    95000: "invalid open_kfid",
    95001: "send msg count limit",
    95002: "send msg time limit",
    95004: "open_kfid not exist",
    95007: "invalid msg token",
    95013: "session is over",
    95014: "invalid servicer status",
    95016: "service state transition refused",
    95018: "send msg session status invalid",
}


class Refusal(Exception):  # noqa: N818 - the platform's own word would be an errcode, not an error
    """An errcode, with its words."""

    def __init__(self, errcode: int) -> None:
        super().__init__(errcode)
        self.errcode = errcode

    def answer(self) -> dict[str, object]:
        words = WORDS.get(self.errcode, "refused")
        return {"errcode": self.errcode, "errmsg": f"{words} rid: 6565aa00-0a1b2c3d-4e5f6071"}
