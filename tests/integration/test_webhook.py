"""Alerts reach the group outside, and nothing else can be reached through them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from handoff.errors import BadRequest, WebhookFailed
from handoff.webhook import GroupRobot
from tests.integration.clocks import Clock, alerts, sweep, timed_desk

HANDOFF = frozenset({"handoff"})


class Group:
    """A group's robot on this machine: keeps what it hears and answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.answer = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"errcode":0}'
        self.origin = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length:")[1].split()[0])
        self.heard.append(json.loads(await reader.readexactly(length))["markdown"]["content"])
        writer.write(self.answer)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def group() -> AsyncIterator[Group]:
    robot = Group()
    server = await asyncio.start_server(robot.serve, "127.0.0.1", 0)
    robot.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield robot


async def test_an_unseen_emergency_reaches_the_group_at_each_rung_and_says_nothing_personal(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with group() as robot:
        allowed = {"webhook_url": f"{robot.origin}/send?key=abcd", "webhook_hosts": frozenset({robot.origin})}
        async with timed_desk(tmp_path, clock, **allowed) as desk:
            resident = await desk.resident(name="张三", phone="138 0000 0000", room="3栋2单元1201")
            await resident.say("厨房燃气泄漏了")
            for _ in range(50):
                await sweep(desk, clock, seconds=5)
            told = [one for one in robot.heard if "等待人工" in one]
            assert [one.split("\n")[0] for one in told] == [
                "**邻答提醒**",
                "**邻答升级给主管**",
                "**邻答升级给管理人员**",
            ]
            assert not any(word in "".join(robot.heard) for word in ("张三", "138", "1201", "厨房"))
            rungs = {one.rung: one.delivered_at for one in (await alerts(desk, kinds=HANDOFF))[0].climbed}
            assert all(rungs[rung] for rung in ("webhook", "supervisor", "management"))


async def test_a_group_that_refuses_is_tried_again_and_the_failure_is_kept(tmp_path: Path) -> None:
    clock = Clock()
    async with group() as robot:
        robot.answer = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
        allowed = {"webhook_url": f"{robot.origin}/send", "webhook_hosts": frozenset({robot.origin})}
        async with timed_desk(tmp_path, clock, **allowed) as desk:
            await (await desk.resident()).post("escalation")
            await sweep(desk, clock, seconds=1)
            first = (await alerts(desk, kinds=HANDOFF))[0].climbed
            assert [one.failure for one in first if one.rung == "webhook"] == ["对方没有接受（HTTP 302）。"]
            robot.answer = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"errcode":0}'
            await sweep(desk, clock, seconds=15)
            then = (await alerts(desk, kinds=HANDOFF))[0].climbed
            assert all(one.delivered_at and not one.failure for one in then if one.rung == "webhook")


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/send", "https://evil.example/send", "https://127.0.0.1/x", "file:///etc/passwd",
        "https://qyapi.weixin.qq.com:8443/x", "https://qyapi.weixin.qq.com@evil.example/x", "https://[::1]/",
        "https://u:p@qyapi.weixin.qq.com/x", "https://qyapi.weixin.qq.com.evil.example/", "https://[", "abc",
    ],
)  # fmt: skip
def test_an_address_that_is_not_allowed_is_refused(url: str) -> None:
    with pytest.raises(BadRequest):
        GroupRobot(frozenset({"qyapi.weixin.qq.com"})).check(url)


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "100.64.0.1"]
)
async def test_an_allowed_name_that_points_inside_is_not_connected_to(inside: str) -> None:
    async def rebound(_host: str, _port: int) -> list[str]:
        return ["8.8.8.8", inside]

    robot = GroupRobot(frozenset({"qyapi.weixin.qq.com"}), resolve=rebound)
    with pytest.raises(WebhookFailed, match="内部网络"):
        await robot.send("https://qyapi.weixin.qq.com/send", "x")


async def test_managers_set_the_group_and_its_address_is_never_shown(tmp_path: Path) -> None:
    async with (
        group() as robot,
        timed_desk(tmp_path, Clock(), webhook_hosts=frozenset({robot.origin})) as desk,
    ):
        agent, manager = await desk.agent("王敏"), await desk.agent("周", grade=3)
        url = f"{robot.origin}/send?key=secret-7788"
        assert (await agent.call("PUT", "/estates/yunshan/webhook", {"url": url})).status_code == 403
        wrong = await manager.call("PUT", "/estates/yunshan/webhook", {"url": "https://evil.example/"})
        assert (wrong.status_code, wrong.json()["code"]) == (400, "bad_request")
        kept = await manager.call("PUT", "/estates/yunshan/webhook", {"url": url})
        assert kept.json() == {"masked": "…7788", "hosts": [robot.origin]}
        tried = await manager.call("POST", "/estates/yunshan/webhook/trial")
        assert tried.json() == {"delivered": True, "failure": None}
        assert "云杉花园" in robot.heard[0]
