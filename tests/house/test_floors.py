"""Who may import whom (docs/architecture.md)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT, python, tree

PURE = ("handoff.domain", "handoff.errors", "handoff.phrases", "handoff.settings", "knowledge_base.pinyin")


def test_every_import_goes_down() -> None:
    # In a process of its own, because the linter silences every logger of the one it runs in.
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            yield str(node.module)


def test_the_domain_knows_the_standard_library_and_pinyin_only() -> None:
    strangers = {
        f"{path} imports {name}"
        for path in python("handoff")
        if path.parts[1] == "domain"
        for name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith(PURE)
        and name != "handoff"
    }
    assert strangers == set()


def test_entries_can_be_read_with_pyyaml_alone() -> None:
    """The bot reads published knowledge; spreadsheets and the ledger are for the desk's environment only."""
    strangers = {
        f"{path} imports {name.name if isinstance(name, ast.alias) else name}"
        for path in python("knowledge_base")
        if path.parts[1] != "ledger"
        for node in tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else node.names)
        if str(name.name if isinstance(name, ast.alias) else name).split(".")[0]
        not in {*sys.stdlib_module_names, "knowledge_base", "yaml"}
    }
    assert strangers == set()
