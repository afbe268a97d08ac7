"""What a rush leaves undone: residents who write as fast as they are acknowledged, beside WeChat's people.

`python -m benchmarks.rush [seconds] [residents] [people]`: one desk on SQLite, the stand-in for
WeChat and a bot that costs nothing, in this process. Every three seconds: what was acknowledged, answered and
sent, and what waits at each place in between.
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from httpx import codes

from tests.integration.followers import Street, street
from tests.integration.people import Resident
from tests.integration.places import in_database

EVERY = 3.0  # seconds between two looks
PAUSE = 1.5  # seconds between two messages of one person in WeChat
MANY = 1_000_000
WAITING = {
    "to be taken in": "SELECT count(*) FROM inbox WHERE done_at IS NULL",
    "to be answered": "SELECT count(*) FROM outbox WHERE done_at IS NULL",
    "answered": "SELECT count(*) FROM outbox WHERE done_at IS NOT NULL",
    "to be sent": "SELECT count(*) FROM deliveries WHERE state = 'waiting'",
}


@dataclass
class Rush:
    """A crowd, until a moment of the monotonic clock."""

    place: Street
    folder: Path
    end: float
    acknowledged: int = 0
    refused: int = 0
    taken: int = 0

    @property
    def lasts(self) -> bool:
        """Whether somebody still writes."""
        return time.monotonic() < self.end

    async def write(self, resident: Resident) -> None:
        """Write again as soon as it is acknowledged, as somebody without a person in between would."""
        number = 0
        while self.lasts:
            number += 1
            body = {"client_key": f"k{number}", "kind": "text", "text": "您好"}
            answered = await resident.post("turns", body)
            self.acknowledged += answered.status_code == codes.CREATED
            self.refused += answered.status_code == codes.SERVICE_UNAVAILABLE

    async def call(self, openid: str) -> None:
        """Ask something in WeChat now and then."""
        while self.lasts:
            said = await self.place.official.say(openid, "物业费怎么交")
            self.taken += said.accepted
            await asyncio.sleep(PAUSE)

    async def look(self) -> None:
        """Print how far everything is."""
        while self.lasts:
            await asyncio.sleep(EVERY)
            counts = {name: (await in_database(self.folder, query))[0][0] for name, query in WAITING.items()}
            sent = len(self.place.platform.journal.accepted)
            counts |= {"acknowledged": self.acknowledged, "refused": self.refused}
            counts |= {"taken of WeChat": self.taken, "sent to WeChat": sent}
            print(", ".join(f"{name} {count}" for name, count in counts.items()), flush=True)


async def main(seconds: float, residents: int, people: int) -> None:
    """Run it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        limits = {"turns_per_minute": MANY, "conversations_per_address": MANY}
        async with street(folder, **limits) as place:
            crowd = [await place.desk.resident() for _ in range(residents)]
            rush = Rush(place, folder, time.monotonic() + seconds)
            writing = [rush.write(resident) for resident in crowd]
            calling = [rush.call(f"oPms_{number:06}") for number in range(people)]
            await asyncio.gather(*writing, *calling, rush.look())


if __name__ == "__main__":
    given = sys.argv[1:] + ["15", "40", "30"][len(sys.argv) - 1 :]
    asyncio.run(main(float(given[0]), int(given[1]), int(given[2])))
