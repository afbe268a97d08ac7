"""How many callbacks a second one desk process acknowledges at most, each stored before its `success`.

    .venv/bin/python -m benchmarks.callbacks [--callbacks 2000] [--at-once 16] [--engine sqlite]

Every callback is another resident's, sealed beforehand, and posted over a connection of its own as WeChat
does; the next one follows as soon as one is answered. What was taken is worked off meanwhile as always, so
this is what the door bears in a rush, not what the desk answers. The stand-in posts from the same machine.
"""

import argparse
import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.wechat_rig import engine, rig
from tests.wechat import messages
from tests.wechat.accounts import make_official_account, write_channels
from tests.wechat.envelopes import Envelope
from tests.wechat.platform import Platform
from tests.wechat.product import settings_for
from tests.wechat.pusher import Attempt


async def post_all(platform: Platform, envelopes: list[Envelope], *, at_once: int) -> list[Attempt]:
    """Post everything, so many at once; return what came of each."""
    waiting, post, attempts = iter(envelopes), platform.pusher.post, []

    async def go_on() -> None:
        for envelope in waiting:
            attempts.append(await post(platform.official.account, envelope))  # noqa: PERF401 - as it comes

    await asyncio.gather(*(go_on() for _ in range(at_once)))
    return attempts


async def measure(asked: argparse.Namespace) -> bool:
    """Run once in a folder of its own; True where every callback was acknowledged."""
    account = make_official_account("load")
    with TemporaryDirectory() as name, engine(asked.engine, Path(name)) as database:
        channels, desk = Path(name) / "channels.toml", f"http://127.0.0.1:{asked.port}"
        write_channels(channels, account)
        async with Platform((account,), desk=desk) as platform:
            settings = database | settings_for(platform, channels) | {"LINDA_WORKERS": "1"}
            async with rig(Path(name), port=asked.port, settings=settings) as running:
                envelopes = [
                    platform.official.does(f"resident-{number}", messages.text(f"〔{number}〕物业费怎么交"))
                    for number in range(asked.callbacks)
                ]
                begun, spent = time.monotonic(), running.desk_seconds()
                attempts = await post_all(platform, envelopes, at_once=asked.at_once)
                seconds, spent = time.monotonic() - begun, running.desk_seconds() - spent
                worked_off = sum((await running.stored()).values())
    took = sorted(one.took for one in attempts if one.is_success)
    print(f"acknowledged {len(took)} of {asked.callbacks} callbacks in {seconds:.1f} s")
    if took:
        p99 = took[int(len(took) * 0.99)]
        print(f"{len(took) / seconds:.0f} a second; success p99 {p99:.3f} s, longest {took[-1]:.3f} s")
    print(f"meanwhile {worked_off} became turns; desk and bot spent {spent:.1f} s of processor time")
    return len(took) == asked.callbacks


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--callbacks", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--engine", choices=("sqlite", "scale"), default="sqlite")
    parser.add_argument("--port", type=int, default=7482)
    return 0 if asyncio.run(measure(parser.parse_args())) else 1


if __name__ == "__main__":
    raise SystemExit(main())
