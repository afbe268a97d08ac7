"""`python -m handoff …`: serve, and the operator's commands. Each exits 0 or 1 and says what it did last."""

import sys

from handoff.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
