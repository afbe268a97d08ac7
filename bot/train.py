"""Trains Rasa's own model, acts and rules without any topic: `bot/.venv/bin/python -m bot.train`.

Writes LINDA_DATA_DIR/models/linda.tar.gz and its hash.
Run from the project's root; takes seconds, needs no network.
"""

import logging
import os
import sys

from bot.own_model import model_file, write_hash
from bot.settings import DATA


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

    model = model_file()
    model.parent.mkdir(parents=True, exist_ok=True)
    sources = [str(DATA / "rules"), str(DATA / "acts")]
    result = train(
        "domain.yml",
        "config.yml",
        sources,
        str(model.parent),
        force_training=True,
        fixed_model_name=model.name,
    )
    if result.code == 0:
        write_hash(model)
    return result.code


if __name__ == "__main__":
    sys.exit(main())
