"""Small modules, small functions, plain names, and a sentence about what each public thing is for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import PRODUCT, files, python, read, texts, tree

MAX_MODULE, MAX_FUNCTION, MAX_PARAMETERS = 300, 40, 5
CODE = frozenset({".py", ".js", ".mjs", ".ts", ".vue"})
EMPTY_NAMES = re.compile(r"(?:^|_)(?:utils?|helpers?|common|misc)$", re.IGNORECASE)
MANAGER = re.compile(r"\w*Manager", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
RAW_HTML = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|v-html")
OURS = (*PRODUCT, "setup", "tests", "benchmarks")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def parameters(function: Function) -> int:
    given = function.args
    named = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in named if name not in {"self", "cls"}])


def test_no_module_is_longer_than_300_lines() -> None:
    written = [path for path in files() if path.suffix in CODE]
    lengths = {str(path): len(read(path).splitlines()) for path in written}
    assert {name: length for name, length in lengths.items() if length > MAX_MODULE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = {
        f"{path}:{function.lineno} {function.name}": body_lines(function)
        for path in python(*OURS)
        for function in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION} == {}


def test_no_function_takes_more_than_5_parameters() -> None:
    """Tests are free: what pytest hands them is no burden on a caller."""
    counts = {
        f"{path}:{function.lineno} {function.name}": parameters(function)
        for path in python(*PRODUCT, "setup", "benchmarks")
        for function in functions(path)
    }
    assert {name: count for name, count in counts.items() if count > MAX_PARAMETERS} == {}


def test_no_name_says_nothing() -> None:
    empty = [str(path) for path in files() for part in path.parts if EMPTY_NAMES.search(part.split(".")[0])]
    managers = [
        f"{path}:{node.lineno} {node.name}"
        for path in python(*OURS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and MANAGER.fullmatch(node.name)
    ]
    assert empty + managers == []


def undocumented(path: Path) -> Iterator[str]:
    module = tree(path)
    if path.name != "__init__.py" and ast.get_docstring(module) is None:
        yield f"{path}"
    for node in _public(module):
        if ast.get_docstring(node) is None:
            yield f"{path}:{node.lineno} {node.name}"


def _public(parent: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    for node in parent.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def test_every_public_thing_says_what_it_is_for() -> None:
    assert [place for path in python(*PRODUCT) for place in undocumented(path)] == []


def test_nothing_is_left_for_later() -> None:
    found = [f"{path}: {mark}" for path in texts() for mark in UNFINISHED.findall(read(path))]
    assert found == []


def test_pages_never_take_text_for_html() -> None:
    widget = [path for path in files() if path.parts[:2] in {("handoff", "widget"), ("handoff", "orders")}]
    pages = widget + [path for path in files() if path.parts[:3] == ("handoff", "console", "src")]
    written = [path for path in pages if path.suffix in {*CODE, ".html"}]
    assert [f"{path}: {found}" for path in written for found in RAW_HTML.findall(read(path))] == []
