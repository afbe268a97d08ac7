"""Every error as `application/problem+json`; what is our own fault is logged and never explained."""

import logging
from http import HTTPStatus
from typing import Any

from sanic import HTTPResponse, Request, empty
from sanic.exceptions import RequestCancelled, SanicException
from sanic.handlers import ErrorHandler

from handoff.api.answers import answer
from handoff.errors import BadRequest, NotAllowed, NotFound, Refusal, TooLarge

log = logging.getLogger(__name__)
PROBLEM_TYPE = "application/problem+json"
_OF_SANIC: dict[int, type[Refusal]] = {404: NotFound, 405: NotAllowed, 413: TooLarge}


class Problems(ErrorHandler):
    """Turns refusals, Sanic's own errors and bugs into problem answers."""

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        """Answer an exception."""
        if isinstance(exception, Refusal):
            return problem(exception)
        if isinstance(exception, SanicException) and exception.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            if request is not None and request.path.startswith("/channels/"):
                return empty(status=400)  # a platform's callback is answered without a word
            refusal = _OF_SANIC.get(exception.status_code, BadRequest)()
            response = problem(refusal, status=exception.status_code)
            response.headers.update(exception.headers or {})
            return response
        if isinstance(exception, RequestCancelled):
            return empty(status=499)  # the caller hung up: nobody reads this
        log.error(
            "unexpected",
            extra={"path": _route(request), "cause": type(exception).__name__},
            exc_info=exception,
        )
        status = exception.status_code if isinstance(exception, SanicException) else 500
        return _problem(status, code="unexpected", detail="系统出了点问题，已经记录下来。请稍后再试一次。")

    @staticmethod
    def log(request: Request, exception: Exception) -> None:
        """Keep Sanic's own log out: `default` has said what may be said."""


def problem(refusal: Refusal, *, status: int | None = None) -> HTTPResponse:
    """Answer a refusal."""
    response = _problem(status or refusal.status, code=refusal.code, detail=refusal.detail, **refusal.extra)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _problem(status: int, *, code: str, detail: str, **extra: Any) -> HTTPResponse:
    title = HTTPStatus(status).phrase
    body = {
        "type": f"urn:linda:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    return answer({**body, **extra}, status, content_type=PROBLEM_TYPE)


def _route(request: Request | None) -> str:
    """Return the route's pattern, never the address: that could hold what somebody typed."""
    return request.route.path if request is not None and request.route else "?"
