"""The platform's HTTP side: one address for both kinds of account; a token says which is meant."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from sanic import HTTPResponse, Request, Sanic
from sanic.response import raw, redirect

from tests.wechat.journal import Call
from tests.wechat.kf import KfDesk
from tests.wechat.kf_calls import CALLS, Json
from tests.wechat.media import TYPES
from tests.wechat.official import OfficialDesk
from tests.wechat.refusal import Refusal
from tests.wechat.trouble import Fault

if TYPE_CHECKING:
    from tests.wechat.platform import Platform

LARGEST_BODY = 24 << 20
ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
_numbers = count()
Handler = Callable[[Request], Awaitable[HTTPResponse | Json]]
SentBy = OfficialDesk | KfDesk


@asynccontextmanager
async def serving(platform: Platform) -> AsyncIterator[str]:
    """Serve until left; yields the address to put into the desk's settings."""
    app = Sanic(f"platform{next(_numbers)}", configure_logging=False)
    app.config.update(
        REQUEST_MAX_SIZE=LARGEST_BODY, ACCESS_LOG=False, MOTD=False, TOUCHUP=False, KEEP_ALIVE_TIMEOUT=75
    )
    Routes(platform).register(app)
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", platform.port))
    server = await app.create_server(sock=bound, return_asyncio_server=True)
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.after_start()
    await server.start_serving()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        await server.before_stop()
        closing = server.close()
        for connection in list(server.connections):
            connection.abort()
        if closing:
            await closing
        await server.after_stop()


class Routes:
    """What the platform answers, each call through the same door: trouble first, refusals as errcodes."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def register(self, app: Any) -> None:
        for path, method, handler in (
            ("/cgi-bin/stable_token", "POST", self._stable_token),
            ("/cgi-bin/token", "GET", self._plain_token),
            ("/cgi-bin/gettoken", "GET", self._company_token),
            ("/cgi-bin/getcallbackip", "GET", self._addresses),
            ("/cgi-bin/message/custom/send", "POST", self._custom_send),
            ("/cgi-bin/message/custom/typing", "POST", self._typing),
            ("/cgi-bin/media/upload", "POST", self._upload),
            ("/cgi-bin/media/get", "GET", self._download),
            ("/cgi-bin/kf/<call:path>", "POST", self._kf),
        ):
            app.add_route(self._door(handler), path, methods=[method], name=handler.__name__)

    def _door(self, handler: Handler) -> Callable[..., Awaitable[HTTPResponse]]:
        async def answer(request: Request, **_parts: str) -> HTTPResponse:
            path = request.path.removeprefix("/cgi-bin/")
            fault = self._platform.trouble.meet(path) or Fault()
            await asyncio.sleep(fault.late)
            if fault.torn:
                return _tear(request, self._log(path, -2))
            if fault.moved:
                self._log(path, -4)
                return redirect(fault.moved)
            if fault.body is not None:
                self._log(path, -3)
                return raw(fault.body, content_type="text/html")
            try:
                if fault.errcode:
                    raise Refusal(fault.errcode)  # noqa: TRY301 - the same way out as every refusal
                answered = await handler(request)
            except Refusal as refusal:
                answered = refusal.answer()
            code = answered["errcode"] if isinstance(answered, dict) and "errcode" in answered else 0
            call = self._log(path, int(str(code)))
            if fault.torn_after:
                return _tear(request, call)
            return _json(answered, plain="media" in path) if isinstance(answered, dict) else answered

        return answer

    def _log(self, path: str, errcode: int) -> Call:
        call = Call(self._platform.clock.now(), path, errcode)
        self._platform.journal.calls.append(call)
        return call

    async def _stable_token(self, request: Request) -> Json:
        body = self._read(request)
        if body.get("grant_type") != "client_credential":
            raise Refusal(40002)
        desk = self._application(body.get("appid"), body.get("secret"))
        token, left = desk.tokens.stable(force=body.get("force_refresh") is True)
        return {"access_token": token, "expires_in": left}

    async def _plain_token(self, request: Request) -> Json:
        desk = self._application(request.args.get("appid"), request.args.get("secret"))
        token, left = desk.tokens.plain()
        return {"access_token": token, "expires_in": left}

    async def _company_token(self, request: Request) -> Json:
        for desk in self._platform.kfs:
            if desk.account.corp_id == request.args.get("corpid"):
                if desk.account.secret != request.args.get("corpsecret"):
                    raise Refusal(40001)
                token, left = desk.tokens.shared()
                return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": left}
        raise Refusal(40013)

    async def _addresses(self, request: Request) -> Json:
        self._caller(request)
        return {"ip_list": ["127.0.0.1", "101.226.103.0/25"]}

    async def _custom_send(self, request: Request) -> Json:
        return await self._official(request).custom_send(self._read(request))

    async def _typing(self, request: Request) -> Json:
        return await self._official(request).typing(self._read(request))

    async def _upload(self, request: Request) -> Json:
        self._caller(request)
        found = request.files.get("media") if request.files else None
        if not found:
            raise Refusal(41005)
        kind = request.args.get("type", "")
        media_id = self._platform.media.put(kind, found.body)
        at = int(self._platform.clock.now())
        return {"type": kind, "media_id": media_id, "created_at": at}

    async def _download(self, request: Request) -> HTTPResponse | Json:
        desk = self._caller(request)
        medium = self._platform.media.get(request.args.get("media_id", ""))
        if medium.kind == "video" and isinstance(desk, OfficialDesk):
            return {"video_url": f"{self._platform.url}/video"}
        name = {"Content-Disposition": 'attachment; filename="MEDIA_ID.jpg"'}
        return raw(medium.content, content_type=TYPES.get(medium.kind, "image/jpeg"), headers=name)

    async def _kf(self, request: Request) -> Json:
        owner = self._caller(request)
        call = CALLS.get(request.path.removeprefix("/cgi-bin/kf/"))
        if not call or not isinstance(owner, KfDesk):
            raise Refusal(48002)
        body = self._read(request)
        return await call(self._of_the_company(owner, body.get("open_kfid")), body)

    def _of_the_company(self, owner: KfDesk, open_kfid: object) -> KfDesk:
        """Return the account that is meant: a company's token is good for all of its accounts."""
        accounts = (one for one in self._platform.kfs if one.account.corp_id == owner.account.corp_id)
        return next((one for one in accounts if one.account.open_kfid == open_kfid), owner)

    def _official(self, request: Request) -> OfficialDesk:
        desk = self._caller(request)
        if not isinstance(desk, OfficialDesk):
            raise Refusal(48001)
        return desk

    def _application(self, app_id: object, secret: object) -> OfficialDesk:
        for desk in self._platform.officials:
            if desk.account.app_id == app_id:
                if desk.account.app_secret != secret:
                    raise Refusal(40125)
                return desk
        raise Refusal(40013)

    def _caller(self, request: Request) -> SentBy:
        """Return whose token this is, or raise what a bad one gets."""
        word = request.args.get("access_token", "")
        if not word:
            raise Refusal(41001)
        desks: list[SentBy] = [*self._platform.officials, *self._platform.kfs]
        owner = next((desk for desk in desks if desk.tokens.knows(word)), None)
        if not owner:
            raise Refusal(40001)
        owner.tokens.check(word)
        return owner

    def _read(self, request: Request) -> Json:
        """Read a JSON body; escaped Chinese is noted, since the resident would read the escapes."""
        if not request.body:
            raise Refusal(44002)
        if ESCAPED.search(request.body):
            self._platform.journal.faults.append("escaped")
        try:
            body = json.loads(request.body.decode())
        except ValueError:
            raise Refusal(47001) from None
        if not isinstance(body, dict):
            raise Refusal(47001)
        return body


def _json(body: Json, *, plain: bool) -> HTTPResponse:
    kind = "text/plain" if plain else "application/json; encoding=utf-8"
    return raw(json.dumps(body, ensure_ascii=False).encode(), content_type=kind)


def _tear(request: Request, _call: Call) -> HTTPResponse:
    """Cut the connection, as a failing network does."""
    cast("asyncio.Transport", request.transport).abort()
    return raw(b"")
