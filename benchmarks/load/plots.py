"""Draws what `benchmarks.load` measured: `bot/.venv/bin/python -m benchmarks.load.plots FIGURES.json FOLDER`.

In the bot's environment, because Rasa brings the plotting library along.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt


def draw_conversation(points: list[dict[str, float]], file: Path) -> None:
    """Draw what a question costs the longer the conversation is."""
    figure, axes = plt.subplots(figsize=(6, 3.5))
    turns = [point["to_turn"] for point in points]
    for name, label in (("ack_p50_ms", "until acknowledged, p50"), ("desk_cpu_ms", "desk's processor time")):
        axes.plot(turns, [point[name] for point in points], marker="o", label=label)
    axes.set(xlabel="turns in the conversation", ylabel="ms a question", ylim=(0, None))
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def draw_lines(figures: dict[str, Any], file: Path) -> None:
    """Draw the memory of the desk beside a bare Sanic's."""
    servers = [name for name in ("desk", "bare_sanic") if name in figures]
    figure, axes = plt.subplots(figsize=(6, 2.2))
    bottoms = [figures[name]["memory_before_mib"] for name in servers]
    added = [figures[name]["memory_mib"] - below for name, below in zip(servers, bottoms, strict=True)]
    labels = [name.replace("_", " ") for name in servers]
    axes.barh(labels, bottoms, color="0.7", label="before")
    axes.barh(labels, added, left=bottoms, label=f"{figures['desk']['lines']} idle lines")
    axes.set(xlabel="resident memory, MiB")
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def draw_messages(figures: dict[str, Any], file: Path) -> None:
    """Draw until when a message is acknowledged on each database, at a set rate and as fast as it goes."""
    databases = [name for name in ("sqlite", "postgresql") if name in figures]
    figure, axes = plt.subplots(figsize=(6, 3))
    marks, colours = ("p50", "p95", "p99"), ("0.8", "0.6", "0.4")
    loads = (("at_50_a_second_ms", "50 a second"), ("fast_ms", "as fast as it goes"))
    rows = [(f"{name}, {label}", figures[name][kind]) for name in databases for kind, label in loads]
    for place, (mark, colour) in enumerate(zip(marks, colours, strict=True)):
        heights = [row + (place - 1) * 0.25 for row in range(len(rows))]
        axes.barh(heights, [waits[mark] for _, waits in rows], height=0.25, color=colour, label=mark)
    axes.set_yticks(range(len(rows)), [label for label, _ in rows])
    axes.set(xlabel="ms until acknowledged")
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    figures = json.loads(wanted.figures.read_text(encoding="utf-8"))
    if "growth" in figures:
        draw_conversation(figures["growth"]["long_conversation"], wanted.folder / "load-conversation.png")
    if "messages" in figures:
        draw_messages(figures["messages"], wanted.folder / "load-messages.png")
    if "idle" in figures:
        draw_lines(figures["idle"], wanted.folder / "load-lines.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
