"""The group's robot: tells a 企业微信 group of an alert, at addresses that the operator allowed.

Only https to an allowed host whose every address lies in the open internet; what is resolved is what is
connected to, so a name that changes its mind reaches nothing inside (DNS rebinding); no redirects. An
allowed origin such as http://127.0.0.1:6500 is taken as written: for rehearsals on this machine.
Format: https://developer.work.weixin.qq.com/document/path/91770.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx

from handoff.errors import BadRequest, WebhookFailed

TIMEOUT = 5.0
MOST_BYTES = 4096  # of a markdown message's content
HTTPS = 443
Resolve = Callable[[str, int], Awaitable[list[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


class GroupRobot:
    """Sends to webhooks of allowed hosts; `usual` is the address for estates that have set none."""

    def __init__(self, allowed: frozenset[str], *, usual: str = "", resolve: Resolve = resolve) -> None:
        self.usual = usual
        self._allowed = allowed
        self._resolve = resolve

    @property
    def hosts(self) -> list[str]:
        """The hosts and origins that may be told."""
        return sorted(self._allowed)

    def check(self, url: str) -> None:
        """Refuse an address that may never be told; raises BadRequest."""
        try:
            parts = urlsplit(url)
            port, host = parts.port, parts.hostname or ""
        except ValueError:
            raise BadRequest("这个地址读不懂。请从群机器人的设置里完整复制。") from None
        if self._is_taken_as_written(url):
            return
        if (
            parts.scheme != "https"
            or port not in {None, HTTPS}
            or parts.username
            or host not in self._allowed
        ):
            named = "、".join(self.hosts) or "（没有）"
            raise BadRequest(f"提醒只能发到 https 地址，并且主机在允许的名单里：{named}。请检查地址。")

    async def send(self, url: str, text: str) -> None:
        """Send a line; raises WebhookFailed with a sentence where it did not arrive."""
        try:
            self.check(url)
        except BadRequest as refusal:
            raise WebhookFailed(refusal.detail) from None
        content = text.encode()[:MOST_BYTES].decode(errors="ignore")
        body = {"msgtype": "markdown", "markdown": {"content": content}}
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
                answered = await client.send(await self._request(client, url, body))
        except (httpx.HTTPError, OSError) as error:
            raise WebhookFailed(f"没有送达（{type(error).__name__}）。") from None
        if answered.status_code != httpx.codes.OK:
            raise WebhookFailed(f"对方没有接受（HTTP {answered.status_code}）。")
        _refuse_a_no(answered)

    async def _request(self, client: httpx.AsyncClient, url: str, body: object) -> httpx.Request:
        """Build the request to the very address that was looked at."""
        if self._is_taken_as_written(url):
            return client.build_request("POST", url, json=body)
        host = urlsplit(url).hostname or ""
        addresses = await self._resolve(host, HTTPS)
        if not addresses or not all(ipaddress.ip_address(one).is_global for one in addresses):
            raise WebhookFailed("这个地址指向内部网络，没有发送。")
        pinned = httpx.URL(url).copy_with(host=addresses[0])
        return client.build_request(
            "POST", pinned, json=body, headers={"Host": host}, extensions={"sni_hostname": host}
        )

    def _is_taken_as_written(self, url: str) -> bool:
        parts = urlsplit(url)
        return "://" in url and f"{parts.scheme}://{parts.netloc}" in self._allowed


def _refuse_a_no(answered: httpx.Response) -> None:
    try:
        code = answered.json().get("errcode", 0)
    except (ValueError, AttributeError):
        raise WebhookFailed("对方的回答读不懂。") from None
    if code:
        raise WebhookFailed(f"对方没有接受（errcode {code}）。")
