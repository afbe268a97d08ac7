"""Start the desk alone, or the desk and the bot under supervision."""

import argparse
import socket
import sys
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from handoff.commands.failing import CommandError
from handoff.commands.soundness import LOOPBACK, refuse_a_weak_set_up
from handoff.domain.times import CHINA
from handoff.holidays import HOLIDAYS_FILE, Holidays, ends_soon
from handoff.serving import listen, serve
from handoff.settings import Settings
from handoff.supervise import Service, supervise

ROOT = Path(__file__).resolve().parent.parent.parent
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
DESK_PATIENCE = 30.0  # seconds until the first answer
BOT_PATIENCE = 120.0  # it loads its models first


async def run_desk(settings: Settings, wanted: argparse.Namespace) -> str:
    """Serve until SIGTERM or SIGINT, on a socket of its own or on one that the supervisor holds."""
    await refuse_a_weak_set_up(settings)
    if wanted.listening is None:
        sock = listen(settings.host, settings.port)
    else:
        sock = socket.socket(fileno=wanted.listening)
    liveness = None if wanted.liveness is None else socket.socket(fileno=wanted.liveness)
    _say_of_the_calendar(settings)
    print(f"邻答客服台：http://{settings.host}:{settings.port}/", flush=True)  # noqa: T201
    await serve(settings, sock, worker=wanted.worker, liveness=liveness)
    return "已停止。"


async def run_everything(settings: Settings, _wanted: argparse.Namespace) -> str:
    """Run desks and bots in this terminal until Ctrl-C."""
    desk = f"http://{settings.host}:{settings.port}"
    services = [*desk_services(settings), *_bot_services(settings)]
    addresses = {"居民页面": f"{desk}/", "坐席工作台": f"{desk}/console/"}
    if await supervise(services, data_dir=settings.data_dir, addresses=addresses):
        raise CommandError("没有启动成功，原因见上。")
    return "已全部停止。"


def desk_services(settings: Settings) -> list[Service]:
    """Return the desk's processes, all on one socket; each has another one for its own signs of life."""
    door = listen(settings.host, settings.port)
    services = []
    for name in _names("desk", settings.workers):
        liveness = listen("127.0.0.1", 0)
        liveness.listen()
        command = (
            *(sys.executable, "-m", "handoff", "serve", "--worker", name),
            *("--listening", str(door.fileno()), "--liveness", str(liveness.fileno())),
        )
        probe = f"http://127.0.0.1:{liveness.getsockname()[1]}/"
        services.append(Service(name, command, probe, DESK_PATIENCE, (door, liveness)))
    return services


def _bot_services(settings: Settings) -> list[Service]:
    """Return the bots' processes; a bot on another machine is looked after there."""
    names = _names("bot", len(settings.bot_urls))
    return [
        Service(name, _bot_command(url), f"{url}/", BOT_PATIENCE)
        for name, url in zip(names, settings.bot_urls, strict=True)
        if urlsplit(url).hostname in LOOPBACK
    ]


def _names(what: str, count: int) -> list[str]:
    return [what] if count == 1 else [f"{what}-{number}" for number in range(1, count + 1)]


def _bot_command(url: str) -> tuple[str, ...]:
    port = urlsplit(url).port or 80
    return (str(BOT_PYTHON), "-m", "bot.serve", "--port", str(port))


def _say_of_the_calendar(settings: Settings) -> None:
    """Say at the start what is wrong with the days that deadlines are counted by."""
    refused = Holidays(settings.data_dir / HOLIDAYS_FILE).state.refused
    for trouble in (refused, ends_soon(datetime.now(CHINA).date())):
        if trouble:
            print(f"！ {trouble}", flush=True)  # noqa: T201
