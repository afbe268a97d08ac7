"""The command line: words in, a command run, 0 or 1 out."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from knowledge_base import commands
from knowledge_base.commands import Say
from knowledge_base.errors import KnowledgeError
from knowledge_base.settings import Settings


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Refuse with 1, as every command does, where argparse would say 2."""
        self.print_usage()
        self.exit(1, f"命令写得不对：{message}\n")


def run(arguments: Sequence[str], say: Say) -> int:
    """Run one command: 0 when it did what was asked, else 1. What a person reads goes to `say`."""
    options = command_parser().parse_args(arguments)
    try:
        return 0 if options.command(options, Settings.read(), say) else 1
    except KnowledgeError as error:
        for problem in error.problems:
            say(problem)
        say(f"没有完成：{error}。")
    except OSError as error:
        say(f"没有完成：{error.filename}：{error.strerror}。")
    except KeyboardInterrupt:
        say("已中断，没有完成。")
    return 1


def command_parser() -> ArgumentParser:
    """Describe the commands and their words."""
    parser = _Parser(
        prog="python -m knowledge_base", description="小区知识：检查、导入、导出、发布、回退、提问"
    )
    subcommands = parser.add_subparsers(required=True, metavar="命令", dest="command_name")

    check = subcommands.add_parser("check", help="检查编号、日期、出处、重复和数字")
    check.add_argument("estate", nargs="?", metavar="小区或文件夹", help="不写就检查所有小区")
    check.set_defaults(command=commands.check)

    bring = subcommands.add_parser("import", help="把表格或文件夹导入为草稿")
    bring.add_argument("estate", metavar="小区")
    bring.add_argument("file", type=Path, metavar="文件", help=".xlsx、.csv 或内容文件夹")
    bring.add_argument("--name", metavar="名称", help="小区的名称，例如 云杉花园")
    bring.set_defaults(command=commands.import_file)

    give = subcommands.add_parser("export", help="把条目导出为表格")
    give.add_argument("estate", metavar="小区")
    give.add_argument("file", type=Path, metavar="文件", help=".xlsx 或 .csv")
    give.set_defaults(command=commands.export_file)

    publish = subcommands.add_parser("publish", help="检查、训练并启用新版本")
    publish.add_argument("estate", metavar="小区")
    publish.add_argument("--if-changed", action="store_true", help="内容和训练问法没有变化就不发布")
    publish.add_argument("--report", type=Path, metavar="文件", help="把结果另写成一个 JSON 文件")
    publish.set_defaults(command=commands.publish)

    back = subcommands.add_parser("rollback", help="回退到上一个版本")
    back.add_argument("estate", metavar="小区")
    back.set_defaults(command=commands.roll_back)

    ask = subcommands.add_parser("ask", help="向正在运行的机器人提一个问题")
    ask.add_argument("estate", metavar="小区")
    ask.add_argument("question", metavar="问题")
    ask.set_defaults(command=commands.ask_bot)
    return parser
