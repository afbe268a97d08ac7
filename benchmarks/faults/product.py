"""The product's own desk processes and the echoing bot, under the product's own supervisor."""

import asyncio
import sys

from handoff.commands.running import desk_services
from handoff.settings import read_settings
from handoff.supervise import Service, supervise

PATIENCE = 60.0  # seconds until the first answer


def main() -> int:
    """Run until SIGTERM; the settings come from the environment."""
    settings = read_settings()
    echo = (sys.executable, "-m", "benchmarks.echo_bot", "--port", settings.bot_url.rsplit(":", 1)[1])
    services = [*desk_services(settings), Service("bot", echo, f"{settings.bot_url}/", PATIENCE)]
    return asyncio.run(supervise(services, data_dir=settings.data_dir, addresses={}))


if __name__ == "__main__":
    sys.exit(main())
