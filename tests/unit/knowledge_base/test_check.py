"""What the check refuses, each problem named by entry and place."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.check import check_content, check_folder
from knowledge_base.content import Content, load_content, write_content
from knowledge_base.entry import Entry, Source
from knowledge_base.places import SHIPPED
from tests.unit.knowledge_base.making import ESTATE, PHONE, RATE, content


def problems(*entries: Entry, **changes: object) -> str:
    return "\n".join(check_content(content(*entries, **changes)).problems)


def test_good_content_has_no_problem() -> None:
    assert problems() == ""


def test_the_demo_has_no_problem() -> None:
    report = check_folder(SHIPPED / "yunshan")
    assert report.problems == ()
    assert report.entries == 139


def test_a_wrong_amount_in_any_answer_of_the_demo_is_found() -> None:
    demo = load_content(SHIPPED / "yunshan")
    wrong = tuple(replace(entry, answer=f"{entry.answer}另收7413.97元。") for entry in demo.entries)
    found = check_content(replace(demo, entries=wrong)).problems
    assert [problem.split("：")[0] for problem in found] == [entry.id for entry in wrong]
    assert all("「7413.97」" in problem for problem in found)


def test_a_number_that_is_not_in_the_source_is_named_with_entry_and_document() -> None:
    assert (
        problems(replace(RATE, answer="高层每平方米2.85元。"))
        == "fee.rate：答案里的「2.85」在 收费.md 里找不到"
    )


def test_a_number_may_stand_in_another_document_that_the_entry_names() -> None:
    other = replace(content().documents[0], name="别的.md", text="# 别的\n2.85元\n")
    wrong = replace(RATE, answer="高层每平方米2.85元。")
    documents = (*content().documents, other)
    assert "2.85" in problems(wrong, documents=documents)
    assert problems(replace(wrong, also=("别的.md",)), documents=documents) == ""


def test_an_id_used_twice_is_named() -> None:
    assert "fee.rate：id 用了 2 次" in problems(
        RATE, replace(RATE, title="别的", answer="高层2.80元", questions=())
    )


def test_ids_and_groups_follow_the_topic_list_where_there_is_one() -> None:
    found = problems(topics={"fee.rate": "money", "fee.other": "fee"})
    assert "fee.rate：应在 money 组，现在在 fee 组" in found
    assert "fee.other：topics.csv 里有，条目里没有" in found
    assert "contact.hotline：条目里有，topics.csv 里没有" in found


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"title": "物业费 单价"}, "contact.hotline：标题与 fee.rate 的相同"),
        ({"questions": ("物业费，多少钱一平？",)}, "contact.hotline：问法与 fee.rate 的相同"),
        ({"answer": "高层每平方米2.80元，叠拼3.60元"}, "contact.hotline：答案与 fee.rate 的相同"),
        ({"questions": ("几号？", "几号")}, "contact.hotline：同一个问法写了 2 次"),
        ({"questions": ("？？",)}, "contact.hotline：问法里没有文字"),
        ({"source": None}, "contact.hotline：没有写出处"),
        ({"source": Source("没有.md", "收费")}, "contact.hotline：找不到出处文件 没有.md"),
        ({"source": Source("收费.md", "二、别的")}, "contact.hotline：收费.md 里没有「二、别的」这一节"),
        ({"also": ("没有.md",)}, "contact.hotline：找不到 also 里的文件 没有.md"),
    ],
)
def test_a_faulty_entry_is_named(change: dict[str, object], problem: str) -> None:
    assert problem in problems(RATE, replace(PHONE, **change))


def test_the_profile_must_not_state_a_phone_that_no_document_has() -> None:
    found = problems(estate=replace(ESTATE, security_phone="0571-55500119"))
    assert found == "estate.yml：security_phone 里的「0571-55500119」在文件里找不到"


def test_without_documents_sources_and_numbers_are_not_checked_and_that_is_said() -> None:
    report = check_content(content(replace(RATE, answer="每平方米9.99元。"), documents=()))
    assert report.problems == ()
    assert "没有核对" in report.warnings[0]


def test_no_entry_at_all_is_a_problem() -> None:
    assert check_content(Content(ESTATE, ())).problems == ("一个条目也没有",)


def test_content_survives_writing_and_reading(tmp_path: Path) -> None:
    write_content(tmp_path / "estate", content())
    assert load_content(tmp_path / "estate") == content(PHONE, RATE)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {id: A B, title: t, answer: a}", "entries/fee.yml A B：id「A B」只能用"),
        ("- {id: none, title: t, answer: a}", "已有固定含义"),
        ("- {id: a.b, title: t}", "entries/fee.yml a.b：answer 没有填写"),
        ("- {id: a.b, title: t, answer: ' '}", "answer 没有填写"),
        ("- {id: a.b, title: t, answer: 12}", "answer 应是文字"),
        ("- {id: a.b, title: t, answer: a, valid_from: 2025-13-01}", "valid_from「2025-13-01」不是日期"),
        ("- {id: a.b, title: t, answer: a, valid_from: 2025-02-01, valid_until: 2025-01-01}", "开始晚于结束"),
        ("- {id: a.b, title: t, answer: a, audience: [别墅]}", "audience「别墅」不认识"),
        ("- {id: a.b, title: t, answer: a, answers: b}", "不认识的字段：answers"),
        ("- {id: a.b, title: t, answer: a, source: {document: d.md}}", "要一起填写"),
        ("- {id: a.b, title: t, answer: a, questions: 一个}", "questions 应是一个列表"),
        ("- {title: t, answer: a}", "entries/fee.yml 第 1 项：id 没有填写"),
        ("- {id: a.b, title: t, answer: a, id: a.c}", "写了两次：id"),
        ("- &x {id: a.b, title: t, answer: a}\n- *x", "不接受引用"),
        ("- !!python/object/apply:os.system ['true']", "YAML 写法有误"),
        ("fee: 1", "entries/fee.yml 应是一个列表"),
        ("- 一行字", "应写成「名称: 内容」的形式"),
        ('- {id: a.b, title: t, answer: "a\\0b"}', "控制字符"),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    write_content(tmp_path / "estate", content(PHONE))
    (tmp_path / "estate" / "entries" / "fee.yml").write_text(text, encoding="utf-8")
    assert problem in "\n".join(check_folder(tmp_path / "estate").problems)


def test_a_file_that_would_not_be_read_is_a_problem(tmp_path: Path) -> None:
    write_content(tmp_path / "estate", content())
    (tmp_path / "estate" / "entries" / "parking.yaml").write_text("[]")
    (tmp_path / "estate" / "documents" / "x.md").write_bytes(b"\xff")
    (tmp_path / "estate" / "topics.csv").write_text("name\n")
    assert check_folder(tmp_path / "estate").problems == (
        "entries/parking.yaml 不是 .yml 文件",
        "documents/x.md 读不了，或不是 UTF-8 文字",
        "topics.csv 应有 id 和 group 两列",
    )


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert "找不到文件夹" in check_folder(tmp_path / "nowhere").problems[0]
