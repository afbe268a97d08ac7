"""What each command does, what it says on its last line, and whether it succeeded."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge_base.check import check_folder
from knowledge_base.errors import KnowledgeError
from knowledge_base.places import Places, known_estates

Say = Callable[[str], None]


def run(arguments: Sequence[str], say: Say) -> int:
    """Run one command line: 0 when it did what was asked, else 1. What a person reads goes to `say`."""
    options = _parser().parse_args(arguments)
    try:
        succeeded: bool = options.command(options, say)
    except KnowledgeError as error:
        for problem in error.problems:
            say(problem)
        say(f"没有完成：{error}")
        return 1
    return 0 if succeeded else 1


def _check(options: Namespace, say: Say) -> bool:
    names = [options.estate] if options.estate else known_estates(_data_dir())
    entries = problems = 0
    for name in names:
        report = check_folder(_folder(name))
        for warning in report.warnings:
            say(f"{name} 提醒：{warning}")
        for problem in report.problems:
            say(f"{name} {problem}")
        entries += report.entries
        problems += len(report.problems)
    say(f"检查完成：{'、'.join(names)}，{entries} 个条目，{problems} 个问题。")
    return problems == 0


def _folder(name: str) -> Path:
    """Give the folder that the word means: a path is one, any other word is an estate."""
    return (
        Path(name)
        if "/" in name or Path(name, "estate.yml").is_file()
        else Places(_data_dir(), name).content()
    )


def _data_dir() -> Path:
    return Path(os.environ.get("LINDA_DATA_DIR") or "var")


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m knowledge_base", description="小区知识：检查、导入、导出、发布、回退、提问"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    check = commands.add_parser("check", help="检查内容：编号、日期、出处、重复、数字")
    check.add_argument("estate", nargs="?", metavar="小区或文件夹", help="不写就检查所有小区")
    check.set_defaults(command=_check)
    return parser
