"""The commands as an operator types them: 0 or 1, and a last line that says what was done."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.command_line import run
from knowledge_base.content import write_content
from knowledge_base.places import Places
from tests.unit.knowledge_base.making import PHONE, RATE, content, store

Type = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def type_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Run a command on an empty data folder whose bot can train; give its exit code and what it said."""
    trains = tmp_path / "trains"
    trains.write_text('#!/bin/sh\necho ok > "$3/model"\n')
    trains.chmod(0o755)
    monkeypatch.setenv("LINDA_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("LINDA_BOT_PYTHON", str(trains))
    monkeypatch.setenv("LINDA_BOT_URL", "http://127.0.0.1:9")

    def type_words(*words: object) -> tuple[int, list[str]]:
        said: list[str] = []
        return run([str(word) for word in words], said.append), said

    return type_words


def test_an_estate_goes_from_a_folder_to_residents_and_back(type_in: Type, tmp_path: Path) -> None:
    write_content(tmp_path / "cedar", content())
    assert type_in("check", tmp_path / "cedar") == (
        0,
        [f"检查完成：{tmp_path / 'cedar'}，2 个条目，0 个问题。"],
    )
    assert type_in("import", "cedar", tmp_path / "cedar")[0] == 0
    assert type_in("export", "cedar", tmp_path / "out.xlsx")[1] == [
        f"已导出 cedar 的 2 个条目到 {tmp_path}/out.xlsx。"
    ]
    assert type_in("import", "cedar", tmp_path / "out.xlsx", "--name", "雪松里")[0] == 0
    assert type_in("publish", "cedar")[1][-1] == "已发布 cedar 第 0001 版：2 个条目。"
    assert type_in("publish", "cedar", "--if-changed")[1][-1] == "cedar 的内容没有变化，继续使用第 0001 版。"
    assert type_in("publish", "cedar")[0] == 0
    code, said = type_in("rollback", "cedar")
    assert code == 0
    assert said[-1].startswith("已回退 cedar 到第 0001 版")


def test_what_publishing_came_to_can_be_read_by_a_program(type_in: Type, tmp_path: Path) -> None:
    store(Places(tmp_path / "var", "cedar"), content())
    report = tmp_path / "report.json"
    assert type_in("publish", "cedar", "--report", report)[0] == 0
    assert json.loads(report.read_text()) == {"version": "0001", "gate": None}
    store(Places(tmp_path / "var", "cedar"), content(replace(RATE, answer="收9.99元")))
    assert type_in("publish", "cedar", "--report", report)[0] == 1
    told = json.loads(report.read_text())
    assert "9.99" in told["problems"][0]
    assert "没有发布" in told["problems"][-1]


def test_check_without_a_name_takes_every_estate(type_in: Type, tmp_path: Path) -> None:
    store(Places(tmp_path / "var", "cedar"), content(documents=()))
    code, said = type_in("check")
    assert code == 0
    assert said[-1] == "检查完成：cedar、yunshan，141 个条目，0 个问题。"


def test_each_problem_has_its_line_and_the_last_counts_them(type_in: Type, tmp_path: Path) -> None:
    write_content(tmp_path / "cedar", content(PHONE, replace(RATE, answer="收9.99元，再收8.88元")))
    code, said = type_in("check", tmp_path / "cedar")
    assert code == 1
    assert ["9.99" in said[0], "8.88" in said[1]] == [True, True]
    assert said[2:] == [f"检查完成：{tmp_path / 'cedar'}，2 个条目，2 个问题。"]


@pytest.mark.parametrize(
    "words",
    [
        ("publish", "nowhere"),
        ("rollback", "nowhere"),
        ("import", "nowhere", "/nonexistent.csv"),
        ("export", "nowhere", "/nonexistent.csv"),
        ("check", "nowhere"),
        ("check", "No/Where"),
        ("ask", "yunshan", "你好"),
        ("import", "../x", "/nonexistent.csv"),
    ],
)
def test_what_cannot_be_done_ends_with_one_and_a_chinese_sentence(
    type_in: Type, words: tuple[str, ...]
) -> None:
    code, said = type_in(*words)
    assert code == 1
    assert said[-1].endswith("。")


def test_a_bot_that_is_not_running_is_one_clear_sentence(type_in: Type) -> None:
    assert type_in("ask", "yunshan", "你好")[1] == [
        "没有完成：连不上机器人（http://127.0.0.1:9），请先用 make run 启动。"
    ]


@pytest.mark.parametrize("words", [(), ("nothing",), ("import", "yunshan"), ("check", "a", "b")])
def test_a_wrong_command_line_exits_with_one(type_in: Type, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as end:
        type_in(*words)
    assert end.value.code == 1


@pytest.mark.parametrize("command", ["check", "import", "export", "publish", "rollback", "ask"])
def test_every_command_has_help(type_in: Type, capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as end:
        type_in(command, "--help")
    assert end.value.code == 0
    assert "usage" in capsys.readouterr().out


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch, type_in: Type) -> Iterator[dict[str, Any]]:
    """A bot that gives the answer put into `answers` and keeps the question in `asked`."""
    talk: dict[str, Any] = {}

    class Bot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            talk["asked"] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(talk["answers"]).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Bot)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv("LINDA_BOT_URL", f"http://127.0.0.1:{server.server_port}")
    yield talk
    server.shutdown()
    thread.join()
    server.server_close()


def test_ask_prints_the_answer_with_its_reasons(type_in: Type, bot: dict[str, Any]) -> None:
    source = {"document": "01_收费公示.md", "section": "一、物业服务费（包干制）"}
    reasons = {"act": "answer", "entry_id": "fee.property.rate", "confidence": 0.93, "source": source}
    bot["answers"] = [{"recipient_id": "x", "custom": {"version": 1, "text": "3.60元。", "bot": reasons}}]
    assert type_in("ask", "yunshan", "叠拼物业费") == (
        0,
        [
            "3.60元。",
            "动作：回答",
            "把握：0.93",
            "条目：fee.property.rate",
            "出处：01_收费公示.md 一、物业服务费（包干制）",
            "已向 yunshan 的机器人提问。",
        ],
    )
    assert bot["asked"]["message"] == "叠拼物业费"
    assert bot["asked"]["metadata"]["estate"] == "yunshan"
    assert bot["asked"]["metadata"]["threshold"] == 0.70


def test_ask_says_why_a_person_would_take_over(type_in: Type, bot: dict[str, Any]) -> None:
    reply = {"text": "", "bot": {"act": "handoff"}, "escalate": {"reason": "low_confidence"}, "choices": []}
    bot["answers"] = [{"custom": reply}]
    assert type_in("ask", "yunshan", "？")[1][:2] == [
        "（没有答话，直接转人工）",
        "动作：转人工（low_confidence）",
    ]


@pytest.mark.parametrize("answers", [[], {}, [{"text": "hi"}], [{"custom": {"text": "a"}}], "x", None])
def test_ask_does_not_take_nonsense_for_an_answer(
    type_in: Type, bot: dict[str, Any], answers: object
) -> None:
    bot["answers"] = answers
    code, said = type_in("ask", "yunshan", "你好")
    assert code == 1
    assert "不合约定" in said[-1]
