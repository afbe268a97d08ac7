"""`make wechat-demo`: prepare what is missing, then chat through WeChat's stand-in in this terminal."""

from __future__ import annotations

import os

from setup.console import build_console
from setup.demo import create_estate_and_agents, publish_knowledge, train_dialogue_model
from setup.environments import bot_environment, desk_environment
from setup.places import DESK_VENV, ROOT, python_of
from setup.words import SetupError, stop


def main() -> None:
    """Prepare as `make run` does, with the tests' packages, since the stand-in needs an independent peer."""
    try:
        desk_environment(for_tests=True).make()
        bot_environment().make()
        build_console()
        train_dialogue_model()
        publish_knowledge()
        create_estate_and_agents()
    except SetupError as error:
        stop(error)
    except KeyboardInterrupt:
        stop(SetupError("已停止，再次运行会从没做完的地方继续。"))
    interpreter = str(python_of(DESK_VENV))
    os.chdir(ROOT)
    os.execv(interpreter, [interpreter, "-m", "tests.wechat", "chat"])


if __name__ == "__main__":
    main()
