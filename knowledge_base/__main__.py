"""The knowledge base's commands; `python -m knowledge_base --help` lists them."""

from __future__ import annotations

import sys

from knowledge_base.command_line import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], print))
