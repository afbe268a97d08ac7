"""Give the product its demo estate: knowledge, models, database, accounts; each only when it is needed."""

from __future__ import annotations

import os
import secrets
import subprocess
from typing import TYPE_CHECKING

from setup.commands import run_openly, run_quietly
from setup.places import (
    BOT_VENV,
    DESK_VENV,
    ESTATES,
    ROOT,
    data_dir,
    fingerprint,
    is_stamped,
    leave_stamp,
    python_of,
)
from setup.words import SetupError, say, step

if TYPE_CHECKING:
    from pathlib import Path

ESTATE = "yunshan"
ESTATE_NAME = "云杉花园"
AGENTS = (
    ("xiaolin", "小林", 1),
    ("xiaochen", "小陈", 1),
    ("zhouli", "周莉", 2),
    ("fangjing", "方静", 3),
    ("lishifu", "李师傅", 0),
)
GRADES = ("维修师傅", "一级坐席", "二级坐席", "三级坐席")
RASA_FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml")


def demo_passwords_file() -> Path:
    """Return where the generated passwords of the demo's agents are kept (mode 0600)."""
    return data_dir() / "demo-agents.txt"


def train_dialogue_model() -> None:
    """Train Rasa's own model (acts and rules) when its sources changed."""
    sources = [*(ROOT / name for name in RASA_FILES), *_learning("nlu")]
    models, value = data_dir() / "models", fingerprint(sources)
    stamp, known = models / "linda.stamp", models / "linda.tar.gz.sha256"
    if is_stamped(stamp, value) and known.is_file():
        return
    with step("训练对话模型（Rasa）"):
        run_quietly([python_of(BOT_VENV), "-m", "bot.train"], what="训练对话模型")
        leave_stamp(stamp, value)


def publish_knowledge() -> None:
    """Publish the demo's entries when they, the questions or the way of learning changed."""
    content = [path for path in (ESTATES / ESTATE).rglob("*") if path.is_file()]
    value = fingerprint([*content, *_learning(), ROOT / "bot" / "training.py"])
    stamp = data_dir() / "knowledge" / ESTATE / "demo.stamp"
    if is_stamped(stamp, value):
        return
    with step(f"发布{ESTATE_NAME}的知识并训练话题模型"):
        run_openly(
            [python_of(DESK_VENV), "-m", "knowledge_base", "publish", ESTATE],
            what="发布知识",
            environment={**os.environ, "LINDA_DATA_DIR": str(data_dir())},
        )
        leave_stamp(stamp, value)


def create_estate_and_agents() -> None:
    """Create the database, the demo estate and its agents; passwords are made here and nowhere else.

    The passwords are written down before the first account exists, so an interrupted run can go on.
    """
    kept = demo_passwords_file()
    if kept.exists():
        return
    begun = kept.with_suffix(".part")
    with step("建立数据库和演示账号"):
        lines = _passwords(begun)
        profile = str(ESTATES / ESTATE / "estate.yml")
        _desk("estates", "add", ESTATE, "--name", ESTATE_NAME, "--profile", profile)
        there = {line.split("\t")[0] for line in _desk("agents", "list").splitlines()}
        for (name, shown, grade), line in zip(AGENTS, lines, strict=True):
            if name not in there:
                words = (
                    "agents",
                    "add",
                    name,
                    "--display-name",
                    shown,
                    "--grade",
                    str(grade),
                    "--estate",
                    ESTATE,
                )
                _desk(*words, "--password-stdin", typed=line.split("\t")[1])
        begun.rename(kept)
    say(f"演示坐席的账号和密码（也保存在 {kept}）：")
    for line in lines:
        say("    " + line.replace("\t", "  "))


def _passwords(file: Path) -> list[str]:
    if not file.exists():
        lines = [
            f"{name}\t{secrets.token_urlsafe(9)}\t{shown}，{GRADES[grade]}" for name, shown, grade in AGENTS
        ]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file.read_text(encoding="utf-8").splitlines()


def _desk(*words: str, typed: str = "") -> str:
    done = subprocess.run(
        [str(python_of(DESK_VENV)), "-m", "handoff", *words],
        cwd=ROOT,
        env={**os.environ, "LINDA_DATA_DIR": str(data_dir())},
        input=typed,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise SetupError(f"建立演示账号没有成功：{said[-1] if said else '没有输出'}")
    return done.stdout


def _learning(*more: str) -> list[Path]:
    """Give what both models learn from and by; `more` are further folders of the bot."""
    bot = [ROOT / "bot" / folder for folder in ("data", "language", "topics", *more)]
    return [
        path
        for folder in (*bot, ROOT / "knowledge_base" / "pinyin")
        for path in folder.rglob("*")
        if path.suffix in {".py", ".yml", ".txt", ".tsv"}
    ]
