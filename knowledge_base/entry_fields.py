"""From the fields of a YAML entry or a spreadsheet row to an Entry, or to all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge_base.buildings import building_of
from knowledge_base.entry import HOUSE_KINDS, TENURES, Entry, Source
from knowledge_base.errors import KnowledgeError
from knowledge_base.fields import FieldReader
from knowledge_base.limits import first_moment, moment_after, write_limit

FIELDS = (
    "id", "group", "title", "questions", "answer", "audience", "valid_from", "valid_until", "source", "also",
    "buildings",
)  # fmt: skip
ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9][a-z0-9_]*)*")
GROUP = re.compile(r"\w[\w-]*")
TAKEN_IDS = ("none", "human")  # the values of the choices 都不是 and 人工

MAX_ID, MAX_GROUP, MAX_TITLE, MAX_ANSWER, MAX_NAME = 80, 40, 60, 2000, 200
MAX_BUILDING, MAX_BUILDINGS = 20, 100
MAX_QUESTION, MAX_QUESTIONS = 200, 150  # together they fit a spreadsheet's cell


def read_entry(raw: Mapping[str, Any]) -> Entry:
    """Make the entry, or raise KnowledgeError whose `problems` name every field that is wrong."""
    fields = FieldReader(raw, FIELDS)
    source, problems = _read_source(raw.get("source"))
    entry = Entry(
        id=fields.line("id", MAX_ID, required=True),
        group=fields.line("group", MAX_GROUP, required=True),
        title=fields.line("title", MAX_TITLE, required=True),
        questions=fields.texts("questions", MAX_QUESTION, MAX_QUESTIONS),
        answer=fields.text("answer", MAX_ANSWER, required=True),
        audience=fields.texts("audience", MAX_NAME, len(HOUSE_KINDS + TENURES)),
        valid_from=fields.limit("valid_from"),
        valid_until=fields.limit("valid_until"),
        source=source,
        also=fields.texts("also", MAX_NAME, 10),
        buildings=fields.texts("buildings", MAX_BUILDING, MAX_BUILDINGS),
    )
    problems = [*fields.problems, *problems, *_rule_problems(entry)]
    if problems:
        raise KnowledgeError("条目有问题", problems)
    return entry


def _read_source(raw: object) -> tuple[Source | None, list[str]]:
    if raw is None:
        return None, []
    if not isinstance(raw, Mapping):
        return None, ["source 应写明 document 和 section"]
    fields = FieldReader(raw, ("document", "section"))
    source = Source(fields.line("document", MAX_NAME), fields.line("section", MAX_NAME))
    if bool(source.document) != bool(source.section):
        fields.problems.append("出处的文件和章节要一起填写")
    return (source if source.document and source.section else None), fields.problems


def _rule_problems(entry: Entry) -> list[str]:
    problems = []
    if entry.id and not ID.fullmatch(entry.id):
        problems.append(f"id「{entry.id}」只能用小写字母、数字、下划线和点，以字母开头")
    if entry.id in TAKEN_IDS:
        problems.append(f"id「{entry.id}」已有固定含义，请换一个")
    if entry.group and not GROUP.fullmatch(entry.group):
        problems.append(f"group「{entry.group}」只能用文字、数字、下划线和短横线")
    unknown = [token for token in entry.audience if token not in HOUSE_KINDS + TENURES]
    if unknown:
        problems.append(f"audience「{'、'.join(unknown)}」不认识，可用：{'、'.join(HOUSE_KINDS + TENURES)}")
    start, end = entry.valid_from, entry.valid_until
    if start and end and first_moment(start) >= moment_after(end):
        problems.append(f"有效期从 {write_limit(start, ' ')} 到 {write_limit(end, ' ')}，开始晚于结束")
    unread = [name for name in entry.buildings if not building_of(name)]
    if unread:
        problems.append(f"buildings「{'、'.join(unread)}」看不懂，请写成 3栋、叠拼 这样")
    if entry.also and entry.source is None:
        problems.append("写了 also，却没有写出处")
    return problems
