"""Trains Rasa's own model, acts and rules without any topic: `bot/.venv/bin/python -m bot.train`.

Writes LINDA_DATA_DIR/models/linda.tar.gz. Run from the project's root; takes seconds, needs no network.
"""

import os
import sys

from bot.settings import DATA, models_folder

MODEL = "linda.tar.gz"


def main() -> int:
    """The command; 0 when the model is written."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    from rasa.model_training import train  # noqa: PLC0415  after telemetry is off; takes seconds

    folder = models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    sources = [str(DATA / "rules"), str(DATA / "acts")]
    result = train("domain.yml", "config.yml", sources, str(folder), force_training=True, fixed_model_name=MODEL)
    return result.code


if __name__ == "__main__":
    sys.exit(main())
