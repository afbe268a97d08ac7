"""Serves the bot on loopback: `bot/.venv/bin/python -m bot.serve [--port 5005]`. Ctrl-C or SIGTERM stops it.

One worker a process. No --enable-api, no telemetry, no network; only the desk may ask (docs/architecture.md).
"""

import argparse
import sys
from collections.abc import Sequence

from bot.logs import log_to
from bot.own_model import fault_of, model_file
from bot.train import quiet_start

_LOOPBACK = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 where there is no model, or not the one that was trained."""
    parser = argparse.ArgumentParser(prog="bot.serve", description="启动机器人（只监听本机）")
    parser.add_argument("--port", type=int, default=5005, help="端口，默认 5005")
    port = parser.parse_args(arguments).port
    model = model_file()
    if fault := fault_of(model):
        sys.stderr.write(f"{fault}\n")
        return 1
    _serve(str(model), port)
    return 0


def _serve(model: str, port: int) -> None:
    quiet_start()
    from rasa.core.run import serve_application  # noqa: PLC0415  takes seconds and reads the environment
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415

    from bot.warmth import warm  # noqa: PLC0415

    log_to(sys.stderr)
    serve_application(
        model,
        interface=_LOOPBACK,
        port=port,
        credentials="credentials.yml",
        enable_api=False,
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
        server_listeners=[(warm, "after_server_start")],
    )


if __name__ == "__main__":
    sys.exit(main())
