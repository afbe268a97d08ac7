"""What becomes of questions typed in pinyin: `bot/.venv/bin/python -m benchmarks.typed_letters`.

Asks the real bot both halves of `benchmarks/letters` (docs/data.md); only the reported half tells something:
the decoder was tuned on the other. Prints what was not answered right at once.
"""

import sys
from pathlib import Path

import yaml

from benchmarks import tables
from benchmarks.asked import TOPIC, Asked
from benchmarks.bot_process import started_bot
from benchmarks.nlu import ask_bot
from benchmarks.outcomes import figures

_FOLDER = Path(__file__).parent / "letters"
_HALVES = ("reported", "tuned")
_IN_SCOPE = 7  # figures come first that are about questions with an answer


def main() -> int:
    """Run the command."""
    columns, missed = {}, []
    with started_bot() as bot:
        for half in _HALVES:
            outcomes, _ = ask_bot(bot, _asked(half))
            columns[half] = figures(outcomes)[:_IN_SCOPE]
            missed += [f"- {one.asked.text}" for one in outcomes if not (one.answered and one.right)]
    print("\n".join([*tables.side_by_side(columns), "", *missed]))
    return 0


def _asked(half: str) -> list[Asked]:
    content = yaml.safe_load((_FOLDER / f"{half}.yml").read_text(encoding="utf-8"))
    return [Asked(text, TOPIC, entry_id) for entry_id, texts in content.items() for text in texts]


if __name__ == "__main__":
    sys.exit(main())
