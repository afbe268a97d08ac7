"""Bodies that are read piece by piece, so that too large a one is answered instead of cut off."""

from sanic import Request

from handoff.api.connections import StrictHttp
from handoff.errors import BadRequest


async def read_capped(request: Request, *, largest: int, dropped: int) -> bytes | None:
    """Return a streamed body, None where it is larger than `largest` bytes.

    The rest is read and dropped, up to `dropped` bytes in all: a line cut in the middle would hide the
    refusal from whoever is still sending.
    """
    if not isinstance(request.stream, StrictHttp):
        raise BadRequest
    request.stream.expect_as_much_as(dropped)
    body = bytearray()
    while (part := await request.stream.read()) is not None:
        if len(body) <= largest:
            body += part
    return bytes(body) if len(body) <= largest else None
