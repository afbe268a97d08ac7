"""Where the messenger platforms call back: believed, stored, `success` at once; anything else is silence."""

import logging

from sanic import Blueprint, HTTPResponse, Request

from handoff.api.callers import desk_of
from handoff.api.streams import read_capped
from handoff.desk.channel_ports import Gate
from handoff.desk.take_in import take_in
from handoff.domain.correspondent import AccountName
from handoff.errors import Busy, NotGenuine

log = logging.getLogger(__name__)
channels = Blueprint("channels", url_prefix="/channels")
LARGEST = 64 * 1024
MOST = 16 * 1024 * 1024  # is read for the sake of an answer
PLAIN = "text/plain; charset=utf-8"


@channels.get("/<channel:str>/<account:str>")
async def verify_address(request: Request, channel: str, account: str) -> HTTPResponse:
    """Say back what the platform's console asks when the address is saved."""
    gate = _gate(request, channel, account)
    if gate is None:
        return _silence(404)
    try:
        return HTTPResponse(gate.echo(_query(request)), content_type=PLAIN)
    except NotGenuine as refusal:
        return _refused(refusal)


@channels.post("/<channel:str>/<account:str>", stream=True)
async def take_callback(request: Request, channel: str, account: str) -> HTTPResponse:
    """Store a callback and say `success`; what is not stored is not acknowledged, and comes again."""
    gate, body = _gate(request, channel, account), await read_capped(request, largest=LARGEST, dropped=MOST)
    if gate is None or body is None:
        return _silence(404 if gate is None else 400)
    desk = desk_of(request)
    try:
        await take_in(desk, gate.read(_query(request), body, desk.now()))
    except NotGenuine as refusal:
        return _refused(refusal)
    except Busy:
        return _silence(503)
    except Exception:
        log.exception("callback_failed")  # not stored, so not acknowledged: it comes again
        return _silence(500)
    return HTTPResponse("success", content_type=PLAIN)


def _gate(request: Request, channel: str, account: str) -> Gate | None:
    gate: Gate | None = request.app.ctx.gates.get(AccountName(channel, account))
    return gate


def _query(request: Request) -> dict[str, str]:
    """Return the query with one value a name; a name that comes twice is nobody's honest request."""
    query = request.get_args(keep_blank_values=True)
    return {name: values[0] for name, values in query.items() if len(values) == 1}


def _refused(refusal: NotGenuine) -> HTTPResponse:
    log.warning("callback_refused", extra={"why": refusal.category})
    return _silence(refusal.status)


def _silence(status: int) -> HTTPResponse:
    """Answer without a word: whoever forges a callback learns nothing from it."""
    return HTTPResponse(status=status, content_type=PLAIN)
