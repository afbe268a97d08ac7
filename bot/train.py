"""Trains Rasa's own model, acts and rules without any topic: `bot/.venv/bin/python -m bot.train`.

Writes LINDA_DATA_DIR/models/linda.tar.gz. Run from the project's root; takes seconds, needs no network.
"""

import logging
import os
import sys

from bot.settings import DATA, models_folder

MODEL = "linda.tar.gz"


def quiet_start() -> None:
    """Keep Rasa quiet, before it is imported: no telemetry, no warnings about its old dependencies."""
    os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="2", LOG_LEVEL="WARNING")
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    # TensorFlow tries to import it, nobody uses it, and it takes two seconds.
    sys.modules["jax"] = None  # type: ignore[assignment]
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.captureWarnings(capture=True)  # some of them reset the filters, none of them the loggers
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


def main() -> int:
    """Run the command; 0 when the model is written."""
    quiet_start()
    from rasa.model_training import train  # noqa: PLC0415  takes seconds and reads the environment

    folder = models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    sources = [str(DATA / "rules"), str(DATA / "acts")]
    result = train(
        "domain.yml", "config.yml", sources, str(folder), force_training=True, fixed_model_name=MODEL
    )
    return result.code


if __name__ == "__main__":
    sys.exit(main())
