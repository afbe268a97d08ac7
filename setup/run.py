"""`make run`: prepare what is missing, then start everything in this terminal."""

from __future__ import annotations

import os
import shutil
import socket

from setup.console import build_console
from setup.demo import (
    create_estate_and_agents,
    demo_passwords_file,
    publish_knowledge,
    train_dialogue_model,
)
from setup.environments import bot_environment, desk_environment
from setup.places import BOT_VENV, DESK_VENV, ROOT, data_dir, python_of
from setup.words import SetupError, say, stop

NEEDED_BYTES = 5 * 1024**3  # bot/.venv 2.6 GB, node_modules and .venv 0.8 GB, models and room to work
LITTLE_BYTES = 300 * 1024**2  # for a clone that is already set up


def main() -> None:
    """Do everything in the order in which a failure is cheapest."""
    try:
        check_disk()
        check_ports()
        prepare()
    except SetupError as error:
        stop(error)
    except KeyboardInterrupt:
        stop(SetupError("已停止，再次运行会从没做完的地方继续。"))
    say(f"演示坐席的密码在 {demo_passwords_file()}")
    interpreter = str(python_of(DESK_VENV))
    os.chdir(ROOT)
    os.execv(interpreter, [interpreter, "-m", "handoff", "supervise"])


def prepare() -> None:
    """Make environments, console, models, database and accounts; each step skips itself when up to date."""
    desk_environment(for_tests=False).make()
    bot_environment().make()
    build_console()
    train_dialogue_model()
    publish_knowledge()
    create_estate_and_agents()


def check_disk() -> None:
    """Refuse early when the disk cannot hold the environments. Raises SetupError."""
    ready = python_of(BOT_VENV).exists()
    needed = LITTLE_BYTES if ready else NEEDED_BYTES
    data_dir().mkdir(parents=True, exist_ok=True)
    for place in (ROOT, data_dir()):
        free = shutil.disk_usage(place).free
        if free < needed:
            raise SetupError(
                f"磁盘空间不够：{place} 只剩 {free // 1024**2} MB，需要 {needed // 1024**2} MB，"
                "请清理后再运行。"
            )


def check_ports() -> None:
    """Refuse early when a port is taken. Raises SetupError that names the port and its setting."""
    host = os.environ.get("LINDA_HOST", "127.0.0.1")
    bot = os.environ.get("LINDA_BOT_URL", "http://127.0.0.1:5005").rsplit(":", 1)[-1].strip("/")
    for port, setting in ((os.environ.get("LINDA_PORT", "8000"), "LINDA_PORT"), (bot, "LINDA_BOT_URL")):
        if not port.isdigit():
            raise SetupError(f"{setting} 里的端口「{port}」不是数字，请改正。")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host if setting == "LINDA_PORT" else "127.0.0.1", int(port)))
            except OSError as taken:
                raise SetupError(
                    f"端口 {port} 已被占用，请关闭占用它的程序，或用 {setting} 换一个。"
                ) from taken


if __name__ == "__main__":
    main()
