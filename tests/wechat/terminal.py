"""A resident's phone in a terminal: what is typed goes out as WeChat would send it, replies come in."""

from __future__ import annotations

import asyncio
import functools
import io
import os
import stat
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from tests.wechat.journal import Accepted
from tests.wechat.kf import KfDesk
from tests.wechat.messages import location
from tests.wechat.official import OfficialDesk
from tests.wechat.platform import Platform
from tests.wechat.pusher import APOLOGY, Delivery, Weather

AMR = b"#!AMR\n" + b"\0" * 64
PLACE = (30.2741, 120.1551, "云杉花园3幢")
KF_PLACE = {"latitude": PLACE[0], "longitude": PLACE[1], "name": PLACE[2], "address": PLACE[2]}
LAST_WORDS = 8.0  # seconds that a piped chat waits for answers after its last line
HELP = """直接打字就是发消息。其他动作：
  /照片 [文件]   发一张照片        /语音 内容     发一段平台已识别的语音
  /点 序号       点最近一个菜单    /位置          发一个定位
  /关注 [场景]   关注公众号        /取关          取消关注（资料会被删除）
  /扫码 场景     扫描二维码        /菜单 键       点公众号的自定义菜单
  /副本 数量     每条消息重复投递  /额度          还能收到几条
  /退出          结束            /帮助          再看一遍"""
KF_HELP = """直接打字就是发消息。其他动作：
  /进入 [场景]   打开聊天，像扫码那样    /照片 [文件]   发一张照片
  /语音          发一段语音              /位置          发一个定位
  /点 序号       点最近一个菜单          /额度          还能收到几条
  /副本 数量     每次门铃重复投递        /帮助          再看一遍
  /退出          结束"""
_DONE = {
    "进入": "已打开聊天",
    "照片": "照片已发出",
    "语音": "语音已发出",
    "位置": "定位已发出",
    "点": "已点选",
    "菜单": "已点菜单",
    "关注": "已关注",
    "扫码": "已扫码",
    "取关": "已取消关注，客服台会删除您的资料",
}


@dataclass
class Phone:
    """One resident at one account."""

    platform: Platform
    desk: OfficialDesk | KfDesk
    person: str
    _menu: list[tuple[str, str]] = field(default_factory=list)
    _seen: int = 0

    async def use(self) -> None:
        """Read lines until the end or /退出; print whatever arrives meanwhile."""
        _print(self._help)
        listening = asyncio.create_task(self._listen())
        try:
            lines = await _standard_input()
            while line := await lines.readline():
                if (typed := line.decode(errors="replace").strip()) and not await self._do(typed):
                    return
            await asyncio.sleep(LAST_WORDS)
        finally:
            listening.cancel()

    async def _do(self, typed: str) -> bool:
        """Do what was typed; False ends the chat."""
        word, _, rest = typed[1:].partition(" ") if typed.startswith("/") else ("", "", typed)
        if word in {"退出", "quit"}:
            return False
        if word not in {"", *self._deeds()}:
            _print(self._help if word == "帮助" else f"没有“/{word}”这个动作。\n{self._help}")
            return True
        if self._is_gone and word not in {"关注", "扫码", "额度", "副本"}:
            _print("  （您已取消关注，公众号收不到也回不了消息。先用 /关注 或 /扫码）")
            return True
        deed = self._deeds()[word] if word else functools.partial(self.desk.say, self.person)
        self._tell(await deed(rest.strip()), done=_DONE.get(word, ""))
        return True

    @property
    def _help(self) -> str:
        return KF_HELP if isinstance(self.desk, KfDesk) else HELP

    @property
    def _is_gone(self) -> bool:
        """Whether the resident has unfollowed; with 微信客服 nobody can."""
        known = self.desk.followers.get(self.person) if isinstance(self.desk, OfficialDesk) else None
        return known is not None and not known.follows

    def _deeds(self) -> dict[str, Callable[[str], Awaitable[Delivery | None]]]:
        both: dict[str, Callable[[str], Awaitable[Delivery | None]]] = {
            "照片": self._photo,
            "点": self._tap,
            "副本": self._copies,
            "额度": self._allowance,
        }
        desk = self.desk
        if isinstance(desk, KfDesk):
            return both | {
                "进入": lambda scene: desk.enter(self.person, scene="door", parameter=scene),
                "语音": lambda _: desk.send(self.person, "voice", {"media_id": desk.media.put("voice", AMR)}),
                "位置": lambda _: desk.send(self.person, "location", KF_PLACE),
            }
        return both | {
            "语音": lambda said: desk.speak(self.person, said or None),
            "位置": lambda _: desk.send(self.person, location(*PLACE)),
            "关注": lambda scene: desk.follow(self.person, scene=scene),
            "取关": lambda _: desk.unfollow(self.person),
            "扫码": self._scan,
            "菜单": lambda key: desk.click(self.person, key),
        }

    async def _scan(self, scene: str) -> Delivery | None:
        desk = self.desk
        assert isinstance(desk, OfficialDesk)
        # Whoever does not follow yet is asked to by the code, and follows.
        return await (
            desk.follow(self.person, scene=scene) if self._is_gone else desk.scan(self.person, scene)
        )

    async def _photo(self, name: str) -> Delivery | None:
        content = _read_picture(name)
        if content is None:
            _print(f"打不开文件：{name}")
            return None
        desk = self.desk
        if isinstance(desk, OfficialDesk):
            return await desk.photo(self.person, content)
        return await desk.send(self.person, "image", {"media_id": desk.media.put("image", content)})

    async def _tap(self, number: str) -> Delivery | None:
        if not number.isdecimal() or not 0 < int(number) <= len(self._menu):
            _print("最近的菜单里没有这一项。")
            return None
        key, label = self._menu[int(number) - 1]
        desk = self.desk
        if isinstance(desk, OfficialDesk):
            return await desk.tap(self.person, key, label)
        return await desk.say(self.person, label, menu_id=key)

    async def _copies(self, number: str) -> None:
        copies = int(number) if number.isdecimal() and 0 < int(number) <= 10 else 1
        self.platform.pusher.weather = Weather(copies=(copies, copies))
        _print(f"此后每条消息同时投递 {copies} 份。")

    async def _allowance(self, _: str) -> None:
        known = self.desk.followers if isinstance(self.desk, OfficialDesk) else self.desk.sessions
        one = known.get(self.person)
        left = one.allowance.left(at=self.platform.clock.now()) if one else 0
        _print(f"平台还允许发给您 {left} 条。")

    def _tell(self, delivery: Delivery | None, *, done: str) -> None:
        if delivery and not delivery.accepted:
            _print(f"  （{APOLOGY}）" if self.platform.journal.apologies else "  （没有送达）")
        elif delivery and done:
            _print(f"  （{done}）")

    async def _listen(self) -> None:
        while True:
            try:
                one = await self.platform.journal.hears(self.person, after=self._seen, seconds=60)
            except AssertionError:
                continue
            self._seen = one.number
            self._show(one)

    def _show(self, one: Accepted) -> None:
        _print(f"← {one.text or f'[{one.kind}]'}")
        if one.kind == "msgmenu":
            lines = one.body["msgmenu"]["list"]
            self._menu = [_line(item) for item in lines]
            _print("  （用 /点 序号 选择，或者直接回复）")


def _line(item: dict[str, object]) -> tuple[str, str]:
    inner = item.get("click")
    part = inner if isinstance(inner, dict) else item
    return str(part.get("id", "")), str(part.get("content", ""))


def _read_picture(name: str) -> bytes | None:
    """Read a picture, or draw a plain one when none is named; None when it cannot be read."""
    if name:
        try:
            return Path(name).read_bytes()
        except OSError:
            return None
    written = io.BytesIO()
    Image.new("RGB", (320, 240), (120, 150, 170)).save(written, "JPEG")
    return written.getvalue()


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    kind = os.fstat(sys.stdin.fileno()).st_mode
    if not (sys.stdin.isatty() or stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
        reader.feed_data(sys.stdin.buffer.read())  # no loop waits for a file
        reader.feed_eof()
        return reader
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
