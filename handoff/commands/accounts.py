"""Accounts and estates: what an operator sets up."""

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from handoff.bootstrap import open_store
from handoff.commands.failing import CommandError
from handoff.desk.access import new_id
from handoff.desk.passwords import hash_password
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from handoff.errors import RepeatedKey
from handoff.settings import Settings

SHORTEST_PASSWORD = 8
LONGEST_NAME = 64
_GRADES = ("维修师傅", "1级", "2级", "3级")


async def add_agent(settings: Settings, wanted: argparse.Namespace) -> str:
    """Add an agent; the password is the first line of standard input."""
    password = sys.stdin.readline().rstrip("\r\n")
    if len(password) < SHORTEST_PASSWORD:
        raise CommandError(f"密码至少要{SHORTEST_PASSWORD}个字符，从标准输入的第一行读取。")
    shown = wanted.display_name or wanted.name
    if any(not name.strip() or len(name) > LONGEST_NAME for name in (wanted.name, shown)):
        raise CommandError(f"坐席名字需要1到{LONGEST_NAME}个字。")
    agent = Agent(
        id=new_id(),
        username=wanted.name,
        name=shown,
        grade=wanted.grade,
        estates=frozenset(wanted.estate),
        skills=frozenset(wanted.skill),
    )
    async with open_store(settings) as store, store.write() as work:
        for estate in wanted.estate:
            if await work.estates.get(estate) is None:
                raise CommandError(f"没有小区 {estate}。请先用 estates add 新增。")
        try:
            await work.agents.add(agent, await hash_password(password))
        except RepeatedKey:
            raise CommandError(f"已经有叫“{wanted.name}”的坐席。请换一个名字。") from None
        await work.people.change(agent)
    return f"已新增坐席 {agent.name}（{_GRADES[agent.grade]}，{'、'.join(wanted.estate)}）。"


async def list_agents(settings: Settings, _wanted: argparse.Namespace) -> str:
    """List every agent."""
    async with open_store(settings) as store, store.read() as work:
        agents = await work.agents.every()
    for agent in agents:
        print(f"{agent.username}\t{_GRADES[agent.grade]}\t{'、'.join(sorted(agent.estates))}")  # noqa: T201
    return f"共 {len(agents)} 位坐席。"


async def add_estate(settings: Settings, wanted: argparse.Namespace) -> str:
    """Add an estate, or replace its profile."""
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
