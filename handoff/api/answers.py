"""How the desk answers: JSON that nobody caches."""

import json
from typing import Any

from sanic import HTTPResponse

JSON_TYPE = "application/json; charset=utf-8"


def dumps(body: Any) -> str:
    """Write JSON compactly, Chinese as Chinese."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def answer(
    body: Any, status: int = 200, *, headers: dict[str, str] | None = None, content_type: str = JSON_TYPE
) -> HTTPResponse:
    """Answer with JSON and `Cache-Control: no-store`."""
    return HTTPResponse(
        dumps(body),
        status=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        content_type=content_type,
    )


def nothing() -> HTTPResponse:
    """Answer that it is done and there is nothing to say."""
    return HTTPResponse(status=204, headers={"Cache-Control": "no-store"})
