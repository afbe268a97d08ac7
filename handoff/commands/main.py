"""The command line: what there is, and how it ends."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import uvloop

from handoff.commands.accounts import (
    add_agent,
    add_estate,
    list_agents,
    restore_account,
    set_password,
    suspend,
)
from handoff.commands.care import back_up, check, restore, rotate
from handoff.commands.failing import CommandError
from handoff.commands.houses import make_house_code
from handoff.commands.proof import verify_audit
from handoff.commands.running import run_desk, run_everything
from handoff.domain.house_code import VALID_FOR
from handoff.errors import NoUsableKey, Refusal, UnusableDatabase
from handoff.logs import log_to_stderr
from handoff.serving import PortInUseError
from handoff.settings import BadSettingError, read_settings


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return 0 or 1. The last line says what it did."""
    wanted = _parser().parse_args(words)
    log_to_stderr()
    try:
        with asyncio.Runner(loop_factory=wanted.loop) as runner:
            print(runner.run(wanted.run(read_settings(), wanted)))  # noqa: T201
    except (
        CommandError,
        BadSettingError,
        PortInUseError,
        NoUsableKey,
        UnusableDatabase,
        Refusal,
        ValueError,
        OSError,
    ) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m handoff", description="邻答客服台")
    parser.set_defaults(loop=None)
    commands = parser.add_subparsers(required=True, metavar="命令")
    serving = commands.add_parser("serve", help="启动客服台")
    serving.add_argument("--worker", default="desk", metavar="NAME", help="多个进程时，这一个的名字")
    serving.add_argument("--listening", type=int, metavar="FD", help="看护进程已打开的端口")
    serving.add_argument("--liveness", type=int, metavar="FD", help="看护进程用来探活的端口")
    serving.set_defaults(run=run_desk, loop=uvloop.new_event_loop)
    commands.add_parser("supervise", help="启动并看护客服台和机器人").set_defaults(run=run_everything)
    _accounts(commands)
    for name, meaning, run in (
        ("backup", "备份数据库，可以在运行时做", back_up),
        ("restore", "从备份恢复，要先停止客服台", restore),
    ):
        command = commands.add_parser(name, help=meaning)
        command.add_argument("file", type=Path, metavar="FILE", help="备份文件")
        command.set_defaults(run=run)
        if run is back_up:
            command.add_argument(
                "--sealed", action="store_true", help="加密备份，密钥在 LINDA_BACKUP_KEY_FILE"
            )
    keys = commands.add_parser("keys", help="密钥").add_subparsers(required=True, metavar="动作")
    keys.add_parser("rotate", help="换用新密钥，重新加密个人信息；要先停止客服台").set_defaults(run=rotate)
    audit = commands.add_parser("audit", help="审计记录").add_subparsers(required=True, metavar="动作")
    audit.add_parser("verify", help="核对审计记录有没有被改动").set_defaults(run=verify_audit)
    commands.add_parser("check", help="检查数据库、密钥、账号和机器人").set_defaults(run=check)
    return parser


def _accounts(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    agents = commands.add_parser("agents", help="坐席账号").add_subparsers(required=True, metavar="动作")
    adding = agents.add_parser("add", help="新增坐席；密码从标准输入读取")
    adding.add_argument("name", help="登录名")
    adding.add_argument("--display-name", help="居民看到的名字，不写就用登录名")
    adding.add_argument(
        "--grade",
        type=int,
        choices=(0, 1, 2, 3),
        required=True,
        help="一级到三级；0 是维修师傅",
    )
    adding.add_argument(
        "--skill", action="append", default=[], help="工种，如 工程；可以写多次，不写就是全部"
    )
    adding.add_argument("--estate", action="append", required=True, help="负责的小区编号，可以写多次")
    adding.add_argument("--password-stdin", action="store_true", required=True, help="从标准输入读密码")
    adding.set_defaults(run=add_agent)
    _doors(agents)
    agents.add_parser("list", help="列出坐席").set_defaults(run=list_agents)
    estates = commands.add_parser("estates", help="小区").add_subparsers(required=True, metavar="动作")
    adding = estates.add_parser("add", help="新增或更新小区")
    adding.add_argument("id", metavar="ID", help="小区编号，如 yunshan")
    adding.add_argument("--name", required=True, help="小区名称")
    adding.add_argument("--profile", type=Path, help="小区资料（YAML）")
    adding.set_defaults(run=add_estate)
    houses = commands.add_parser("houses", help="房屋").add_subparsers(required=True, metavar="动作")
    making = houses.add_parser("code", help="给一套房做一次性绑定码，居民在公众号里发送")
    making.add_argument("estate", metavar="ESTATE", help="小区编号")
    making.add_argument("room", metavar="ROOM", help="房号，如 3栋2单元1201")
    making.add_argument("--days", type=int, default=VALID_FOR.days, help="有效天数")
    making.set_defaults(run=make_house_code)


def _doors(agents: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Close and open accounts, and set their passwords."""
    closing = agents.add_parser("suspend", help="停用账号，登录马上失效；客服台可以在运行")
    closing.add_argument("name", help="登录名")
    closing.add_argument("--reason", required=True, help="原因，写进审计记录")
    closing.set_defaults(run=suspend)
    opening = agents.add_parser("restore", help="恢复停用的账号")
    opening.add_argument("name", help="登录名")
    opening.set_defaults(run=restore_account)
    changing = agents.add_parser("password", help="修改密码，登录马上失效；密码从标准输入读取")
    changing.add_argument("name", help="登录名")
    changing.add_argument("--password-stdin", action="store_true", required=True, help="从标准输入读密码")
    changing.set_defaults(run=set_password)
