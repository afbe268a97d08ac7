"""What the desk will not run with: a set-up that would lose what it acknowledged, or let strangers in."""

import contextlib
import ipaddress
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from handoff.commands.failing import CommandError
from handoff.settings import Settings
from handoff.storage.engine import dispose, is_durable, open_engines

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# The year this was written: a clock before it was never set, and signatures, deadlines and leases would lie.
EARLIEST_YEAR = 2026
KNOCKING = 0.5  # seconds
# No packet goes out: connecting a datagram socket only asks the system which address it would send from.
_SOMEWHERE_ELSE = ("192.0.2.1", 9)


async def refuse_a_weak_set_up(settings: Settings, now: datetime | None = None) -> None:
    """Raise CommandError that names every weakness and what to do about it."""
    if found := [*weaknesses(settings, now or datetime.now(UTC)), *await _of_the_database(settings)]:
        raise CommandError("这样启动不安全，客服台没有启动：\n" + "\n".join(f"✗ {one}" for one in found))


def weaknesses(settings: Settings, now: datetime) -> Iterator[str]:
    """Yield what is weak about settings, key, clock and the bot's door."""
    key = settings.secret_key_file
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield f"密钥文件 {key} 别人也能读。请改为 0600。"
    if now.year < EARLIEST_YEAR:
        yield f"系统时间是 {now:%Y-%m-%d}，明显不对。请先校准时钟。"
    for origin in sorted(settings.allowed_origins):
        if trouble := _of_an_origin(origin, is_production=settings.is_production):
            yield trouble
    for base in (settings.wechat_api_base, settings.wecom_api_base):
        if settings.is_production and urlsplit(base).scheme != "https":
            yield f"微信接口的地址 {base} 没有加密，密钥会在路上被人看到。正式环境请用 https。"
    for url in settings.bot_urls:
        if trouble := _of_a_bot(url):
            yield trouble


def _of_an_origin(origin: str, *, is_production: bool) -> str:
    address = urlsplit(origin)
    if address.scheme not in {"http", "https"} or not address.hostname or "*" in origin:
        return f"LINDA_ALLOWED_ORIGINS 里的“{origin}”不是一个网站。请逐个写明，如 https://www.example.com。"
    if is_production and address.scheme == "http" and address.hostname not in LOOPBACK:
        return f"LINDA_ALLOWED_ORIGINS 里的“{origin}”没有加密。正式环境请用 https。"
    return ""


def _of_a_bot(url: str) -> str:
    """Rasa's port takes commands from whoever reaches it: it must answer on this machine only."""
    address = urlsplit(url)
    if address.hostname not in LOOPBACK:
        is_exposed = _is_public(address.hostname or "")
        return f"LINDA_BOT_URL 里的 {url} 在公网上。请放进内网。" if is_exposed else ""
    for own in sorted(_own_addresses()):
        if _answers(own, address.port or 80):
            return f"机器人的端口 {address.port} 从 {own} 也能访问。请让它只监听 127.0.0.1。"
    return ""


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return False  # a name: whoever gave it knows their network


def _own_addresses() -> set[str]:
    """Return this machine's addresses that others could reach, as far as it knows them."""
    found: set[str] = set()
    with contextlib.suppress(OSError):  # a name that nothing knows has no addresses
        found = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
        contextlib.suppress(OSError),  # no network at all: nobody can reach it
    ):
        probe.connect(_SOMEWHERE_ELSE)
        found.add(str(probe.getsockname()[0]))
    return {one for one in found if not ipaddress.ip_address(one).is_loopback}


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=KNOCKING).close()
    except OSError:
        return False
    return True


async def _of_the_database(settings: Settings) -> list[str]:
    writer, reader = open_engines(settings.database_url)
    try:
        if await is_durable(writer):
            return []
    finally:
        await dispose(writer, reader)
    return [
        "数据库提交后不保证落盘：SQLite 需要 WAL 和 synchronous=FULL（网络盘往往不支持），"
        "PostgreSQL 需要 fsync 和 synchronous_commit 打开。"
    ]
