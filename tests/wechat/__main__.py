"""`python -m tests.wechat chat`: be a resident in WeChat, in this terminal, without an account."""

from __future__ import annotations

import argparse
import asyncio
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
    try:
        asyncio.run(_run(asked, _channels(asked.estate)))
    except DemoError as error:
        print(f"✗ {error}", file=sys.stderr)
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
    kind = KfAccount if asked.kf else OfficialAccount
    account = next(one for one in read_channels(channels) if isinstance(one, kind))
    host, port = os.environ.get("LINDA_HOST", "127.0.0.1"), os.environ.get("LINDA_PORT", "8000")
    async with Platform((account,), desk=f"http://{host}:{port}", port=asked.port) as platform:
        if asked.what == "serve":
            for name, value in settings_for(platform, channels).items():
                print(f"{name}={value}")
            await asyncio.Event().wait()
        print("正在准备邻答……", flush=True)
        async with product(platform, channels, account) as found:
            print(found)
            await Phone(platform, asked.person or f"demo-{secrets.token_hex(8)}").use()


if __name__ == "__main__":
    sys.exit(main())
