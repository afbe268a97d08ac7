"""Dangers and calls for a person, with their look-alikes: caught by the desk alone, and by desk and bot.

`bot/.venv/bin/python -m benchmarks.lane` asks `tests/data/untaught*.yml`, which teach nobody, and
`benchmarks.nlu` the held-out ones. Danger is the desk's alone; a call that it misses may be heard by the bot.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

import yaml

from benchmarks import tables
from benchmarks.bot_process import DESK_PYTHON, ROOT, BotProcess, started_bot
from benchmarks.outcomes import Figure

UNTAUGHT = ROOT / "tests" / "data"
DANGER, NO_DANGER = "emergencies caught", "emergency look-alikes alarmed"
CALL, NO_CALL = "calls for a person caught", "look-alikes taken for a call for a person"
_GROUPS = {"calm": NO_DANGER, "person": CALL, "no_call": NO_CALL}  # every other group is a danger

Lanes = Mapping[str, Sequence[str]]


def heard_in(asked: Lanes, bot: BotProcess) -> Iterator[Figure]:
    """Give for each lane the share that the desk catches; of calls also the share that desk or bot does."""
    by_desk = heard_by_desk(asked)
    for lane, texts in asked.items():
        pairs = zip(texts, by_desk[lane], strict=True)
        yield f"{lane}, desk alone", sum(by_desk[lane]) / len(texts)
        if lane in {CALL, NO_CALL}:
            yield (
                f"{lane}, desk and bot",
                sum(hit or _hands_over(bot, text) for text, hit in pairs) / len(texts),
            )


def heard_by_desk(asked: Lanes) -> dict[str, list[bool]]:
    """Ask the desk's own lane, which comes before the bot, in the desk's Python."""
    command = [str(DESK_PYTHON), "-m", "benchmarks.desk_lane"]
    done = subprocess.run(
        command, cwd=ROOT, check=True, input=json.dumps(asked), capture_output=True, text=True
    )
    heard: dict[str, list[bool]] = json.loads(done.stdout)
    return heard


def _hands_over(bot: BotProcess, text: str) -> bool:
    """Tell whether the bot, asked as by the desk, hands over because a person was called for."""
    reply = bot.ask(text, uuid4().hex)
    return reply.act == "handoff" and (reply.custom["escalate"] or {}).get("reason") == "asked"


def untaught() -> Iterator[tuple[str, Lanes]]:
    """Give the lanes of each file of sentences that teach nobody, by its name."""
    for file in sorted(UNTAUGHT.glob("untaught*.yml")):
        written: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
        lanes: dict[str, list[str]] = {DANGER: [], NO_DANGER: [], CALL: [], NO_CALL: []}
        for group, texts in written.items():
            lanes[_GROUPS.get(group, DANGER)] += texts
        yield file.stem, lanes


def main() -> int:
    """Run the command."""
    with started_bot() as bot:
        columns = {name: list(heard_in(lanes, bot)) for name, lanes in untaught()}
    print("\n".join(tables.side_by_side(columns)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
