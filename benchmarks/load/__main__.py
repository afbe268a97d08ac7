"""`.venv/bin/python -m benchmarks.load [PART…] [--out FILE]`: prints figures and keeps them as JSON.

Parts: `messages` (acknowledged a second, SQLite and PostgreSQL beside the bare database), `idle` (live lines
that say nothing, beside a bare Sanic), `growth` (long conversations, a million stored turns), `bots` (answers
a processor second, beside stock Rasa). `bot/.venv/bin/python -m benchmarks.load.plots FILE` draws them.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.load import growth, idle, messages
from benchmarks.load.databases import postgresql
from benchmarks.load.product import ROOT

PARTS = ("messages", "idle", "growth", "bots")
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"


async def _messages(wanted: argparse.Namespace) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="linda-load-") as named:
        folder = Path(named)
        before = messages.bare_sqlite(folder, wanted.seconds / 4)
        figures["sqlite"] = await messages.measure({}, seconds=wanted.seconds, folder=folder)
        after = messages.bare_sqlite(folder, wanted.seconds / 4)
        figures["sqlite"]["bare_commits_a_second"] = (before + after) / 2
    with postgresql() as url:
        if url is None:
            return figures
        before = await messages.bare_postgresql(url, wanted.seconds / 4, connections=1)
        settings = {"LINDA_DATABASE_URL": url.replace("postgresql://", "postgresql+asyncpg://")}
        figures["postgresql"] = await messages.measure(settings, seconds=wanted.seconds)
        after = await messages.bare_postgresql(url, wanted.seconds / 4, connections=1)
        figures["postgresql"]["bare_commits_a_second"] = (before + after) / 2
    return figures


def _bots(wanted: argparse.Namespace) -> Any:
    with tempfile.NamedTemporaryFile(suffix=".json") as kept:
        command = [str(BOT_PYTHON), "-m", "benchmarks.load.bots", kept.name, "--epochs", str(wanted.epochs)]
        subprocess.run(command, cwd=ROOT, check=True, env=dict(os.environ))
        return json.loads(Path(kept.name).read_text(encoding="utf-8"))


def measure(part: str, wanted: argparse.Namespace) -> Any:
    """Measure one part."""
    match part:
        case "messages":
            return asyncio.run(_messages(wanted))
        case "idle":
            return asyncio.run(idle.measure(wanted.lines))
        case "growth":
            return asyncio.run(growth.measure(wanted.turns, wanted.seconds))
        case _:
            return _bots(wanted)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them where none is named")
    parser.add_argument("--seconds", type=float, default=20.0, help="for which messages are sent")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=1_000_000)
    parser.add_argument(
        "--epochs", type=int, default=1, help="of the stock pipeline; they do not change its cost"
    )
    parser.add_argument("--out", type=Path, default=Path("var/load.json"))
    wanted = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # the servers that are started inherit it
    kept = json.loads(wanted.out.read_text(encoding="utf-8")) if wanted.out.exists() else {}
    for part in wanted.parts or PARTS:
        begun = os.getloadavg()[0]
        kept[part] = measure(part, wanted) | {"load_before_and_after": [begun, os.getloadavg()[0]]}
        wanted.out.parent.mkdir(parents=True, exist_ok=True)
        wanted.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(json.dumps({part: kept[part]}, indent=1), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
