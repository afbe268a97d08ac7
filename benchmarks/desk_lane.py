"""What the desk's own lane catches of given messages, as JSON: run with `.venv/bin/python`.

A process of its own, since the desk's Python is newer than the bot's. Reads [text, …] lists by name from
the standard input and gives for each text whether it is caught.
"""

import json
import sys

from handoff.domain.asking import asks_for_person
from handoff.domain.safety import recognise_emergency


def main() -> int:
    """Run the command."""
    asked = json.load(sys.stdin)
    caught = {
        name: [
            bool(asks_for_person(text) if "person" in name else recognise_emergency(text)) for text in texts
        ]
        for name, texts in asked.items()
    }
    json.dump(caught, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
