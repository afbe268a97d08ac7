"""What each command does and what it says; the last line tells a person what was done."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge_base.asking import ask
from knowledge_base.check import Report, check_content, check_folder
from knowledge_base.draft import Draft
from knowledge_base.errors import KnowledgeError, RefusedError
from knowledge_base.knowledge_file import export_knowledge, import_knowledge
from knowledge_base.ledger.drafts import known_estates, load_draft
from knowledge_base.ledger.opening import in_ledger
from knowledge_base.ledger.revisions import IMPORT, Mark
from knowledge_base.places import Places
from knowledge_base.publishing import Publisher
from knowledge_base.publishing import roll_back as go_back
from knowledge_base.settings import Settings

if TYPE_CHECKING:
    import sqlalchemy as sa

Say = Callable[[str], None]


def check(options: Namespace, settings: Settings, say: Say) -> bool:
    """Check one estate, a folder, or every estate there is; False when there are problems."""
    named = options.estate
    if named and _is_folder(named):
        reports = [(named, check_folder(Path(named)))]
    else:
        reports = in_ledger(settings.database_url, lambda kept: _check_estates(kept, settings, named))
    for name, report in reports:
        _tell(report, f"{name} ", say)
    entries = sum(report.entries for _, report in reports)
    problems = sum(len(report.problems) for _, report in reports)
    say(f"检查完成：{'、'.join(name for name, _ in reports)}，{entries} 个条目，{problems} 个问题。")
    return problems == 0


def import_file(options: Namespace, settings: Settings, say: Say) -> bool:
    """Make a knowledge file or a folder the estate's draft."""
    places = Places(settings.data_dir, options.estate)
    mark = Mark(IMPORT, datetime.now(timezone.utc))
    brought = in_ledger(
        settings.database_url,
        lambda kept: import_knowledge(kept, places, options.file, mark=mark, name=options.name),
    )
    _tell(brought.report, "发布前要改正：", say)
    entries = brought.tally.entries
    say(f"已导入 {options.estate} 的 {entries} 个条目，成为草稿；发布（publish）之后居民才会看到。")
    return True


def export_file(options: Namespace, settings: Settings, say: Say) -> bool:
    """Write the estate's entries into a knowledge file."""
    entries = _draft(options.estate, settings).content.entries
    export_knowledge(options.file, entries)
    say(f"已导出 {options.estate} 的 {len(entries)} 个条目到 {options.file}。")
    return True


def publish(options: Namespace, settings: Settings, say: Say) -> bool:
    """Check, train, and put the estate's content in force."""
    say(f"发布 {options.estate}")
    publisher, now = _publisher(options.estate, settings), datetime.now(timezone.utc)
    try:
        release, new = publisher.publish(now, if_changed=options.if_changed)
    except RefusedError as refusal:
        gate = dict(refusal.gate) if refusal.gate else None
        _report(options.report, {"problems": [*refusal.problems, str(refusal)], "gate": gate})
        raise
    _report(options.report, {"version": release.version, "gate": release.gate})
    if new:
        for warning in release.warnings:
            say(f"提醒：{warning}")
        say(f"已发布 {options.estate} 第 {release.version} 版：{release.entries} 个条目。")
    else:
        say(f"{options.estate} 的内容没有变化，继续使用第 {release.version} 版。")
    return True


def roll_back(options: Namespace, settings: Settings, say: Say) -> bool:
    """Put the version in force again that the current one followed."""
    release = go_back(Places(settings.data_dir, options.estate))
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


def _draft(estate: str, settings: Settings) -> Draft:
    places, now = Places(settings.data_dir, estate), datetime.now(timezone.utc)
    return in_ledger(settings.database_url, lambda kept: load_draft(kept, places, now=now))


def _publisher(estate: str, settings: Settings) -> Publisher:
    places = Places(settings.data_dir, estate)
    return Publisher(places, settings.bot_python, lambda: _draft(estate, settings))


def _report(file: Path | None, outcome: dict[str, Any]) -> None:
    if file:
        file.write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")


def _is_folder(name: str) -> bool:
    """Tell a path from an estate's name: any word without a slash that is no content folder is a name."""
    return "/" in name or Path(name, "estate.yml").is_file()


def _check_estates(kept: sa.Connection, settings: Settings, named: str | None) -> list[tuple[str, Report]]:
    now = datetime.now(timezone.utc)
    names = [named] if named else known_estates(kept, settings.data_dir)
    return [(name, _check_draft(kept, Places(settings.data_dir, name), now)) for name in names]


def _check_draft(kept: sa.Connection, places: Places, now: datetime) -> Report:
    try:
        return check_content(load_draft(kept, places, now=now).content)
    except KnowledgeError as error:
        return Report(0, error.problems or (str(error),))


def _tell(report: Report, before: str, say: Say) -> None:
    for warning in report.warnings:
        say(f"提醒：{warning}")
    for problem in report.problems:
        say(f"{before}{problem}")
