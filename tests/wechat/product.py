"""The product that the demo talks to: one that is running already, or one that is started for it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.wechat.accounts import Account
from tests.wechat.envelopes import verification
from tests.wechat.platform import Platform

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds; the bot loads its models first
GRACE = 20.0
COMES_WITHIN = 10.0


class DemoError(Exception):
    """Why the demo cannot go on, in a sentence for whoever started it."""


def settings_for(platform: Platform, channels: Path) -> dict[str, str]:
    """Return what must be set so that the product takes the stand-in for WeChat."""
    return {
        "LINDA_CHANNELS_FILE": str(channels),
        "LINDA_WECHAT_API_BASE": platform.url,
        "LINDA_WECOM_API_BASE": platform.url,
    }


@asynccontextmanager
async def product(platform: Platform, channels: Path, account: Account) -> AsyncIterator[str]:
    """Attach to the product at the platform's desk address, or start it and stop it again.

    Yields how it was found, as a sentence. Raises DemoError when the one that runs does not know the
    account, or when a started one does not get ready.
    """
    if await _alive(platform):
        if not (await _knows(platform, account) and await _calls(platform)):
            wanted = "\n".join(
                f"    {name}={value}" for name, value in settings_for(platform, channels).items()
            )
            raise DemoError(
                f"{platform.desk} 正在运行，但没有接到这个模拟平台。请先停止它再运行本命令，"
                f"或者用下面的设置重新启动它：\n{wanted}"
            )
        yield f"已接到正在运行的邻答：{platform.desk}"
        return
    log = channels.parent / "logs" / "wechat-demo.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "handoff",
            "supervise",
            cwd=ROOT,
            env=os.environ | settings_for(platform, channels),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C in the terminal ends the chat first
        )
    try:
        await _until_ready(platform, account, process, log)
        yield f"邻答已启动：{platform.desk}"
    finally:
        await _stop(process)


async def _until_ready(
    platform: Platform, account: Account, process: asyncio.subprocess.Process, log: Path
) -> None:
    for _ in range(int(PATIENCE * 2)):
        if process.returncode is not None:
            raise DemoError(f"邻答没有启动成功，原因见日志：{log}")
        if await _alive(platform) and await _knows(platform, account) and await _bot_answers(platform):
            return
        await asyncio.sleep(0.5)
    raise DemoError(f"等了 {PATIENCE:.0f} 秒邻答还没有就绪，原因见日志：{log}")


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _alive(platform: Platform) -> bool:
    return (await _ask(platform.desk + "/livez")) is not None


async def _bot_answers(platform: Platform) -> bool:
    ready = await _ask(platform.desk + "/readyz")
    return ready is not None and '"degraded"' not in ready


async def _ask(url: str) -> str | None:
    async with httpx.AsyncClient(trust_env=False, timeout=3) as client:
        try:
            answered = await client.get(url)
        except httpx.HTTPError:
            return None
    return answered.text if answered.is_success else None


async def _calls(platform: Platform) -> bool:
    """Whether the product takes this stand-in for WeChat: rung for, it comes and asks."""
    before = len(platform.journal.calls)
    await platform.kf.ring()
    for _ in range(int(COMES_WITHIN * 10)):
        if len(platform.journal.calls) > before:
            return True
        await asyncio.sleep(0.1)
    return False


async def _knows(platform: Platform, account: Account) -> bool:
    query, word = verification(account, at=platform.clock.now())
    try:
        answered = await platform.pusher.get(account, query)
    except httpx.HTTPError:
        return False
    return answered.is_success and answered.text == word
