"""Accounts and estates: what an operator sets up."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from handoff.bootstrap import open_store
from handoff.commands.failing import CommandError
from handoff.desk.access import new_id
from handoff.desk.accounts import OPERATOR, close_account, open_account, store_password
from handoff.desk.passwords import SHORTEST, hash_password
from handoff.desk.ports import Work
from handoff.domain.agent import Agent, plain_name
from handoff.domain.estate import Estate
from handoff.errors import RepeatedKey
from handoff.settings import Settings

_GRADES = ("维修师傅", "1级", "2级", "3级")


async def add_agent(settings: Settings, wanted: argparse.Namespace) -> str:
    """Add an agent; the password is the first line of standard input."""
    password = _password_from_stdin()
    agent = Agent(
        id=new_id(),
        username=_plain(wanted.name),
        name=_plain(wanted.display_name or wanted.name),
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


def _plain(written: str) -> str:
    try:
        return plain_name(written)
    except ValueError as error:
        raise CommandError(str(error)) from None


async def suspend(settings: Settings, wanted: argparse.Namespace) -> str:
    """Close an account, also while the desk is running; its sessions end within seconds."""
    async with open_store(settings) as store, store.write() as work:
        agent = await _known(work, wanted.name)
        if not await close_account(work, agent, OPERATOR, at=_now(), reason=wanted.reason):
            return f"坐席 {agent.name} 的账号之前已停用。"
    return f"已停用坐席 {agent.name} 的账号，登录已全部失效。"


async def restore_account(settings: Settings, wanted: argparse.Namespace) -> str:
    """Open an account again."""
    async with open_store(settings) as store, store.write() as work:
        agent = await _known(work, wanted.name)
        if not await open_account(work, agent, OPERATOR, at=_now()):
            return f"坐席 {agent.name} 的账号没有停用。"
    return f"已恢复坐席 {agent.name} 的账号。"


async def set_password(settings: Settings, wanted: argparse.Namespace) -> str:
    """Give an account another password, the first line of standard input; its sessions end."""
    password_hash = await hash_password(_password_from_stdin())
    async with open_store(settings) as store, store.write() as work:
        agent = await _known(work, wanted.name)
        await store_password(work, agent, password_hash, by=OPERATOR, at=_now())
        await work.accounts.end_sessions(agent.id)
    return f"已修改坐席 {agent.name} 的密码，登录已全部失效。"


async def list_agents(settings: Settings, _wanted: argparse.Namespace) -> str:
    """List every agent."""
    async with open_store(settings) as store, store.read() as work:
        agents = await work.agents.every()
    for agent in agents:
        closed = "\t已停用" if agent.suspended_at else ""
        estates = "、".join(sorted(agent.estates))
        print(f"{agent.username}\t{_GRADES[agent.grade]}\t{estates}{closed}")  # noqa: T201
    return f"共 {len(agents)} 位坐席。"


async def add_estate(settings: Settings, wanted: argparse.Namespace) -> str:
    """Add an estate, or replace its profile."""
    profile = _read_profile(wanted.profile) if wanted.profile else {}
    estate = Estate.from_profile(wanted.id, wanted.name, profile)
    async with open_store(settings) as store, store.write() as work:
        await work.estates.put(estate)
    return f"已保存小区 {estate.name}（{estate.id}）。"


def _password_from_stdin() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if len(password) < SHORTEST:
        raise CommandError(f"密码至少要{SHORTEST}个字符，从标准输入的第一行读取。")
    return password


async def _known(work: Work, username: str) -> Agent:
    found = await work.agents.by_username(username)
    if found is None:
        raise CommandError(f"没有登录名是“{username}”的坐席。请用 agents list 查看。")
    return found[0]


def _now() -> datetime:
    return datetime.now(UTC)


def _read_profile(path: Path) -> dict[str, Any]:
    try:
        profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CommandError(f"小区资料 {path} 读不了：{type(error).__name__}。") from None
    if not isinstance(profile, dict):
        raise CommandError(f"小区资料 {path} 应该是“名称: 内容”的形式。")
    return profile
