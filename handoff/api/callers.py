"""Who calls: a resident with the token of one conversation, or an agent with a session."""

from dataclasses import dataclass

from sanic import Request

from handoff.api.addresses import is_secure
from handoff.desk.access import require_grade
from handoff.desk.ports import Desk
from handoff.desk.sign_in import SESSION_MARK, signed_in_agent
from handoff.domain.agent import Agent
from handoff.domain.rights import RIGHTS, Right
from handoff.errors import ForeignOrigin, NotSignedIn

COOKIE = "linda_session"
# Browsers take a name with this prefix over https only, for this host and no other (RFC 6265bis, 4.1.3.2).
SECURE_PREFIX = "__Host-"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class ResidentCaller:
    """Somebody with a conversation's token; whether it opens this conversation, the desk will find."""

    token: str


def desk_of(request: Request) -> Desk:
    """Return the desk that bootstrap wired."""
    desk: Desk = request.app.ctx.desk
    return desk


def bearer(request: Request) -> str:
    """Return the bearer token, or an empty string."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def session_cookie(request: Request) -> str:
    """Return the session's token from the cookie, or an empty string.

    By https only the name is read that no other host and no plain page can set.
    """
    name = SECURE_PREFIX + COOKIE if is_secure(request) else COOKIE
    return request.cookies.get(name) or ""


def session_token(request: Request) -> str:
    """Return an agent's session token from header or cookie; a cookie may change things from here only."""
    token = bearer(request)
    if token:
        return token if token.startswith(SESSION_MARK) else ""
    cookie = session_cookie(request)
    if cookie and request.method not in _SAFE and not is_same_origin(request):
        raise ForeignOrigin("请求来自其他网站，没有执行。请在坐席工作台里操作。")
    return cookie


async def agent_caller(request: Request) -> Agent:
    """Return the signed-in agent; raises NotSignedIn, NotPermitted below the grade that the table asks."""
    token = session_token(request)
    if not token:
        raise NotSignedIn
    agent = await signed_in_agent(desk_of(request), token)
    request.ctx.agent = agent  # should this be refused, it is known to whom (`edges`)
    require_grade(agent, right_of(request).grade)
    return agent


def right_of(request: Request) -> Right:
    """Return the route's row of the table of rights."""
    assert request.route is not None  # noqa: S101 - whoever asks is in a handler
    return RIGHTS[request.route.name.rpartition(".")[2]]


async def any_caller(request: Request) -> Agent | ResidentCaller:
    """Return the agent, or whoever else may be in the conversation."""
    if session_token(request):
        return await agent_caller(request)
    return ResidentCaller(bearer(request))


def is_same_origin(request: Request) -> bool:
    """Whether the Origin header names this very host."""
    return request.headers.get("origin", "") in {f"http://{request.host}", f"https://{request.host}"}


def is_welcome_origin(request: Request) -> bool:
    """Whether this origin may embed the widget; without the header it is no browser's foreign page."""
    origin = request.headers.get("origin")
    return origin is None or is_same_origin(request) or origin in request.app.ctx.settings.allowed_origins
