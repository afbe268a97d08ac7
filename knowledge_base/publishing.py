"""Publish: check, write the next version, train, ask again, put it in force. And back again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from knowledge_base import versions
from knowledge_base.check import check_content
from knowledge_base.draft import Draft
from knowledge_base.durable import alone
from knowledge_base.errors import KnowledgeError, NotPublishedError, RefusedError
from knowledge_base.fingerprint import content_hash
from knowledge_base.places import GOLDEN, Places
from knowledge_base.published import Release, current_version, load_version

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Publisher:
    """Publishes one estate; `bot_python` is the interpreter of the bot's environment, which trains.

    `draft` is called once a publish begins, and gives what it takes.
    """

    places: Places
    bot_python: Path
    draft: Callable[[], Draft]

    def publish(self, now: datetime, *, if_changed: bool = False) -> tuple[Release, bool]:
        """Put the content in force as a new version; give its release and whether it is new.

        With `if_changed`, content and training questions that are already in force are left as they are.
        Raises KnowledgeError when the check, the training or the gate refuses; the version in force stays
        in force.
        """
        with alone(self.places.lock):
            versions.sweep(self.places)
            draft = self.draft()
            content = draft.content
            report = check_content(content)
            if report.problems:
                raise RefusedError(f"内容有 {len(report.problems)} 个问题，没有发布", report.problems)
            serving = self._serving_if_whole()
            fingerprint = content_hash(content, ROOT / "bot")
            if if_changed and serving and serving.content_hash == fingerprint:
                return serving, False
            release = Release(
                version=versions.next_name(self.places),
                previous=serving.version if serving else None,
                published_at=now,
                content_hash=fingerprint,
                entries=len(content.entries),
                warnings=report.warnings,
                revisions=draft.revisions,
            )
            release = self._build(draft, release)
            versions.put_in_force(self.places, release.version)
            versions.prune(self.places, keep=(release.version, release.previous))
            return release, True

    def _serving_if_whole(self) -> Release | None:
        """Pass over a damaged version, which must not keep the next one from being published."""
        try:
            return _serving(self.places)
        except KnowledgeError:
            return None

    def _build(self, draft: Draft, release: Release) -> Release:
        folder = versions.new_folder(self.places)
        try:
            versions.write(folder, draft.content, release)
            versions.write_accepted(folder, draft.accepted)
            if self.places.golden.is_file():
                shutil.copyfile(self.places.golden, folder / GOLDEN)
            self._train(folder)
            self._ask_again(folder, release.previous)
            release = load_version(folder).release
            versions.finish(self.places, folder, release.version)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return release

    def _train(self, folder: Path) -> None:
        code = self._run("bot.training", folder)
        if code:
            raise KnowledgeError(f"训练没有成功（退出码 {code}），没有发布，原来的版本继续使用")

    def _ask_again(self, folder: Path, previous: str | None) -> None:
        """Let the gate ask both versions what must stay right; a refusal names every question that broke."""
        code = self._run("bot.gate", folder, self.places.versions / previous if previous else "-")
        if not code:
            return
        report = load_version(folder).release.gate
        if code != 1 or not report:
            raise KnowledgeError(f"标准问题没有核对成（退出码 {code}），没有发布，原来的版本继续使用")
        broken = [_difference(one) for one in report["broken"]]
        raise RefusedError(
            f"有 {len(broken)} 个问题原来答得对、新版本答不对了，没有发布，原来的版本继续使用。"
            "把这些问法写进该答的条目的 questions，再发布一次",
            broken,
            report,
        )

    def _run(self, module: str, *arguments: Path | str) -> int:
        places = [str(one.resolve() if isinstance(one, Path) else one) for one in arguments]
        command = [str(self.bot_python), "-m", module, *places]
        environment = {**os.environ, "LINDA_DATA_DIR": str(self.places.data_dir)}
        sys.stdout.flush()
        try:
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603 (our own module)
        except OSError as error:
            raise KnowledgeError(
                f"机器人的环境 {self.bot_python} 用不了，请先运行 make run 建好环境"
            ) from error


def _difference(broken: Mapping[str, Any]) -> str:
    before, after = broken["before"], broken["after"]
    now = f"答成 {after['entry_id']}" if after["entry_id"] else "不答了"
    return (
        f"「{broken['question']}」原来答 {before['entry_id']}（把握 {before['confidence']}），"
        f"现在{now}（把握 {after['confidence']}）"
    )


def roll_back(places: Places) -> Release:
    """Put the version in force again that the current one followed; KnowledgeError where there is none."""
    with alone(places.lock):
        serving = _serving(places)
        if serving is None:
            raise NotPublishedError(f"小区「{places.estate}」还没有发布过知识")
        if serving.previous is None or serving.previous not in versions.names(places):
            raise KnowledgeError(f"{serving.version} 版之前没有可以回退的版本")
        earlier = load_version(places.versions / serving.previous).release
        versions.put_in_force(places, earlier.version)
        return earlier


def _serving(places: Places) -> Release | None:
    name = current_version(places.data_dir, places.estate)
    return load_version(places.versions / name).release if name else None
