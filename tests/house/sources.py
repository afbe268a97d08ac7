"""The project's own files, for the tests that hold its rules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("handoff", "knowledge_base", "bot")
_SPELT = "cfg conf css csv html ini js json lock md mjs mts py sh svg toml ts txt vue yaml yml"
TEXT = frozenset(f".{suffix}" for suffix in _SPELT.split())


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or will be tracked, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(Path(name) for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file())


def python(*folders: str) -> list[Path]:
    """The Python files below these top folders."""
    return [path for path in files() if path.suffix == ".py" and path.parts[0] in folders]


def texts() -> list[Path]:
    """Every file that a person wrote or a tool wrote as text, these tests aside."""
    written = [path for path in files() if path.suffix in TEXT or path.name in {"Makefile", "run"}]
    return [path for path in written if path.parts[:2] != ("tests", "house")]


@cache
def read(path: Path) -> str:
    """A file's text."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A Python file's syntax."""
    return ast.parse(read(path), filename=str(path))
