"""Where callers call from, and how many may from one place."""

import ipaddress
from collections import Counter

from sanic import Request

from handoff.errors import TooMany


class Limited:
    """Counts what is open at a place, up to so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    def enter(self, place: str) -> bool:
        """Count one more, or return False."""
        if self._open[place] >= self._most:
            return False
        self._open[place] += 1
        return True

    @property
    def open(self) -> int:
        """How many are open at all places together."""
        return self._open.total()

    def leave(self, place: str) -> None:
        """Count one less."""
        self._open[place] -= 1
        if self._open[place] <= 0:
            del self._open[place]


class Places:
    """What each address has open in this process: connections, and live lines among them.

    A proxy speaks for many: its connections are not counted, and it is believed whom it speaks for.
    """

    def __init__(self, *, connections: int, lines: int, proxies: frozenset[str]) -> None:
        self.proxies = proxies
        self._connections = Limited(connections)
        self._lines = Limited(lines)

    def connect(self, peer: str) -> bool:
        """Count a connection from this address, or return False where it has as many as it may."""
        return peer in self.proxies or self._connections.enter(place_of(peer))

    def disconnect(self, peer: str) -> None:
        """Count a connection no more."""
        if peer not in self.proxies:
            self._connections.leave(place_of(peer))

    @property
    def lines_open(self) -> int:
        """How many live lines this process has."""
        return self._lines.open

    def open_line(self, whom: str) -> None:
        """Count a live line; raises TooMany."""
        if not self._lines.enter(whom):
            raise TooMany("这个网络打开的客服连接太多了。请关掉一些页面，或过一会儿再试。", retry_after=30)

    def close_line(self, whom: str | None) -> None:
        """Count a live line no more."""
        if whom is not None:
            self._lines.leave(whom)


def address_of(request: Request) -> str:
    """Return the address that limits count by: the caller's, or whom a trusted proxy names last.

    Each proxy adds whom it saw at the end of X-Forwarded-For; what stands before that, anybody may have
    written, so it is read from the end, past our own proxies.
    """
    proxies: frozenset[str] = request.app.ctx.places.proxies
    named = request.headers.get("x-forwarded-for", "").split(",") if request.ip in proxies else []
    for one in reversed([name.strip() for name in named]):
        if one and one not in proxies:
            return place_of(one)
    return place_of(request.ip)


def is_secure(request: Request) -> bool:
    """Whether the caller came by https: to this very server, or to the trusted proxy that says so."""
    if request.scheme == "https":
        return True
    named: str = request.headers.get("x-forwarded-proto", "")
    return request.ip in request.app.ctx.places.proxies and named.rpartition(",")[2].strip() == "https"


def place_of(address: str) -> str:
    """Return the network that one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 one."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "?"
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known)
