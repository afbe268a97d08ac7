"""Start the desk alone, or the desk and the bot under supervision."""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from handoff.commands.failing import CommandError
from handoff.serving import listen, serve
from handoff.settings import Settings
from handoff.supervise import Service, supervise

ROOT = Path(__file__).resolve().parent.parent.parent
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
DESK_PATIENCE = 30.0  # seconds until the first answer
BOT_PATIENCE = 120.0  # it loads its models first


async def run_desk(settings: Settings, _wanted: argparse.Namespace) -> str:
    """Serve until SIGTERM or SIGINT."""
    sock = listen(settings.host, settings.port)
    print(f"邻答客服台：http://{settings.host}:{settings.port}/", flush=True)  # noqa: T201
    await serve(settings, sock)
    return "已停止。"


async def run_everything(settings: Settings, _wanted: argparse.Namespace) -> str:
    """Run desk and bot in this terminal until Ctrl-C."""
    desk = f"http://{settings.host}:{settings.port}"
    services = [
        Service("desk", (sys.executable, "-m", "handoff", "serve"), f"{desk}/livez", DESK_PATIENCE),
        Service("bot", _bot_command(settings), f"{settings.bot_url}/", BOT_PATIENCE),
    ]
    addresses = {"居民页面": f"{desk}/", "坐席工作台": f"{desk}/console/"}
    if await supervise(services, data_dir=settings.data_dir, addresses=addresses):
        raise CommandError("没有启动成功，原因见上。")
    return "已全部停止。"


def _bot_command(settings: Settings) -> tuple[str, ...]:
    port = urlsplit(settings.bot_url).port or 80
    return (str(BOT_PYTHON), "-m", "bot.serve", "--port", str(port))
