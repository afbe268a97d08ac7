"""The operator's commands."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from handoff.bootstrap import open_store
from handoff.desk.access import new_id
from handoff.desk.passwords import hash_password
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from handoff.errors import NoUsableKey, Refusal, RepeatedKey
from handoff.logs import log_to_stderr
from handoff.serving import PortInUseError, listen, serve
from handoff.settings import BadSettingError, Settings, read_settings

SHORTEST_PASSWORD = 8


class CommandError(Exception):
    """What was asked cannot be done; the message says what to do."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return 0 or 1."""
    wanted = _parser().parse_args(words)
    log_to_stderr()
    try:
        print(asyncio.run(wanted.run(read_settings(), wanted)))  # noqa: T201 - a command's last line is its answer
    except (CommandError, BadSettingError, PortInUseError, NoUsableKey, Refusal, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m handoff", description="邻答客服台")
    commands = parser.add_subparsers(required=True, metavar="命令")
    serving = commands.add_parser("serve", help="启动客服台")
    serving.set_defaults(run=_serve)

    agents = commands.add_parser("agents", help="坐席账号").add_subparsers(required=True, metavar="动作")
    adding = agents.add_parser("add", help="新增坐席；密码从标准输入读取")
    adding.add_argument("name", help="登录名，也是居民看到的名字")
    adding.add_argument("--grade", type=int, choices=(1, 2, 3), required=True, help="一级、二级或三级")
    adding.add_argument("--estate", action="append", required=True, help="负责的小区编号，可以写多次")
    adding.add_argument("--password-stdin", action="store_true", required=True)
    adding.set_defaults(run=_add_agent)
    agents.add_parser("list", help="列出坐席").set_defaults(run=_list_agents)

    estates = commands.add_parser("estates", help="小区").add_subparsers(required=True, metavar="动作")
    adding = estates.add_parser("add", help="新增或更新小区")
    adding.add_argument("id", help="小区编号，如 yunshan")
    adding.add_argument("--name", required=True, help="小区名称")
    adding.add_argument("--profile", type=Path, help="小区资料（YAML）")
    adding.set_defaults(run=_add_estate)
    return parser


async def _serve(settings: Settings, _wanted: argparse.Namespace) -> str:
    sock = listen(settings.host, settings.port)
    print(f"邻答客服台：http://{settings.host}:{settings.port}/", flush=True)  # noqa: T201
    await serve(settings, sock)
    return "已停止。"


async def _add_agent(settings: Settings, wanted: argparse.Namespace) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if len(password) < SHORTEST_PASSWORD:
        raise CommandError(f"密码至少要{SHORTEST_PASSWORD}个字符，从标准输入的第一行读取。")
    agent = Agent(
        id=new_id(),
        username=wanted.name,
        name=wanted.name,
        grade=wanted.grade,
        estates=frozenset(wanted.estate),
    )
    async with open_store(settings) as store, store.write() as work:
        for estate in wanted.estate:
            if await work.estates.get(estate) is None:
                raise CommandError(f"没有小区 {estate}。请先用 estates add 新增。")
        try:
            await work.agents.add(agent, await hash_password(password))
        except RepeatedKey:
            raise CommandError(f"已经有叫“{wanted.name}”的坐席。请换一个名字。") from None
    return f"已新增坐席 {agent.name}（{wanted.grade}级，{'、'.join(wanted.estate)}）。"


async def _list_agents(settings: Settings, _wanted: argparse.Namespace) -> str:
    async with open_store(settings) as store, store.read() as work:
        agents = await work.agents.every()
    for agent in agents:
        print(f"{agent.username}\t{agent.grade}级\t{'、'.join(sorted(agent.estates))}")  # noqa: T201
    return f"共 {len(agents)} 位坐席。"


async def _add_estate(settings: Settings, wanted: argparse.Namespace) -> str:
    profile = _read_profile(wanted.profile) if wanted.profile else {}
    estate = Estate.from_profile(wanted.id, wanted.name, profile)
    async with open_store(settings) as store, store.write() as work:
        await work.estates.put(estate)
    return f"已保存小区 {estate.name}（{estate.id}）。"


def _read_profile(path: Path) -> dict[str, Any]:
    try:
        profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CommandError(f"小区资料 {path} 读不了：{type(error).__name__}。") from None
    if not isinstance(profile, dict):
        raise CommandError(f"小区资料 {path} 应该是“名称: 内容”的形式。")
    return profile
