"""What the papers promise: every setting and command explained, a changelog, nothing about one machine."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handoff.api.openapi import BODIES
from handoff.domain import fields
from handoff.domain.rights import RIGHTS, as_page
from tests.house.sources import PRODUCT, ROOT, files, python, read, texts, tree

SETTING = re.compile(r"\bLINDA_[A-Z][A-Z_]*[A-Z]\b")
MACHINE = re.compile(r"(?<![\w.:/])/(?:root|work|home|Users|opt|mnt|srv)/\w[\w./-]*")
HOST = re.compile(r"https?://([\w.-]+)")
INDEX = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|UV_INDEX|PIP_INDEX|npm_config_registry"
)
REGISTRIES = frozenset({"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"})
REGISTRY_LIKE = re.compile(
    r"pypi|pythonhosted|npm|mirror|registry|artifact|nexus|jfrog|(?:^|\.)(?:local|internal|corp)$"
)
COMMAND = re.compile(r"^ {4}([a-z][a-z-]*)(?: |$)", re.MULTILINE)


def shown_commands(package: str) -> list[str]:
    helped = subprocess.run(
        [sys.executable, "-m", package, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return COMMAND.findall(helped.stdout)


def test_every_setting_that_the_code_reads_is_explained() -> None:
    explained = set(SETTING.findall(read(Path("docs/operations.md"))))
    used = {
        name: str(path)
        for path in [
            *python(*PRODUCT, "setup"),
            *(path for path in files() if path.name in {"Makefile", "endpoints.yml"}),
        ]
        for name in SETTING.findall(read(path))
    }
    assert {name: place for name, place in used.items() if name not in explained} == {}


def test_every_setting_that_is_explained_is_read() -> None:
    used = {name for path in files() if path.suffix != ".md" for name in SETTING.findall(_text(path))}
    assert set(SETTING.findall(read(Path("docs/operations.md")))) - used == set()


def _text(path: Path) -> str:
    return read(path) if path in texts() else ""


def test_every_handler_has_its_row_in_the_table_of_rights_and_the_page_is_the_table() -> None:
    handlers = {
        name
        for path in python("handoff")
        if path.parts[:2] == ("handoff", "api")
        for name in re.findall(r"@\w+\.(?:get|post|put|delete)\([^\n]*\)\nasync def (\w+)", read(path))
    }
    assert len(handlers) > 40
    assert handlers - set(RIGHTS) == set(), "add their rows to handoff/domain/rights.py"
    shown = "docs/access.md must hold what handoff.domain.rights.as_page() returns"
    assert as_page() in read(Path("docs/access.md")), shown
    assert fields.as_page() in read(Path("docs/access.md")), shown.replace("rights", "fields")


def test_the_service_describes_every_body_that_it_reads() -> None:
    read_by: dict[str, set[str]] = {}
    for path in python("handoff"):
        for handler in (node for node in ast.walk(tree(path)) if isinstance(node, ast.AsyncFunctionDef)):
            for call in (node for node in ast.walk(handler) if isinstance(node, ast.Call)):
                if ast.unparse(call.func) == "read_body" and handler.decorator_list:
                    read_by.setdefault(handler.name, set()).add(ast.unparse(call.args[1]))
    assert len(read_by) > 40
    described = {name: {model.__name__ for model in models} for name, models in BODIES.items()}
    assert {
        name: models for name, models in read_by.items() if not models <= described.get(name, set())
    } == {}


@pytest.mark.parametrize("package", ["handoff", "knowledge_base"])
def test_every_command_is_explained(package: str) -> None:
    papers = "\n".join(read(path) for path in files() if path.suffix == ".md")
    commands = shown_commands(package)
    assert len(commands) >= 4
    assert [name for name in commands if not re.search(rf"(?:{package} |`|\| ){name}\b", papers)] == []


def test_there_is_a_changelog_with_what_is_coming() -> None:
    assert "## Unreleased\n" in read(Path("CHANGELOG.md"))


def test_every_paper_exists() -> None:
    papers = ["README.md", "SECURITY.md", "STYLE.md", "LICENSE", "CHANGELOG.md"]
    papers += [f"docs/{name}.md" for name in ("architecture", "glossary", "operations", "data", "estates")]
    assert [name for name in papers if not (ROOT / name).is_file()] == []


def test_every_link_between_papers_leads_somewhere() -> None:
    broken = [
        f"{path}: {target}"
        for path in files()
        if path.suffix == ".md" and path.parts[0] != "knowledge_base"
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", read(path))
        if not (ROOT / path.parent / target).exists()
    ]
    assert broken == []


def test_no_file_knows_one_machine() -> None:
    assert [f"{path}: {found}" for path in texts() for found in MACHINE.findall(read(path))] == []


def test_no_file_names_a_registry_of_its_own() -> None:
    hosts = {
        f"{path}: {host}"
        for path in texts()
        for host in HOST.findall(read(path))
        if REGISTRY_LIKE.search(host) and host not in REGISTRIES
    }
    options = {
        f"{path}: {found}" for path in texts() if path.suffix != ".md" for found in INDEX.findall(read(path))
    }
    assert hosts | options == set()


def test_the_locks_pin_every_package_by_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "bot/requirements.lock"):
        pinned = re.findall(r"^[\w.\[\]-]+==", read(Path(name)), re.MULTILINE)
        assert len(pinned) > 10
        assert read(Path(name)).count("--hash=sha256:") >= len(pinned)
    locked = json.loads(read(Path("handoff/console/package-lock.json")))["packages"]
    assert [name for name, entry in locked.items() if name and "integrity" not in entry] == []
