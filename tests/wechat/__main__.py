"""`python -m tests.wechat chat`: be a resident in WeChat, in this terminal, without an account."""

from __future__ import annotations

import argparse
import asyncio
import errno
import logging
import os
import secrets
import sys
from pathlib import Path

from tests.wechat.accounts import (
    KfAccount,
    OfficialAccount,
    make_kf_account,
    make_official_account,
    read_channels,
    write_channels,
)
from tests.wechat.platform import Platform
from tests.wechat.product import DemoError, product, settings_for
from tests.wechat.terminal import Phone

CHANNELS = "wechat-demo.toml"


def main() -> int:
    """Read the command line and run; 0 or 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.wechat", description=__doc__)
    parser.add_argument("what", choices=("chat", "serve"), help="chat 打开对话；serve 只运行模拟平台")
    parser.add_argument("--port", type=int, default=8010, help="模拟平台的端口，默认 8010")
    parser.add_argument("--kf", action="store_true", help="走微信客服，而不是公众号")
    parser.add_argument("--estate", default="yunshan", help="小区编号，默认 yunshan")
    parser.add_argument("--person", default="", help="居民的微信标识，默认随机")
    asked = parser.parse_args()
    logging.getLogger("sanic").setLevel(logging.ERROR)  # it warns whoever chats of a mode of its own
    try:
        asyncio.run(_run(asked, _channels(asked.estate)))
    except DemoError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        other = f"{sys.executable} -m tests.wechat {' '.join(sys.argv[1:])} --port {asked.port + 1}"
        print(
            f"✗ 端口 {asked.port} 已被占用，可能另一个演示还开着。请先关掉它，或运行：\n    {other}",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print()
    print("已结束。")
    return 0


def _channels(estate: str) -> Path:
    """Return the demo's channels file, made at the first run; the operator's own is never touched."""
    folder = Path(os.environ.get("LINDA_DATA_DIR") or "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    channels = folder / CHANNELS
    if not channels.exists():
        write_channels(channels, make_official_account(estate=estate), make_kf_account(estate=estate))
    return channels


async def _run(asked: argparse.Namespace, channels: Path) -> None:
    kind, accounts = KfAccount if asked.kf else OfficialAccount, read_channels(channels)
    account = next(one for one in accounts if isinstance(one, kind))
    host, port = os.environ.get("LINDA_HOST", "127.0.0.1"), os.environ.get("LINDA_PORT", "8000")
    async with Platform(tuple(accounts), desk=f"http://{host}:{port}", port=asked.port) as platform:
        if asked.what == "serve":
            for name, value in settings_for(platform, channels).items():
                print(f"{name}={value}")
            await asyncio.Event().wait()
        print("正在准备邻答……", flush=True)
        async with product(platform, channels, account) as found:
            print(f"{found}\n{_desk_side(platform, channels.parent)}\n")
            desk = platform.kf if asked.kf else platform.official
            await Phone(platform, desk, asked.person or f"demo-{secrets.token_hex(8)}").use()


def _desk_side(platform: Platform, data: Path) -> str:
    """Say where the other side of the chat sits: whoever asks for a person must be answered by one."""
    return (
        f"坐席那一边：{platform.desk}/console/（账号和密码在 {data / 'demo-agents.txt'}）\n"
        "转人工以后，机器人不再回答，要在工作台接入并回复，这里才会收到。"
    )


if __name__ == "__main__":
    sys.exit(main())
