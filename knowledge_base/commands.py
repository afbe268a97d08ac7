"""What each command does and what it says; the last line tells a person what was done."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from knowledge_base.asking import ask
from knowledge_base.check import Report, check_folder
from knowledge_base.knowledge_file import export_knowledge, import_knowledge
from knowledge_base.places import Places, known_estates
from knowledge_base.publishing import Publisher
from knowledge_base.settings import Settings

Say = Callable[[str], None]


def check(options: Namespace, settings: Settings, say: Say) -> bool:
    """Check one estate, a folder, or every estate there is; False when there are problems."""
    names = [options.estate] if options.estate else known_estates(settings.data_dir)
    reports = [(name, check_folder(_folder(name, settings))) for name in names]
    for name, report in reports:
        _tell(report, f"{name} ", say)
    entries = sum(report.entries for _, report in reports)
    problems = sum(len(report.problems) for _, report in reports)
    say(f"检查完成：{'、'.join(names)}，{entries} 个条目，{problems} 个问题。")
    return problems == 0


def import_file(options: Namespace, settings: Settings, say: Say) -> bool:
    """Make a knowledge file or a folder the estate's draft."""
    report = import_knowledge(Places(settings.data_dir, options.estate), options.file, name=options.name)
    _tell(report, "发布前要改正：", say)
    say(f"已导入 {options.estate} 的 {report.entries} 个条目，成为草稿；发布（publish）之后居民才会看到。")
    return True


def export_file(options: Namespace, settings: Settings, say: Say) -> bool:
    """Write the estate's entries into a knowledge file."""
    entries = export_knowledge(Places(settings.data_dir, options.estate), options.file)
    say(f"已导出 {options.estate} 的 {entries} 个条目到 {options.file}。")
    return True


def publish(options: Namespace, settings: Settings, say: Say) -> bool:
    """Check, train, and put the estate's content in force."""
    places = Places(settings.data_dir, options.estate)
    say(f"发布 {places.content()}")
    publisher = Publisher(places, settings.bot_python)
    release, new = publisher.publish(datetime.now(timezone.utc), if_changed=options.if_changed)
    if new:
        for warning in release.warnings:
            say(f"提醒：{warning}")
        say(f"已发布 {options.estate} 第 {release.version} 版：{release.entries} 个条目。")
    else:
        say(f"{options.estate} 的内容没有变化，继续使用第 {release.version} 版。")
    return True


def roll_back(options: Namespace, settings: Settings, say: Say) -> bool:
    """Put the version in force again that the current one followed."""
    release = Publisher(Places(settings.data_dir, options.estate), settings.bot_python).roll_back()
    published = f"{release.published_at:%Y-%m-%d %H:%M} UTC 发布"
    say(f"已回退 {options.estate} 到第 {release.version} 版（{published}）。")
    return True


def ask_bot(options: Namespace, settings: Settings, say: Say) -> bool:
    """Ask the running bot one question."""
    estate = Places(settings.data_dir, options.estate).estate
    at = datetime.now(timezone.utc).isoformat(timespec="seconds")
    reply = ask(
        options.question, estate=estate, bot_url=settings.bot_url, threshold=settings.threshold, at=at
    )
    for line in reply.lines():
        say(line)
    say(f"已向 {estate} 的机器人提问。")
    return True


def _folder(name: str, settings: Settings) -> Path:
    """Give the folder that the word means: a path is one, any other word is an estate."""
    if "/" in name or Path(name, "estate.yml").is_file():
        return Path(name)
    return Places(settings.data_dir, name).content()


def _tell(report: Report, before: str, say: Say) -> None:
    for warning in report.warnings:
        say(f"提醒：{warning}")
    for problem in report.problems:
        say(f"{before}{problem}")
