"""Is an estate's content fit to be published? Every problem is one Chinese sentence that names its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.content import Content, load_content
from knowledge_base.documents import Document
from knowledge_base.entry import Entry
from knowledge_base.errors import KnowledgeError
from knowledge_base.estate import PHONES
from knowledge_base.folding import fold
from knowledge_base.numerals import stated, unstated
from knowledge_base.tariffs.check import check_tariffs


@dataclass(frozen=True)
class Report:
    """What a check found. Problems forbid publishing, warnings do not."""

    entries: int
    problems: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def check_folder(folder: Path) -> Report:
    """Read an estate's folder and check it; what cannot be read is a problem too."""
    try:
        content = load_content(folder)
    except KnowledgeError as error:
        return Report(0, error.problems or (str(error),))
    return check_content(content)


def check_content(content: Content) -> Report:
    """Check ids, titles, duplicates, sources and numbers."""
    problems = [
        *_id_problems(content),
        *_repetitions(content.entries, "标题", lambda entry: [entry.title]),
        *_repetitions(content.entries, "问法", lambda entry: _once(entry.questions)),
        *_repetitions(content.entries, "答案", lambda entry: [entry.answer]),
        *_questions_said_twice(content.entries),
    ]
    warnings = []
    if content.documents:
        problems += [*_source_problems(content), *_number_problems(content), *_profile_problems(content)]
        problems += check_tariffs(content.tariffs or {}, content.documents)
    else:
        warnings.append("没有文件（documents），出处和数字没有核对")
    if not content.entries:
        problems.append("一个条目也没有")
    return Report(len(content.entries), tuple(problems), tuple(warnings))


def _id_problems(content: Content) -> Iterator[str]:
    for identity, times in Counter(entry.id for entry in content.entries).items():
        if times > 1:
            yield f"{identity}：id 用了 {times} 次"
    if content.topics is None:
        return
    groups = {entry.id: entry.group for entry in content.entries}
    for identity, group in content.topics.items():
        if identity not in groups:
            yield f"{identity}：topics.csv 里有，条目里没有"
        elif groups[identity] != group:
            yield f"{identity}：应在 {group} 组，现在在 {groups[identity]} 组"
    for identity in groups:
        if identity not in content.topics:
            yield f"{identity}：条目里有，topics.csv 里没有"


def _repetitions(entries: tuple[Entry, ...], what: str, texts: Callable[[Entry], list[str]]) -> Iterator[str]:
    first: dict[str, str] = {}
    for entry in entries:
        for text in texts(entry):
            owner = first.setdefault(fold(text), entry.id)
            if owner != entry.id:
                yield f"{entry.id}：{what}与 {owner} 的相同：{text[:40]}"


def _once(questions: tuple[str, ...]) -> list[str]:
    return list({fold(question): question for question in questions}.values())


def _questions_said_twice(entries: tuple[Entry, ...]) -> Iterator[str]:
    for entry in entries:
        times = Counter(fold(question) for question in entry.questions)
        for question in _once(entry.questions):
            if times[fold(question)] > 1:
                yield f"{entry.id}：同一个问法写了 {times[fold(question)]} 次：{question[:40]}"
            if not fold(question):
                yield f"{entry.id}：问法里没有文字：{question[:40]}"


def _source_problems(content: Content) -> Iterator[str]:
    sections = {document.name: document.sections() for document in content.documents}
    for entry in content.entries:
        if entry.source is None:
            yield f"{entry.id}：没有写出处"
        elif entry.source.document not in sections:
            yield f"{entry.id}：找不到出处文件 {entry.source.document}"
        elif entry.source.section not in sections[entry.source.document]:
            yield f"{entry.id}：{entry.source.document} 里没有「{entry.source.section}」这一节"
        for name in entry.also:
            if name not in sections:
                yield f"{entry.id}：找不到 also 里的文件 {name}"


def _number_problems(content: Content) -> Iterator[str]:
    known = _stated_by_document(content.documents)
    for entry in content.entries:
        if entry.source is None:
            continue
        names = (entry.source.document, *entry.also)
        readings = frozenset[str]().union(*(known.get(name, frozenset()) for name in names))
        for number in unstated(entry.answer, readings):
            yield f"{entry.id}：答案里的「{number}」在 {'、'.join(names)} 里找不到"


def _profile_problems(content: Content) -> Iterator[str]:
    readings = frozenset[str]().union(*_stated_by_document(content.documents).values())
    profile = content.estate.as_json()
    for line in (*PHONES, "desk_hours", "address"):
        for number in unstated(profile[line], readings):
            yield f"estate.yml：{line} 里的「{number}」在文件里找不到"


def _stated_by_document(documents: tuple[Document, ...]) -> dict[str, frozenset[str]]:
    return {document.name: stated(document.text) for document in documents}
