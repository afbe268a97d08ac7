"""docs/promises.md: every promise, failure and threat has its row, and whatever a row names exists."""

import re
from pathlib import Path

from tests.house.sources import ROOT, files, read

PAGE = Path("docs/promises.md")
TOKEN = re.compile(r"`([^`]+)`")
ROW = re.compile(r"^\| ([PFT][0-9]+) \|", re.MULTILINE)
SENTENCE = re.compile(r"(?P<file>[\w/]+)::(?P<name>.+)")
COMMAND = re.compile(r"python -m (?P<module>[\w.]+)")
PATH = re.compile(r"(?:handoff|bot|knowledge_base|tests|docs|benchmarks)/[\w./-]+")


def tokens() -> list[str]:
    return TOKEN.findall(read(PAGE))


def test_every_promise_failure_and_threat_has_one_row() -> None:
    expected = [
        f"{kind}{number}" for kind, last in (("P", 23), ("F", 36), ("T", 70)) for number in range(1, last + 1)
    ]
    assert ROW.findall(read(PAGE)) == expected


def test_every_test_that_is_named_exists() -> None:
    named = [found for token in tokens() if (found := SENTENCE.fullmatch(token))]
    assert len(named) > 100
    assert [found[0] for found in named if not exists(found["file"], found["name"])] == []


def exists(file: str, name: str) -> bool:
    """Whether a test file of this name, Python or JavaScript, holds this sentence."""
    folder, _, stem = file.rpartition("/")
    if folder:
        pages = [
            ROOT / "tests" / folder / f"{stem}.test.mjs",
            ROOT / "handoff" / folder / "tests" / f"{stem}.test.ts",
        ]
        found = [page.read_text("utf-8").replace('"', "'") for page in pages if page.is_file()]
        return any(f"test('{name}'" in text for text in found)
    tests = [path for path in files() if path.parts[0] == "tests" and path.name == f"test_{stem}.py"]
    return any(re.search(rf"def test_{name}\(", read(path)) for path in tests)


def test_every_command_and_every_file_that_is_named_exists() -> None:
    modules = [found["module"] for token in tokens() if (found := COMMAND.match(token))]
    missing = [one for one in modules if not module_exists(one)]
    paths = [path for token in tokens() for path in PATH.findall(token)]
    assert missing + [path for path in paths if not (ROOT / path).exists()] == []


def module_exists(name: str) -> bool:
    """Whether `python -m` finds this module here."""
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__main__.py").is_file()
