"""`make benchmark`, `make benchmark-nlu`: set up what the figures need and let their commands print them."""

from __future__ import annotations

import os
import sys

from setup.demo import publish_knowledge, train_dialogue_model
from setup.environments import bot_environment, desk_environment
from setup.places import BOT_VENV, DESK_VENV, ROOT, python_of
from setup.test import install_servers
from setup.words import SetupError, stop

COMMANDS = {"load": (DESK_VENV, "benchmarks.load"), "nlu": (BOT_VENV, "benchmarks.nlu")}


def main() -> None:
    """Prepare, then become the command that is named first; the other words are its own."""
    which, *words = sys.argv[1:] or ["load"]
    venv, module = COMMANDS[which]
    try:
        desk_environment(for_tests=True).make()
        bot_environment().make()
        install_servers()
        train_dialogue_model()
        publish_knowledge()
    except SetupError as error:
        stop(error)
    os.chdir(ROOT)
    os.execv(python_of(venv), [str(python_of(venv)), "-m", module, *words])


if __name__ == "__main__":
    main()
