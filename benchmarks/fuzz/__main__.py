"""`.venv/bin/python -m benchmarks.fuzz [--inputs N] [--seed S]`: hostile input against the running desk.

Prints how many inputs were sent and how they were answered: answers of 500 and above, hangs (nobody answers
/livez for ten seconds, or one request for thirty), deaths of the process, answers to what must be answered
once, and how its memory grew after the first tenth. Exits 1 where any of the first four is not 0.
"""

import argparse
import asyncio
import os
import resource
import sys
import time
from dataclasses import dataclass
from random import Random

from benchmarks.fuzz.attack import Attack, description, watch
from benchmarks.fuzz.calls import Caller
from benchmarks.fuzz.values import Ids
from benchmarks.load.client import ESTATE
from benchmarks.load.product import Product, product
from benchmarks.staffing import employ

WORKERS = 6
SETTLED = 0.1  # of the inputs, after which the memory is looked at first
ROUNDS = 10
OPEN = {
    "LINDA_LINES_PER_ADDRESS": "100000",
    "LINDA_CONNECTIONS_PER_ADDRESS": "100000",
    "LINDA_BOT_PYTHON": "/bin/false",  # a publication that is asked for fails at once
}


@dataclass
class Growth:
    """The desk's memory in MiB once it is warm, and at the end."""

    warm: float = 0.0
    end: float = 0.0

    @property
    def share(self) -> float:
        """By how much of itself it grew."""
        return self.end / self.warm - 1 if self.warm else 0.0


async def attack(running: Product, inputs: int, seed: int) -> tuple[Attack, Growth]:
    """Send so many inputs drawn from this seed; return what was seen."""
    port = running.desk.port
    document = await description(port)
    agents = [await employ(running, f"fuzz{grade}", grade=grade) for grade in range(4)]
    ids = Ids({"estate": [ESTATE], "estate_id": [ESTATE], "holder": ["queue", "me", "bot", "closed"]})
    sent = Attack(port, Caller(document, agents, ids), agents)
    draws = [Random(f"{seed}/{number}") for number in range(WORKERS)]  # noqa: S311  repeatable on purpose
    watching = asyncio.ensure_future(watch(port, sent.findings))
    growth, begun = Growth(), time.perf_counter()
    try:
        for number in range(ROUNDS):
            share = -(-inputs // ROUNDS // WORKERS)
            await asyncio.gather(*(sent.work(draw, share) for draw in draws))
            growth.end = running.desk.memory()
            growth.warm = growth.warm or growth.end
            _say(number, sent, time.perf_counter() - begun, growth)
    finally:
        watching.cancel()
    return sent, growth


def _say(number: int, sent: Attack, seconds: float, growth: Growth) -> None:
    seen = sent.findings
    speed = f"{seen.total} inputs, {seen.total / seconds:.0f} a second"
    done = (number + 1) * 100 // ROUNDS
    print(f"{done:3d} %: {speed}, {growth.end:.0f} MiB, faults {dict(seen.faults)}", flush=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with product(OPEN) as running:
        begun = time.perf_counter()
        sent, growth = asyncio.run(attack(running, wanted.inputs, wanted.seed))
        spent = time.perf_counter() - begun
        if not _is_alive(running.desk.pid):
            sent.findings.fault("death", "the desk's process", b"")
    seen = sent.findings
    print(f"seed {wanted.seed}: {seen.total} inputs in {spent:.0f} s, {seen.total / spent:.0f} a second")
    print(f"  sent: {dict(seen.inputs)}")
    print(f"  answers: {dict(sorted(seen.statuses.items()))}; the slowest took {seen.slowest:.1f} s")
    described = sent.caller.described
    print(
        f"  operations that did something at least once: {len(seen.passed & described)} of {len(described)}"
    )
    print(f"  memory: {growth.warm:.0f} MiB warm, {growth.end:.0f} MiB at the end, {growth.share:+.1%}")
    print(f"  faults: {dict(seen.faults) or 'none'}")
    for example in seen.examples:
        print(f"    {example}")
    return 1 if seen.faults else 0


if __name__ == "__main__":
    sys.exit(main())
