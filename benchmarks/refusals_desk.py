"""A desk that lives at the moment of the recorded callbacks: `--port`, `--folder`. Stops with SIGTERM."""

import argparse
import asyncio
import json
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from handoff.app import make_app
from handoff.bootstrap import World, open_world
from handoff.domain.agent import Agent
from handoff.domain.estate import Estate
from handoff.serving import listen, running
from handoff.settings import read_settings

VECTORS = json.loads(
    (Path(__file__).parent.parent / "tests/data/wechat/vectors.json").read_text(encoding="utf-8")
)
AGENTS = 20
_MOMENT = datetime.fromtimestamp(VECTORS["meta"]["now"], UTC)
_BEGUN = time.monotonic()
# Time passes, and comes back before any recorded callback is stale.
_LASTS = 60.0


def now() -> datetime:
    """Return a moment within a minute of the recordings, going on like any clock."""
    return _MOMENT + timedelta(seconds=(time.monotonic() - _BEGUN) % _LASTS)


async def employ(world: World) -> None:
    """Have an estate, and agents whose passwords nobody will hit."""
    hashed = PasswordHasher().hash("correct horse battery")
    async with world.desk.store.write() as work:
        await work.estates.put(Estate.from_profile("yunshan", "云杉花园", {}))
        for number in range(AGENTS):
            name = f"agent-{number}"
            agent = Agent(id=name, username=name, name=name, grade=1, estates=frozenset({"yunshan"}))
            await work.agents.add(agent, hashed)


async def serve(port: int, folder: Path) -> None:
    """Serve until told to stop."""
    channels, vector = folder / "channels.toml", VECTORS["positive"][0]
    keys = ("token", "encoding_aes_key")
    lines = [f'{key} = "{vector[key]}"' for key in keys]
    fixed = f'app_id = "{vector["receive_id"]}"\napp_secret = "s"\noriginal_id = "gh_0123456789ab"\n'
    channels.write_text("\n".join(["[wechat.vectors]", fixed, *lines, 'estate = "yunshan"']), "utf-8")
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    environment = {
        "LINDA_DATA_DIR": str(folder),
        "LINDA_CHANNELS_FILE": str(channels),
        "LINDA_WECHAT_API_BASE": "http://127.0.0.1:9",  # nobody: nothing is to be sent
        "LINDA_BOT_URL": "http://127.0.0.1:9",
    }
    async with open_world(read_settings(environment), now=now) as world:
        await employ(world)
        async with running(make_app(world), listen("127.0.0.1", port)):
            await stopping.wait()


def main() -> None:
    """Run the desk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    asked = parser.parse_args()
    asyncio.run(serve(asked.port, asked.folder))


if __name__ == "__main__":
    main()
